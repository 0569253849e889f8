import type { ReactNode } from 'react';
import { useWidth } from '../charts/use-width.ts';
import type { ShareBounds } from '../generated/types.ts';
import styles from './trust.module.css';

const HEIGHT = 92;
const BINS = ['0', '10', '20', '30', '40', '50', '60', '70', '80', '90'];

/** Counts of where truths fell between the lowest and the highest tenth of their forecasts; flat when the spread is right. */
export function PitHistogram({
  counts,
  chance,
}: {
  readonly counts: readonly number[];
  /** Shares of all between which every bar lies by chance, all bars at once. */
  readonly chance?: ShareBounds;
}): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const total = counts.reduce((a, b) => a + b, 0);
  const even = total / counts.length;
  const band = chance === undefined ? null : { low: total * chance.low, high: total * chance.high };
  const most = Math.max(even * 1.6, ...counts, band === null ? 0 : band.high * 1.05);
  const step = width / counts.length;
  const top = (count: number): number => HEIGHT - 18 - (count / most) * (HEIGHT - 26);
  return (
    <div ref={place} style={{ height: HEIGHT }}>
      {width > 0 && (
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={`Counts in ten bins from low to high: ${counts.join(', ')}`}
          className={styles.pit}
        >
          {band !== null && (
            <rect
              className={styles.chance}
              x={0}
              width={width}
              y={top(band.high)}
              height={top(band.low) - top(band.high)}
            />
          )}
          {counts.map((count, i) => (
            <rect
              className={styles.bar}
              key={BINS[i]}
              x={i * step + 1.5}
              width={Math.max(1, step - 3)}
              y={top(count)}
              height={HEIGHT - 18 - top(count)}
              rx="2"
            />
          ))}
          <line x1="0" x2={width} y1={top(even)} y2={top(even)} />
          <text x="0" y={HEIGHT - 4}>
            lower than expected
          </text>
          <text x={width} y={HEIGHT - 4} textAnchor="end">
            higher
          </text>
        </svg>
      )}
    </div>
  );
}
