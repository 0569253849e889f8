import type { ReactNode } from 'react';
import { linearScale } from '../charts/scale.ts';
import { useWidth } from '../charts/use-width.ts';
import type { EffectView } from '../generated/types.ts';

const [HEIGHT, EDGE] = [20, 7];

/** A paired difference on a line with zero: the 90 % interval and the median, on the scale of all that it stands beside. */
export function EffectBar({
  effect: { q05, q50, q95 },
  domain,
}: {
  readonly effect: Pick<EffectView, 'q05' | 'q50' | 'q95'>;
  readonly domain: readonly [number, number];
}): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const x = linearScale(domain[0] === domain[1] ? [-1, 1] : domain, [EDGE, Math.max(EDGE + 1, width - EDGE)]);
  return (
    <div ref={place} style={{ height: HEIGHT }}>
      {width > 0 && (
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label="The interval beside zero; the numbers follow"
          style={{ display: 'block' }}
        >
          <line x1={x(0)} x2={x(0)} y1="0" y2={HEIGHT} stroke="var(--line-strong)" />
          <line
            x1={x(q05)}
            x2={x(q95)}
            y1={HEIGHT / 2}
            y2={HEIGHT / 2}
            stroke="var(--scenario-50)"
            strokeWidth="4"
            strokeLinecap="round"
          />
          <circle
            cx={x(q50)}
            cy={HEIGHT / 2}
            r="4.8"
            fill="var(--panel)"
            stroke="var(--scenario)"
            strokeWidth="2.3"
          />
        </svg>
      )}
    </div>
  );
}
