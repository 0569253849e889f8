import type { ReactNode } from 'react';
import { formatClock, formatDay } from '../units/format.ts';
import type { Measure } from '../units/measure.ts';
import { bandPath, dotsPath, linePath } from './paths.ts';
import { linearScale } from './scale.ts';
import styles from './small-fan.module.css';
import { paddedDomain, timeDomain, timeTicks, valueTicks } from './ticks.ts';
import { useWidth } from './use-width.ts';

/** Quantiles over time. */
export interface FanCourse {
  readonly q05: readonly number[];
  readonly q25: readonly number[];
  readonly q50: readonly number[];
  readonly q75: readonly number[];
  readonly q95: readonly number[];
}

interface SmallFanProps {
  /** The words that stand for the picture. */
  readonly label: string;
  readonly measure: Measure;
  /** Instants of the fans, milliseconds. */
  readonly at: readonly number[];
  readonly baseline: FanCourse | null;
  readonly branch?: FanCourse | null;
  /** What was measured, and the estimate when it was: milliseconds and value. */
  readonly readings?: readonly (readonly [number, number])[];
  readonly estimates?: readonly (readonly [number, number])[];
  /** Things done: milliseconds. */
  readonly marks?: readonly number[];
  readonly band?: { readonly low: number | null; readonly high: number | null } | null;
  /** The instant between past and future, milliseconds. */
  readonly now: number;
  readonly height?: number;
}

const LEFT = 40;
const DAY = 86_400_000;

/** A past and a fan of futures in little room, with the range they should lie in; a what-if is dashed over it. */
export function SmallFan(props: SmallFanProps): ReactNode {
  const { label, measure, at, baseline, branch = null, now, height = 150 } = props;
  const { readings = [], estimates = [], marks = [], band = null } = props;
  const [place, width] = useWidth<HTMLDivElement>();
  const [from, until] = timeDomain([
    now,
    ...at,
    ...marks,
    ...readings.map(([time]) => time),
    ...estimates.map(([time]) => time),
  ]);
  const x = linearScale([from, until], [LEFT, Math.max(LEFT + 1, width - 8)]);
  const shown = [
    ...readings.map(([, value]) => value),
    ...estimates.map(([, value]) => value),
    ...[baseline, branch].flatMap((fan) => (fan === null ? [] : [...fan.q05, ...fan.q95])),
  ];
  const y = linearScale(paddedDomain(shown), [height - 21, 7]);
  const clamp = (value: number): number => Math.max(7, Math.min(height - 21, y(value)));
  const xs = at.map(x);
  const ticks = valueTicks(y.domain[0] * measure.factor, y.domain[1] * measure.factor, 3);
  const fan = (course: FanCourse, tone: 'baseline' | 'scenario'): ReactNode => (
    <g data-tone={tone} className={styles.fan}>
      <path className={styles.most} d={bandPath(xs, course.q95.map(y), course.q05.map(y))} />
      <path className={styles.half} d={bandPath(xs, course.q75.map(y), course.q25.map(y))} />
      <path className={styles.median} d={linePath(course.q50.map((value, i) => [xs[i]!, y(value)]))} />
    </g>
  );
  return (
    <div ref={place} style={{ height }}>
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label} className={styles.chart}>
          {band !== null && (
            <rect
              x={LEFT}
              width={Math.max(0, width - 8 - LEFT)}
              y={clamp(band.high ?? y.domain[1])}
              height={Math.max(0, clamp(band.low ?? y.domain[0]) - clamp(band.high ?? y.domain[1]))}
              className={styles.band}
            />
          )}
          {ticks.map((tick) => (
            <g key={tick}>
              <line
                x1={LEFT}
                x2={width - 8}
                y1={y(tick / measure.factor)}
                y2={y(tick / measure.factor)}
                className={styles.grid}
              />
              <text x={LEFT - 6} y={y(tick / measure.factor)} dy="0.34em" textAnchor="end">
                {tick.toLocaleString('en-GB')}
              </text>
            </g>
          ))}
          {baseline !== null && fan(baseline, 'baseline')}
          {branch !== null && fan(branch, 'scenario')}
          <path className={styles.estimate} d={linePath(estimates.map(([t, value]) => [x(t), y(value)]))} />
          <path className={styles.readings} d={dotsPath(readings.map(([t, value]) => [x(t), y(value)]))} />
          {marks.map((mark) => (
            <path key={mark} d={`M${x(mark)} ${height - 22}l-4 7h8Z`} className={styles.mark} />
          ))}
          {now > from && <line x1={x(now)} x2={x(now)} y1="4" y2={height - 20} className={styles.now} />}
          {timeTicks(
            from,
            until,
            Math.max(2, Math.floor(width / 105)),
            new Date(from).getTimezoneOffset(),
          ).map((tick) => (
            <text key={tick} x={x(tick)} y={height - 4} textAnchor={x(tick) > width - 26 ? 'end' : 'middle'}>
              {until - from > 2.5 * DAY ? formatDay(tick) : formatClock(tick)}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}
