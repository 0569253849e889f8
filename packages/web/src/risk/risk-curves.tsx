import type { ReactNode } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import { bandPath, linePath } from '../charts/paths.ts';
import { linearScale } from '../charts/scale.ts';
import { valueTicks } from '../charts/ticks.ts';
import { useWidth } from '../charts/use-width.ts';
import type { YearlyCurve } from '../generated/types.ts';
import styles from './risk.module.css';

interface RiskCurvesProps {
  readonly title: string;
  readonly words: string;
  readonly controls?: ReactNode;
  readonly usual: YearlyCurve;
  readonly changed: YearlyCurve | null;
  readonly file: string;
}

const HEIGHT = 230;
/** Years shown; by then most lives are over. */
const SHOWN = 40;

/** A probability over the years as things stand and with the changes, each with the band that chance leaves. */
export function RiskCurves({ title, words, controls, usual, changed, file }: RiskCurvesProps): ReactNode {
  const years = Math.min(SHOWN, usual.probability.length);
  const shown = (value: number): number => Math.round(10_000 * value) / 100;
  return (
    <ChartCard
      title={title}
      under={<p className="muted small">{words}</p>}
      controls={controls}
      file={file}
      table={() => ({
        caption: `${title}, % with Monte-Carlo standard errors`,
        header: ['Year', 'As it is', 'Error', 'With the changes', 'Error of that'],
        rows: Array.from({ length: years }, (_, i) => [
          i + 1,
          shown(usual.probability[i]!),
          shown(usual.error[i]!),
          changed === null ? null : shown(changed.probability[i]!),
          changed === null ? null : shown(changed.error[i]!),
        ]),
      })}
    >
      <Drawing usual={usual} changed={changed} years={years} label={title} />
      <p className={styles.legend}>
        <span data-tone="data">as it is</span>
        {changed !== null && <span data-tone="scenario">with the changes</span>}
      </p>
    </ChartCard>
  );
}

function Drawing({
  usual,
  changed,
  years,
  label,
}: Pick<RiskCurvesProps, 'usual' | 'changed'> & {
  readonly years: number;
  readonly label: string;
}): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const highest = Math.max(
    ...[usual, changed].flatMap((curve) =>
      curve === null ? [] : curve.probability.slice(0, years).map((p, i) => p + 1.96 * curve.error[i]!),
    ),
  );
  const top = Math.min(1, Math.max(0.02, Math.ceil(highest * 20) / 20));
  const x = linearScale([0, years], [46, width - 12]);
  const y = linearScale([0, top], [HEIGHT - 24, 8]);
  return (
    <div ref={place} style={{ height: HEIGHT }}>
      {width > 0 && (
        <svg
          width={width}
          height={HEIGHT}
          className={styles.chart}
          role="img"
          aria-label={`${label}; the table holds the same`}
        >
          {valueTicks(0, top, 4).map((tick) => (
            <g key={tick}>
              <line x1={46} x2={width - 12} y1={y(tick)} y2={y(tick)} className={styles.grid} />
              <text x={40} y={y(tick)} dy="0.34em" textAnchor="end">
                {Math.round(1000 * tick) / 10} %
              </text>
            </g>
          ))}
          {valueTicks(0, years, 5).map((tick) => (
            <text
              key={tick}
              x={x(tick)}
              y={HEIGHT - 6}
              textAnchor={tick === 0 ? 'start' : tick === years ? 'end' : 'middle'}
            >
              {tick === 0 ? 'now' : `${tick} y`}
            </text>
          ))}
          <Curve
            curve={usual}
            years={years}
            x={x}
            y={y}
            tone="data"
            from={label.startsWith('Alive') ? 1 : 0}
          />
          {changed !== null && (
            <Curve
              curve={changed}
              years={years}
              x={x}
              y={y}
              tone="scenario"
              from={label.startsWith('Alive') ? 1 : 0}
            />
          )}
        </svg>
      )}
    </div>
  );
}

interface CurveProps {
  readonly curve: YearlyCurve;
  readonly years: number;
  readonly x: (year: number) => number;
  readonly y: (probability: number) => number;
  readonly tone: 'data' | 'scenario';
  /** The probability now. */
  readonly from: 0 | 1;
}

function Curve({ curve, years, x, y, tone, from }: CurveProps): ReactNode {
  const xs = Array.from({ length: years + 1 }, (_, i) => x(i));
  const middle = [from, ...curve.probability.slice(0, years)];
  const reach = [0, ...curve.error.slice(0, years)].map((error) => 1.96 * error);
  const upper = middle.map((p, i) => y(Math.min(1, p + reach[i]!)));
  const lower = middle.map((p, i) => y(Math.max(0, p - reach[i]!)));
  return (
    <g>
      <path d={bandPath(xs, upper, lower)} fill={`var(--${tone}-50)`} opacity={0.45} />
      <path
        d={linePath(middle.map((p, i) => [xs[i]!, y(p)]))}
        fill="none"
        stroke={`var(--${tone})`}
        strokeWidth={2}
        strokeDasharray={tone === 'scenario' ? '6 3' : undefined}
      />
    </g>
  );
}
