import type { ReactNode } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import { bandPath, linePath } from '../charts/paths.ts';
import { linearScale } from '../charts/scale.ts';
import { paddedDomain, valueTicks } from '../charts/ticks.ts';
import { useWidth } from '../charts/use-width.ts';
import { formatNumber } from '../units/format.ts';
import styles from './lab.module.css';
import type { LabFan, LabResult } from './lab-messages.ts';

const HEIGHT = 210;
const [LEFT, RIGHT, TOP, BOTTOM] = [54, 8, 10, 24];

interface LabChartProps {
  readonly fan: LabFan;
  readonly result: LabResult;
  readonly file: string;
}

/** One quantity: where half and nine tenths of the members go, some of them, and the model as it stands on the sliders. */
export function LabChart({ fan, result, file }: LabChartProps): ReactNode {
  const { times } = result;
  const [low, quarter, median, upper, high] = fan.quantiles;
  return (
    <ChartCard
      title={fan.quantity}
      file={`${file}-${fan.quantity}`}
      table={() => ({
        caption: `${fan.quantity} over time: the model as set, and quantiles over ${result.members - result.failed} members`,
        header: ['Time', 'As set', '5 %', '25 %', '50 %', '75 %', '95 %'],
        rows: Array.from(times, (time, i) =>
          [time, fan.nominal[i]!, low![i]!, quarter![i]!, median![i]!, upper![i]!, high![i]!].map((value) =>
            Number.isFinite(value) ? Number(value.toPrecision(6)) : null,
          ),
        ),
      })}
    >
      <Drawing fan={fan} times={times} />
    </ChartCard>
  );
}

function Drawing({ fan, times }: { readonly fan: LabFan; readonly times: Float64Array }): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const [low, quarter, , upper, high] = fan.quantiles;
  const end = times.at(-1) ?? 1;
  const domain = paddedDomain([...fan.nominal, ...low!, ...high!]);
  const x = linearScale([times[0] ?? 0, end], [LEFT, Math.max(LEFT + 1, width - RIGHT)]);
  const y = linearScale(domain, [HEIGHT - BOTTOM, TOP]);
  const xs = Array.from(times, x);
  const line = (values: Float64Array): string =>
    linePath(Array.from(values, (value, i) => (Number.isFinite(value) ? [xs[i]!, y(value)] : null)));
  const band = (top: Float64Array, bottom: Float64Array): string =>
    top.every(Number.isFinite) ? bandPath(xs, Array.from(top, y), Array.from(bottom, y)) : '';
  const last = fan.nominal.at(-1) ?? Number.NaN;
  const words = `${fan.quantity} from time 0 to ${formatNumber(end)}; as set it ends at ${formatNumber(last)}, nine tenths of members between ${formatNumber(low!.at(-1)!)} and ${formatNumber(high!.at(-1)!)}`;
  return (
    <div ref={place} style={{ minHeight: HEIGHT }}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={words} className={styles.chart}>
          {valueTicks(domain[0], domain[1], 4).map((tick) => (
            <g key={tick}>
              <line x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} className={styles.grid} />
              <text x={LEFT - 7} y={y(tick)} dy="0.34em" textAnchor="end">
                {formatNumber(tick)}
              </text>
            </g>
          ))}
          {valueTicks(times[0] ?? 0, end, Math.max(2, width / 90)).map((tick) => (
            <text key={tick} x={x(tick)} y={HEIGHT - 6} textAnchor={tick >= end ? 'end' : 'middle'}>
              {formatNumber(tick)}
            </text>
          ))}
          <path d={band(high!, low!)} className={styles.outer} />
          <path d={band(upper!, quarter!)} className={styles.inner} />
          <path d={fan.paths.map(line).join('')} className={styles.members} />
          <path d={line(fan.nominal)} className={styles.nominal} />
        </svg>
      )}
    </div>
  );
}
