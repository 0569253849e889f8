import type { ReactNode } from 'react';
import { bandPath, dotsPath, linePath } from '../charts/paths.ts';
import { linearScale } from '../charts/scale.ts';
import { paddedDomain, valueTicks } from '../charts/ticks.ts';
import { useWidth } from '../charts/use-width.ts';
import type { SignalCourseView } from '../generated/types.ts';
import { formatDay, formatNumber } from '../units/format.ts';
import { plainUnit } from '../units/measure.ts';
import styles from './signal-chart.module.css';

interface SignalChartProps {
  readonly course: SignalCourseView;
  /** When the change probably began, milliseconds. */
  readonly since: number;
  readonly share: number;
}

const HEIGHT = 104;
const LEFT = 38;
const BOTTOM = 16;

/** One signal over six weeks: each day a dot, over the band in which nine of ten of the person's own days lie. */
export function SignalChart({ course, since, share }: SignalChartProps): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const at = course.at.map((text) => Date.parse(text));
  const measured = course.value.flatMap((value, i) => (value === null ? [] : [[at[i]!, value] as const]));
  const last = measured.at(-1);
  const unit = plainUnit(course.unit);
  const written = unit === '' ? '' : ` ${unit}`;
  return (
    <figure className={styles.figure} data-quiet={share < 0.02}>
      <figcaption className={styles.caption}>
        <span className="strong">{course.label}</span>
        <span className={styles.latest}>
          {last === undefined ? (
            <span className="muted">no value</span>
          ) : (
            <>
              <strong>{formatNumber(last[1])}</strong>
              {written}
            </>
          )}
          <span className="muted">
            , usual {formatNumber(course.low.at(-1) ?? 0)} to {formatNumber(course.high.at(-1) ?? 0)}
          </span>
        </span>
      </figcaption>
      <div ref={place} style={{ height: HEIGHT }}>
        {width > 0 && at.length > 1 && (
          <Drawing course={course} at={at} measured={measured} since={since} width={width} />
        )}
      </div>
    </figure>
  );
}

function Drawing({
  course,
  at,
  measured,
  since,
  width,
}: {
  readonly course: SignalCourseView;
  readonly at: readonly number[];
  readonly measured: readonly (readonly [number, number])[];
  readonly since: number;
  readonly width: number;
}): ReactNode {
  const domain = paddedDomain([...course.low, ...course.high, ...measured.map(([, value]) => value)]);
  const x = linearScale([at[0]!, at.at(-1)!], [LEFT, width - 6]);
  const y = linearScale(domain, [HEIGHT - BOTTOM - 3, 4]);
  const xs = at.map(x);
  const begins = Math.max(at[0]!, since);
  const outside = measured.filter(([t, value]) => {
    const i = at.indexOf(t);
    return value < course.low[i]! || value > course.high[i]!;
  });
  const label = `${course.label} over ${at.length} days; ${outside.length} of ${measured.length} days outside what is usual`;
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={label} className={styles.drawing}>
      {since > 0 && begins < at.at(-1)! && (
        <rect
          x={x(begins)}
          width={Math.max(0, x(at.at(-1)!) - x(begins))}
          y={2}
          height={HEIGHT - BOTTOM - 4}
          className={styles.since}
        />
      )}
      {valueTicks(...domain, 3).map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={width - 6} y1={y(tick)} y2={y(tick)} className={styles.grid} />
          <text x={LEFT - 6} y={y(tick) + 3.5} textAnchor="end" className={styles.tick}>
            {formatNumber(tick)}
          </text>
        </g>
      ))}
      <path d={bandPath(xs, course.high.map(y), course.low.map(y))} className={styles.band} />
      <path d={linePath(course.usual.map((value, i) => [xs[i]!, y(value)]))} className={styles.usual} />
      <path
        d={linePath(course.value.map((value, i) => (value === null ? null : [xs[i]!, y(value)])))}
        className={styles.line}
      />
      <path d={dotsPath(measured.map(([t, value]) => [x(t), y(value)]))} className={styles.dots} />
      <path d={dotsPath(outside.map(([t, value]) => [x(t), y(value)]))} className={styles.outside} />
      <text x={LEFT} y={HEIGHT - 3} className={styles.tick}>
        {formatDay(at[0]!)}
      </text>
      <text x={width - 6} y={HEIGHT - 3} textAnchor="end" className={styles.tick}>
        {formatDay(at.at(-1)!)}
      </text>
    </svg>
  );
}
