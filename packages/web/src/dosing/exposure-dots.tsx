import type { ReactNode } from 'react';
import { linearScale } from '../charts/scale.ts';
import { valueTicks } from '../charts/ticks.ts';
import { useWidth } from '../charts/use-width.ts';

interface ExposureDotsProps {
  /** Fifty values, rising. */
  readonly fifty: readonly number[];
  readonly low: number;
  /** Null where more is never too much of it. */
  readonly high: number | null;
  readonly harmful: number | null;
  /** The words that stand for the picture. */
  readonly label: string;
}

const HEIGHT = 64;
const FLOOR = HEIGHT - 16;
/** Twice the farther end of the target: the axis is the same for all doses, and what lies beyond is set at its end. */
const REACH = 2;

/** A quantile dot plot: each dot is a fiftieth of what may come (Kay et al. 2016). Those out of target are hollow, told apart by shape. */
export function ExposureDots({ fifty, low, high, harmful, label }: ExposureDotsProps): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const end = (high ?? low) * REACH;
  const upper = high ?? end;
  const x = linearScale([0, end], [4, Math.max(5, width - 8)]);
  const within = (value: number): boolean => value >= low && (high === null || value <= high);
  const pitch = 9;
  const stacks = new Map<number, number>();
  const dots = fifty.map((value) => {
    const column = Math.round(x(Math.min(value, end)) / pitch);
    const height = stacks.get(column) ?? 0;
    stacks.set(column, height + 1);
    return { value, cx: column * pitch, height };
  });
  const tallest = Math.max(1, ...stacks.values());
  const rise = Math.min(pitch, (FLOOR - 4) / tallest);
  return (
    <div ref={place} style={{ height: HEIGHT }}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={label} style={{ display: 'block' }}>
          <rect
            x={x(low)}
            width={Math.max(0, x(upper) - x(low))}
            height={FLOOR}
            rx="4"
            fill="var(--in-range-wash)"
          />
          {harmful !== null && (
            <line
              x1={x(harmful)}
              x2={x(harmful)}
              y2={FLOOR}
              stroke="var(--ink)"
              strokeDasharray="3 3"
              strokeWidth="1.2"
            />
          )}
          <line x1="0" x2={width} y1={FLOOR} y2={FLOOR} stroke="var(--line)" />
          {dots.map(({ value, cx, height }, i) => (
            <circle
              // biome-ignore lint/suspicious/noArrayIndexKey: the dots are in order of their values
              key={i}
              cx={cx}
              cy={FLOOR - rise / 2 - height * rise}
              r={within(value) ? 2.9 : 2.5}
              fill={within(value) ? 'var(--data)' : 'var(--panel)'}
              stroke="var(--data)"
              strokeWidth="1.2"
            />
          ))}
          {valueTicks(0, end, 6).map((tick) => (
            <text
              key={tick}
              x={x(tick)}
              y={HEIGHT - 3}
              textAnchor={tick === 0 ? 'start' : x(tick) > width - 20 ? 'end' : 'middle'}
              fontSize="11.5"
              fill="var(--muted)"
            >
              {tick}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}
