import type { ReactNode } from 'react';
import { linearScale } from '../charts/scale.ts';
import { timeTicks } from '../charts/ticks.ts';
import { useWidth } from '../charts/use-width.ts';
import type { CoverageView } from '../generated/types.ts';
import { formatClock, formatDay, formatShare } from '../units/format.ts';
import styles from './knows.module.css';

const HEIGHT = 170;
const [LEFT, RIGHT, TOP, BOTTOM] = [40, 10, 10, 24];
const DAY = 86_400_000;

/** Shares of truths inside the bands that should hold 90 and 50 of 100, stretch by stretch, with what chance alone would allow. */
export function CoverageChart({ stretches }: { readonly stretches: readonly CoverageView[] }): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const from = Date.parse(stretches[0]!.from);
  const to = Date.parse(stretches.at(-1)!.to);
  const x = linearScale([from, to], [LEFT, width - RIGHT]);
  const y = linearScale([0, 1], [HEIGHT - BOTTOM, TOP]);
  const offset = new Date(from).getTimezoneOffset();
  const label = to - from > 2 * DAY ? formatDay : formatClock;
  const off = (one: CoverageView): boolean =>
    one.inside90 < one.chance90.low || one.inside90 > one.chance90.high;
  const words = `${stretches.filter(off).length} of ${stretches.length} stretches more than chance away from 90 of 100`;
  return (
    <div ref={place} style={{ minHeight: HEIGHT }}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={words} className={styles.coverage}>
          {[0, 0.5, 0.9].map((tick) => (
            <g key={tick}>
              <line x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} className={styles.grid} />
              <text x={LEFT - 6} y={y(tick)} dy="0.34em" textAnchor="end">
                {formatShare(tick)}
              </text>
            </g>
          ))}
          {stretches.map((one) => {
            const [left, right] = [x(Date.parse(one.from)), x(Date.parse(one.to))];
            const middle = (left + right) / 2;
            const wide = Math.max(3, right - left - 3);
            return (
              <g key={one.from}>
                <Chance x={middle - wide / 2} width={wide} y={y} bounds={one.chance90} />
                <Chance x={middle - wide / 2} width={wide} y={y} bounds={one.chance50} />
                <circle cx={middle} cy={y(one.inside50)} r="3" className={styles.half} />
                {off(one) ? (
                  <path
                    d="M0-5.5 5.5 0 0 5.5-5.5 0Z"
                    transform={`translate(${middle} ${y(one.inside90)})`}
                    className={styles.off}
                  />
                ) : (
                  <circle cx={middle} cy={y(one.inside90)} r="4" className={styles.held} />
                )}
                <title>
                  {`${label(Date.parse(one.from))}: ${formatShare(one.inside90)} of ${one.scored} inside the 90 % band, ${formatShare(one.inside50)} inside the 50 % band`}
                </title>
              </g>
            );
          })}
          {timeTicks(from, to, Math.max(2, width / 110), offset).map((tick) => (
            <text
              key={tick}
              x={x(tick)}
              y={HEIGHT - 6}
              textAnchor={x(tick) > width - 40 ? 'end' : x(tick) < LEFT + 20 ? 'start' : 'middle'}
            >
              {label(tick)}
            </text>
          ))}
        </svg>
      )}
      <p className="muted small">
        Dots: share held by the 90 % band (filled) and the 50 % band (open). Grey: where 95 of 100 such dots
        lie by chance. Diamonds lie outside it: {words}.
      </p>
    </div>
  );
}

interface ChanceProps {
  readonly x: number;
  readonly width: number;
  readonly y: (share: number) => number;
  readonly bounds: { readonly low: number; readonly high: number };
}

function Chance({ x, width, y, bounds }: ChanceProps): ReactNode {
  const height = Math.max(1, y(bounds.low) - y(bounds.high));
  return <rect x={x} width={width} y={y(bounds.high)} height={height} rx="3" className={styles.chance} />;
}
