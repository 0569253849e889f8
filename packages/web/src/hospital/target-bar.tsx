import type { ReactNode } from 'react';
import { linearScale } from '../charts/scale.ts';
import { useWidth } from '../charts/use-width.ts';
import type { MetOrMissed } from './calibration-card.tsx';

const [HEIGHT, MIDDLE] = [22, 11];

/** The model's interval as a bar, and where the reported figure lies as a diamond, or a range of it as a band. */
export function TargetBar({ line }: { readonly line: MetOrMissed }): ReactNode {
  const { mean, low, high, reported } = line;
  const [place, width] = useWidth<HTMLDivElement>();
  const ends = [low, high, reported.low, reported.high];
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  const air = Math.max((to - from) * 0.12, 1e-9);
  const x = linearScale([from - air, to + air], [0, Math.max(1, width)]);
  const at = x((reported.low + reported.high) / 2);
  return (
    <div ref={place} style={{ height: HEIGHT }}>
      {width > 0 && (
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label="The model's interval and the reported figure; the numbers follow"
          style={{ display: 'block' }}
        >
          {reported.high > reported.low && (
            <rect
              x={x(reported.low)}
              width={x(reported.high) - x(reported.low)}
              height={HEIGHT}
              fill="var(--in-range-wash)"
              stroke="var(--in-range)"
            />
          )}
          <line
            x1={x(low)}
            x2={x(high)}
            y1={MIDDLE}
            y2={MIDDLE}
            stroke="var(--data-50)"
            strokeWidth="4"
            strokeLinecap="round"
          />
          <circle
            cx={x(mean)}
            cy={MIDDLE}
            r="4.8"
            fill="var(--panel)"
            stroke="var(--data)"
            strokeWidth="2.2"
          />
          {reported.high === reported.low && (
            <path
              d={`M${at} ${MIDDLE - 7}l5 7-5 7-5-7Z`}
              fill="var(--in-range)"
              stroke="var(--panel)"
              strokeWidth="1.5"
            />
          )}
        </svg>
      )}
    </div>
  );
}
