import type { ReactNode } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import { linearScale } from '../charts/scale.ts';
import { valueTicks } from '../charts/ticks.ts';
import { useWidth } from '../charts/use-width.ts';
import type { ProgressionReply } from '../generated/types.ts';
import styles from './risk.module.css';
import { inYears, within } from './risk-words.ts';

type View = ProgressionReply['usual'];
const ROW = 46;

/** How many more years, in the mean and for most people like this one, and what the changes give. */
export function LifeYears({ reply }: { readonly reply: ProgressionReply }): ReactNode {
  const { usual, changed, difference } = reply;
  const rows = [
    { name: 'As it is', view: usual, tone: 'data' as const },
    ...(changed === null ? [] : [{ name: 'With the changes', view: changed, tone: 'scenario' as const }]),
  ];
  const [, lower, , upper] = usual.lifeYearsQuantiles;
  return (
    <ChartCard
      title="Years of life ahead"
      file="progression-life-years"
      table={() => ({
        caption: 'Years of life ahead: mean with Monte-Carlo standard error, and quantiles over people',
        header: ['', 'Mean', 'Error', '5 %', '25 %', '50 %', '75 %', '95 %', 'Quality-adjusted'],
        rows: rows.map(({ name, view }) => [
          name,
          Number(view.lifeYears.mean.toFixed(2)),
          Number(view.lifeYears.error.toFixed(2)),
          ...view.lifeYearsQuantiles.map((years) => Number(years.toFixed(1))),
          view.qualityYears === null ? null : Number(view.qualityYears.mean.toFixed(2)),
        ]),
      })}
    >
      <p className={styles.big}>
        <strong>{inYears(usual.lifeYears.mean)}</strong> in the mean; half of people like this one{' '}
        {lower!.toFixed(0)} to {upper!.toFixed(0)}
      </p>
      {difference !== null && (
        <p className={styles.gain}>
          With the changes{' '}
          <strong>
            {difference.lifeYears.mean >= 0 ? '+' : '−'}
            {inYears(Math.abs(difference.lifeYears.mean))}
          </strong>{' '}
          (chance alone {within(difference.lifeYears)}
          {difference.effectEnds !== null &&
            `; with the effects at the ends of their intervals ${difference.effectEnds[0]!.toFixed(1)} to ${difference.effectEnds[1]!.toFixed(1)}`}
          )
          {difference.qualityYears !== null &&
            `, of which ${difference.qualityYears.mean.toFixed(1)} quality-adjusted (${within(difference.qualityYears)})`}
        </p>
      )}
      <Spread rows={rows} />
    </ChartCard>
  );
}

/** Nine in ten of lives as a thin bar, half of them as a thick one, the mean as a mark. */
function Spread({
  rows,
}: {
  readonly rows: readonly {
    readonly name: string;
    readonly view: View;
    readonly tone: 'data' | 'scenario';
  }[];
}): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const most = Math.max(...rows.map(({ view }) => view.lifeYearsQuantiles[4]!));
  const x = linearScale([0, Math.ceil(most / 5) * 5], [4, width - 14]);
  const height = rows.length * ROW + 22;
  return (
    <div ref={place} style={{ height }}>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          className={styles.chart}
          role="img"
          aria-label="Spread of the years ahead over people; the table holds the same"
        >
          {valueTicks(0, x.domain[1], 5).map((tick) => (
            <g key={tick}>
              <line x1={x(tick)} x2={x(tick)} y1={0} y2={rows.length * ROW} className={styles.grid} />
              <text x={x(tick)} y={height - 6} textAnchor={tick === 0 ? 'start' : 'middle'}>
                {tick === 0 ? '0 years' : tick}
              </text>
            </g>
          ))}
          {rows.map(({ name, view, tone }, i) => {
            const [low, lower, , upper, high] = view.lifeYearsQuantiles;
            const y = i * ROW + 30;
            return (
              <g key={name}>
                <text x={4} y={i * ROW + 16} className={styles.name}>
                  {name}
                </text>
                <rect
                  x={x(low!)}
                  y={y - 3}
                  width={x(high!) - x(low!)}
                  height={6}
                  rx={3}
                  fill={`var(--${tone}-90)`}
                />
                <rect
                  x={x(lower!)}
                  y={y - 6}
                  width={x(upper!) - x(lower!)}
                  height={12}
                  rx={4}
                  fill={`var(--${tone}-50)`}
                />
                <rect
                  x={x(view.lifeYears.mean) - 1.5}
                  y={y - 9}
                  width={3}
                  height={18}
                  fill={`var(--${tone})`}
                />
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}
