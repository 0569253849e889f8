import type { ReactNode } from 'react';

interface DotPlotProps {
  /** How many of the fifty are struck, 0 to 50. */
  readonly count: number;
  readonly side: 'below' | 'above';
  /** The words that stand for the picture. */
  readonly label: string;
  /** Distance between dots in pixels. */
  readonly pitch?: number;
  readonly tone?: 'baseline' | 'scenario';
}

const COLUMNS = 10;
const ROWS = 5;

/**
 * Fifty dots, one a future. Struck ones are ringed (in the small plot larger), so that they are told apart by shape before colour;
 * futures below the threshold fill from the bottom, futures above it from the top.
 */
export function DotPlot({ count, side, label, pitch = 11, tone = 'baseline' }: DotPlotProps): ReactNode {
  const radius = pitch * 0.35;
  const calm = tone === 'baseline' ? 'var(--data-50)' : 'var(--scenario-50)';
  const struck = tone === 'baseline' ? 'var(--data)' : 'var(--scenario)';
  const dots: ReactNode[] = [];
  for (let i = 0; i < COLUMNS * ROWS; i++) {
    const row = Math.floor(i / COLUMNS);
    const cx = (i % COLUMNS) * pitch + pitch / 2;
    const cy = (side === 'below' ? ROWS - 1 - row : row) * pitch + pitch / 2;
    dots.push(
      i < count ? (
        pitch < 8 ? (
          <circle key={i} cx={cx} cy={cy} r={pitch * 0.46} fill={struck} />
        ) : (
          <g key={i}>
            <circle
              cx={cx}
              cy={cy}
              r={radius + 0.3}
              fill="var(--panel)"
              stroke={struck}
              strokeWidth={pitch * 0.16}
            />
            <circle cx={cx} cy={cy} r={radius * 0.32} fill={struck} />
          </g>
        )
      ) : (
        <circle key={i} cx={cx} cy={cy} r={radius} fill={calm} opacity="0.62" />
      ),
    );
  }
  return (
    <svg
      width={COLUMNS * pitch}
      height={ROWS * pitch}
      role="img"
      aria-label={label}
      style={{ display: 'block', flex: 'none' }}
    >
      {dots}
    </svg>
  );
}
