import { type MemoExoticComponent, memo, type ReactNode } from 'react';
import { linePath } from './paths.ts';
import { linearScale } from './scale.ts';
import { paddedDomain } from './ticks.ts';

interface SparklineProps {
  /** Milliseconds, rising. */
  readonly at: readonly number[];
  readonly values: readonly number[];
  /** The words that stand for the picture. */
  readonly label: string;
  /** A range to shade, such as the target. */
  readonly band?: readonly [number, number] | null;
  readonly width?: number;
  readonly height?: number;
  readonly faded?: boolean;
}

/** A small line of the recent past with its last point marked. */
export const Sparkline: MemoExoticComponent<(props: SparklineProps) => ReactNode> = memo(
  function Sparkline(props) {
    const { at, values, label, band = null, width = 132, height = 38, faded = false } = props;
    if (at.length < 2) return <span className="muted small">no line yet</span>;
    const low = Math.min(...values);
    const high = Math.max(...values);
    const least = Math.max(high - low, Math.abs(high) * 0.25);
    const middle = (low + high) / 2;
    const x = linearScale([at[0]!, at.at(-1)!], [3, width - 5]);
    const y = linearScale(paddedDomain([middle - least / 2, middle + least / 2]), [height - 3, 3]);
    const clamp = (value: number): number => Math.max(0, Math.min(height, y(value)));
    return (
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={label}
        style={{ display: 'block', opacity: faded ? 0.45 : 1 }}
      >
        {band !== null && (
          <rect
            x="0"
            width={width}
            y={clamp(band[1])}
            height={Math.max(0, clamp(band[0]) - clamp(band[1]))}
            fill="var(--in-range-wash)"
            rx="3"
          />
        )}
        <path
          d={linePath(at.map((time, i) => [x(time), y(values[i]!)]))}
          fill="none"
          stroke="var(--data)"
          strokeWidth="1.6"
          strokeLinejoin="round"
        />
        <circle cx={x(at.at(-1)!)} cy={y(values.at(-1)!)} r="2.8" fill="var(--data)" />
      </svg>
    );
  },
);
