import type { ReactNode } from 'react';
import { timeTicks, valueTicks } from '../charts/ticks.ts';
import { formatClock, formatValue } from '../units/format.ts';
import type { Measure } from '../units/measure.ts';
import styles from './ribbon.module.css';
import type { Ribbon } from './ribbon.ts';
import { nearLimits, type RibbonScales } from './ribbon-scales.ts';

interface RibbonAxesProps {
  readonly ribbon: Ribbon;
  readonly scales: RibbonScales;
  readonly measure: Measure;
}

/** Room that the label of a limit takes, pixels. */
const LABEL = 84;

/** The ground a ribbon is drawn on: the range that is aimed at, the thresholds, the grid, and time. */
export function RibbonAxes({ ribbon, scales, measure }: RibbonAxesProps): ReactNode {
  const { x, y, left, right, top, bottom } = scales;
  const [low, high] = y.domain;
  const shown = ribbon.thresholds.filter((risk) => risk.limit > low && risk.limit < high);
  const [aimLow, aimHigh] = aimRange(ribbon);
  const limits = shown.map((risk) => risk.limit);
  const space = (high - low) / Math.max(1, (bottom - top) / 22);
  const ticks = valueTicks(
    low * measure.factor,
    high * measure.factor,
    Math.max(3, Math.floor((bottom - top) / 52)),
  )
    .map((tick) => tick / measure.factor)
    .filter((tick) => limits.every((limit) => Math.abs(limit - tick) > space));
  const times = timeTicks(
    ribbon.from,
    ribbon.to,
    Math.max(2, Math.floor((right - left) / 92)),
    new Date(ribbon.now).getTimezoneOffset(),
  );
  const nowX = x(ribbon.now);
  const labelX = nowX - left < LABEL && nowX < right - LABEL ? nowX + 6 : left + 4;
  return (
    <g className={styles.axes}>
      <rect
        x={nowX}
        y={top}
        width={Math.max(0, right - nowX)}
        height={bottom - top}
        className={styles.future}
      />
      {aimLow !== null && aimHigh !== null && (
        <rect
          x={left}
          width={right - left}
          y={Math.max(top, y(aimHigh))}
          height={Math.max(0, Math.min(bottom, y(aimLow)) - Math.max(top, y(aimHigh)))}
          className={styles.aim}
        />
      )}
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} className={styles.grid} />
          <text x={left - 8} y={y(tick)} dy="0.34em" textAnchor="end">
            {formatValue(tick, measure)}
          </text>
        </g>
      ))}
      {shown.map((risk) => (
        <g key={risk.name} className={styles.limit}>
          <line x1={left} x2={right} y1={y(risk.limit)} y2={y(risk.limit)} />
          <text x={left - 8} y={y(risk.limit)} dy="0.34em" textAnchor="end">
            {formatValue(risk.limit, measure)}
          </text>
          {risk.label !== undefined && (
            <text x={labelX} y={y(risk.limit) - 6} className={styles.limitLabel}>
              {risk.label}
            </text>
          )}
        </g>
      ))}
      {times
        .filter((at) => Math.abs(x(at) - nowX) > 56)
        .map((at) => (
          <text key={at} x={x(at)} y={bottom + 18} textAnchor={anchorOf(x(at), left, right)}>
            {timeWords(at, ribbon.to - ribbon.from)}
          </text>
        ))}
    </g>
  );
}

/** The line between what was known and what is expected, drawn above the data. */
export function NowLine({
  ribbon,
  scales,
  live,
}: {
  readonly ribbon: Ribbon;
  readonly scales: RibbonScales;
  readonly live: boolean;
}): ReactNode {
  const at = scales.x(ribbon.now);
  return (
    <g className={styles.nowLine}>
      <line x1={at} x2={at} y1={scales.top - 4} y2={scales.bottom} />
      <text x={at} y={scales.bottom + 18} textAnchor={at > scales.right - 40 ? 'end' : 'middle'}>
        {live ? `now ${formatClock(ribbon.now)}` : `then ${formatClock(ribbon.now)}`}
      </text>
    </g>
  );
}

function aimRange(ribbon: Ribbon): readonly [number | null, number | null] {
  const limits = nearLimits(ribbon);
  return limits.length === 2 ? [limits[0]!, limits[1]!] : [null, null];
}

function anchorOf(at: number, left: number, right: number): 'start' | 'middle' | 'end' {
  if (at - left < 18) return 'start';
  return right - at < 18 ? 'end' : 'middle';
}

function timeWords(at: number, span: number): string {
  const date = new Date(at);
  const midnight = date.getHours() === 0 && date.getMinutes() === 0;
  if (span > 30 * 3_600_000 || midnight) {
    const day = date.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric' });
    return midnight ? day : `${date.toLocaleDateString('en-GB', { weekday: 'short' })} ${formatClock(at)}`;
  }
  return formatClock(at);
}
