import type { ReactNode } from 'react';
import { linearScale } from './scale.ts';
import { useWidth } from './use-width.ts';

interface IntervalBarProps {
  readonly q05: number;
  readonly q25: number;
  readonly q50: number;
  readonly q75: number;
  readonly q95: number;
  /** The usual range or the target, shaded; an end may be open. */
  readonly band?: { readonly low: number | null; readonly high: number | null } | undefined;
  /** The words that stand for the picture. */
  readonly label: string;
  readonly faded?: boolean;
}

const HEIGHT = 16;

/** An estimate on a line: the 90 % interval thin, the half thick, the median a tick, over the range it should lie in. */
export function IntervalBar(props: IntervalBarProps): ReactNode {
  const { q05, q25, q50, q75, q95, band, label, faded = false } = props;
  const [place, width] = useWidth<HTMLDivElement>();
  const low = band?.low ?? null;
  const high = band?.high ?? null;
  const ends = [q05, q95, ...(low === null ? [] : [low]), ...(high === null ? [] : [high])];
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  const air = Math.max((to - from) * 0.22, Math.abs(q50) * 0.02, 1e-9);
  const x = linearScale([from - air, to + air], [0, width]);
  const left = low === null ? 0 : x(low);
  const right = high === null ? width : x(high);
  return (
    <div ref={place} style={{ height: HEIGHT, opacity: faded ? 0.45 : 1 }}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={label} style={{ display: 'block' }}>
          {band !== undefined && (
            <rect
              x={left}
              width={Math.max(0, right - left)}
              height={HEIGHT}
              rx="4"
              fill="var(--in-range-wash)"
            />
          )}
          <g strokeLinecap="round">
            <line x1={x(q05)} x2={x(q95)} y1="8" y2="8" stroke="var(--data-50)" strokeWidth="3" />
            <line x1={x(q25)} x2={x(q75)} y1="8" y2="8" stroke="var(--data)" strokeWidth="5" />
          </g>
          <circle cx={x(q50)} cy="8" r="4.6" fill="var(--panel)" stroke="var(--data)" strokeWidth="2.2" />
        </svg>
      )}
    </div>
  );
}
