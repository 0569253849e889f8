import type { ReactNode } from 'react';
import { linearScale } from '../charts/scale.ts';
import { timeTicks } from '../charts/ticks.ts';
import { useWidth } from '../charts/use-width.ts';
import type { InnovationView } from '../generated/types.ts';
import { formatClock, formatNumber } from '../units/format.ts';
import styles from './why.module.css';

const HEIGHT = 118;
/** Notes told below the chart at most: the latest. */
const NOTES = 4;

/** How far each reading lay from what the twin predicted, in standard deviations; about 19 of 20 should lie in the band. */
export function InnovationStrip({
  innovations,
}: {
  readonly innovations: readonly InnovationView[];
}): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const at = innovations.map((one) => Date.parse(one.at));
  const far = innovations.reduce((most, one) => Math.max(most, Math.abs(one.score)), 3);
  const x = linearScale([at[0] ?? 0, at.at(-1) ?? 1], [30, width - 8]);
  const y = linearScale([-Math.min(far, 6), Math.min(far, 6)], [HEIGHT - 20, 6]);
  const clamp = (score: number): number => y(Math.max(-6, Math.min(6, score)));
  const outside = innovations.filter((one) => Math.abs(one.score) > 2).length;
  const noted = innovations.filter(({ note }) => note !== null).toReversed();
  const words = `${outside} of ${innovations.length} readings lay more than two standard deviations off`;
  return (
    <div ref={place} style={{ minHeight: HEIGHT }}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={words} className={styles.strip}>
          <rect x={30} width={width - 38} y={y(2)} height={y(-2) - y(2)} className={styles.band} />
          <line x1={30} x2={width - 8} y1={y(0)} y2={y(0)} className={styles.zero} />
          {[2, 0, -2].map((tick) => (
            <text key={tick} x={24} y={y(tick)} dy="0.34em" textAnchor="end">
              {formatNumber(tick)}
            </text>
          ))}
          {innovations.map((one, i) => (
            <g key={one.seq} className={Math.abs(one.score) > 2 ? styles.out : styles.in}>
              <line x1={x(at[i]!)} x2={x(at[i]!)} y1={y(0)} y2={clamp(one.score)} />
              {one.note !== null && (
                <circle cx={x(at[i]!)} cy={clamp(one.score)} r="7.5" className={styles.noted} />
              )}
              {Math.abs(one.score) > 2 ? (
                <path
                  d="M0-4.4 4.4 0 0 4.4-4.4 0Z"
                  transform={`translate(${x(at[i]!)} ${clamp(one.score)})`}
                />
              ) : (
                <circle cx={x(at[i]!)} cy={clamp(one.score)} r="2.3" />
              )}
            </g>
          ))}
          {timeTicks(
            x.domain[0],
            x.domain[1],
            Math.max(2, width / 110),
            new Date(x.domain[0]).getTimezoneOffset(),
          ).map((tick) => (
            <text key={tick} x={x(tick)} y={HEIGHT - 4} textAnchor={x(tick) > width - 26 ? 'end' : 'middle'}>
              {formatClock(tick)}
            </text>
          ))}
        </svg>
      )}
      <p className="muted small">
        {words}; about {formatNumber(innovations.length * 0.046, 0)} would be usual.
      </p>
      {noted.length > 0 && (
        <>
          <p className="small">
            Ringed: {noted.length === 1 ? 'a reading' : `${noted.length} readings`} the filter did not simply
            take in.
          </p>
          <ul className={styles.notes}>
            {noted.slice(0, NOTES).map((one) => (
              <li key={one.seq}>
                <b>{formatClock(Date.parse(one.at))}</b> {one.note}
              </li>
            ))}
          </ul>
          {noted.length > NOTES && <p className="muted small">All of them are in the table.</p>}
        </>
      )}
    </div>
  );
}
