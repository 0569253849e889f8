import type { ReactNode } from 'react';
import { bandPath } from '../charts/paths.ts';
import { linearScale } from '../charts/scale.ts';
import { useWidth } from '../charts/use-width.ts';
import type { Ribbon } from '../ribbon/ribbon.ts';
import { ribbonScales } from '../ribbon/ribbon-scales.ts';
import { chanceWords } from './capacity-ribbon.ts';
import styles from './chance-strip.module.css';

const [HEIGHT, TOP, FOOT] = [58, 20, 4];
/** The strip reaches at least to this probability, so that what is improbable looks small. */
const LEAST_TOP = 0.2;

/** Hour by hour, over the same axis as the ribbon above: how probably more beds are needed than are staffed. */
export function ChanceStrip({
  ribbon,
  over,
}: {
  readonly ribbon: Ribbon;
  readonly over: readonly number[];
}): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const { x, left, right } = ribbonScales(ribbon, [], width, HEIGHT);
  const highest = Math.max(0, ...over);
  const most = Math.max(LEAST_TOP, highest);
  const y = linearScale([0, most], [HEIGHT - FOOT, TOP]);
  const xs = ribbon.baseline!.at.slice(1).map(x);
  return (
    <div ref={place} style={{ height: HEIGHT }}>
      {width > 0 && (
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label="Probability that more beds are needed than are staffed, hour by hour; the table holds the same"
          className={styles.strip}
        >
          <text x={left} y={12}>
            {`Probability of too few beds: ${highest < 0.005 ? `${chanceWords(highest)} throughout` : `at most ${chanceWords(highest)}`}`}
          </text>
          <rect
            x={x(ribbon.now)}
            y={TOP}
            width={Math.max(0, right - x(ribbon.now))}
            height={HEIGHT - FOOT - TOP}
          />
          <text x={left - 8} y={TOP} dy="0.7em" textAnchor="end">
            {Math.round(100 * most)} %
          </text>
          <path
            d={bandPath(
              xs,
              over.map(y),
              over.map(() => y(0)),
            )}
            className={styles.area}
          />
          <line x1={left} x2={right} y1={y(0)} y2={y(0)} />
        </svg>
      )}
    </div>
  );
}
