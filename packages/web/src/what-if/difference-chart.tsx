import { type ReactNode, useState } from 'react';
import { TableView } from '../charts/chart-card.tsx';
import { bandPath, linePath } from '../charts/paths.ts';
import { linearScale } from '../charts/scale.ts';
import { paddedDomain, timeDomain, timeTicks, valueTicks } from '../charts/ticks.ts';
import { useWidth } from '../charts/use-width.ts';
import type { DifferenceView } from '../generated/types.ts';
import { formatChange, formatClock, formatDay, formatInstant } from '../units/format.ts';
import { type Measure, measureOf } from '../units/measure.ts';
import { usePreferences } from '../units/preferences.tsx';
import styles from './difference-chart.module.css';

interface DifferenceChartProps {
  readonly difference: DifferenceView;
  readonly times: readonly string[];
  readonly from: string;
}

const HEIGHT = 128;
const HOUR = 3_600_000;

/** What-if minus as-it-stands over time, path by path with the same draws: where its band misses zero, the effect is sure. */
export function DifferenceChart({ difference, times, from }: DifferenceChartProps): ReactNode {
  const { glucose } = usePreferences();
  const [asTable, setAsTable] = useState(false);
  const measure = measureOf(difference, glucose);
  return (
    <div>
      <div className="row between">
        <h3>Difference{measure.unit !== '' && `, ${measure.unit}`}</h3>
        <button
          type="button"
          className="link-button"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          Table<span className="visually-hidden"> of the difference</span>
        </button>
      </div>
      {asTable ? (
        <Rows difference={difference} times={times} measure={measure} />
      ) : (
        <Drawing difference={difference} times={times} from={from} measure={measure} />
      )}
    </div>
  );
}

function Drawing({
  difference,
  times,
  from,
  measure,
}: DifferenceChartProps & { readonly measure: Measure }): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const at = times.map((time) => Date.parse(time));
  const x = linearScale(timeDomain([Date.parse(from), ...at]), [40, width - 6]);
  const y = linearScale(paddedDomain([...difference.q05, ...difference.q95], [0]), [HEIGHT - 20, 6]);
  const xs = at.map(x);
  const ticks = valueTicks(y.domain[0] * measure.factor, y.domain[1] * measure.factor, 3).map(
    (tick) => tick / measure.factor,
  );
  return (
    <div ref={place} style={{ height: HEIGHT }}>
      {width > 0 && (
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label="Difference over time; the table holds the same"
          className={styles.chart}
        >
          {ticks.map((tick) => (
            <g key={tick}>
              <line
                x1={40}
                x2={width - 6}
                y1={y(tick)}
                y2={y(tick)}
                className={Math.abs(tick) < 1e-9 ? styles.zero : styles.grid}
              />
              <text x={34} y={y(tick)} dy="0.34em" textAnchor="end">
                {formatChange(tick, { ...measure, decimals: measure.decimals === 0 ? -1 : measure.decimals })}
              </text>
            </g>
          ))}
          <path d={bandPath(xs, difference.q95.map(y), difference.q05.map(y))} className={styles.most} />
          <path d={bandPath(xs, difference.q75.map(y), difference.q25.map(y))} className={styles.half} />
          <path
            d={linePath(difference.q50.map((value, i) => [xs[i]!, y(value)]))}
            className={styles.median}
          />
          {timeTicks(x.domain[0], x.domain[1], 4, new Date(x.domain[0]).getTimezoneOffset()).map((tick) => (
            <text key={tick} x={x(tick)} y={HEIGHT - 4} textAnchor={x(tick) > width - 24 ? 'end' : 'middle'}>
              {x.domain[1] - x.domain[0] > 36 * HOUR ? formatDay(tick) : formatClock(tick)}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}

function Rows({
  difference,
  times,
  measure,
}: {
  readonly difference: DifferenceView;
  readonly times: readonly string[];
  readonly measure: Measure;
}): ReactNode {
  const round = (value: number): number => Number((value * measure.factor).toFixed(2));
  return (
    <TableView
      table={{
        caption: `Paired difference${measure.unit === '' ? '' : ` in ${measure.unit}`}, what-if minus as it stands`,
        header: ['Time', 'Median', '90 % from', '90 % to'],
        rows: times.map((time, i) => [
          formatInstant(Date.parse(time)),
          round(difference.q50[i]!),
          round(difference.q05[i]!),
          round(difference.q95[i]!),
        ]),
      }}
    />
  );
}
