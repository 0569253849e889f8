import type { ReactNode } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import { linearScale } from '../charts/scale.ts';
import { timeTicks } from '../charts/ticks.ts';
import { useWidth } from '../charts/use-width.ts';
import type { BedBoard, TwinSummary } from '../generated/types.ts';
import { formatClock, formatInstant } from '../units/format.ts';
import styles from './movements-card.module.css';

const HOUR = 3_600_000;
const [HEIGHT, LEFT, FOOT, TOP] = [206, 30, 22, 8];

/** Who came and left, hour by hour, and how many will come: bars are known, whiskers hold 90 % of what may be. */
export function MovementsCard({
  twin,
  board,
}: {
  readonly twin: TwinSummary;
  readonly board: BedBoard;
}): ReactNode {
  const { past, next } = board.movements;
  return (
    <ChartCard
      title="Admissions and discharges"
      under={
        <ul className={styles.legend} aria-label="Legend">
          <li>
            <i data-sign="came" /> admitted
          </li>
          <li>
            <i data-sign="left" /> discharged
          </li>
          <li>
            <i data-sign="next" /> expected admissions, 90 %
          </li>
        </ul>
      }
      file={`${twin.id}-movements`}
      table={() => ({
        caption: 'Admissions and discharges hour by hour, and admissions expected',
        header: ['Hour from', 'Admitted', 'Discharged', 'Expected', '90 % from', '90 % to'],
        rows: [
          ...past.map(({ at, admitted, left }) => [
            formatInstant(Date.parse(at)),
            admitted,
            left,
            null,
            null,
            null,
          ]),
          ...next.map(({ at, mean, low, high }) => [
            formatInstant(Date.parse(at)),
            null,
            null,
            Number(mean.toFixed(2)),
            low,
            high,
          ]),
        ],
      })}
    >
      <Drawing board={board} />
    </ChartCard>
  );
}

function Drawing({ board }: { readonly board: BedBoard }): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const { past, next } = board.movements;
  const now = Date.parse(board.at);
  const up = Math.max(2, ...past.map(({ admitted }) => admitted), ...next.map(({ high }) => high));
  const down = Math.max(2, ...past.map(({ left }) => left));
  const right = Math.max(LEFT + 1, width - 6);
  const x = linearScale([now - 24 * HOUR, now + 24 * HOUR], [LEFT, right]);
  const y = linearScale([-down, up], [HEIGHT - FOOT, TOP]);
  const slot = (right - LEFT) / 48;
  const bar = Math.max(1.5, slot * 0.64);
  const middle = (at: string): number => x(Date.parse(at) + HOUR / 2);
  return (
    <div ref={place} style={{ height: HEIGHT }}>
      {width > 0 && (
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label="Admissions above and discharges below the line, hour by hour; the table holds the same"
          className={styles.chart}
        >
          <rect
            x={x(now)}
            y={TOP}
            width={right - x(now)}
            height={HEIGHT - FOOT - TOP}
            className={styles.future}
          />
          {[up, 0, -down].map((value) => (
            <g key={value}>
              <line x1={LEFT} x2={right} y1={y(value)} y2={y(value)} className={styles.grid} />
              <text x={LEFT - 6} y={y(value)} dy="0.34em" textAnchor="end">
                {Math.abs(value)}
              </text>
            </g>
          ))}
          {past.map(({ at, admitted, left }) => (
            <g key={at}>
              <rect
                x={middle(at) - bar / 2}
                y={y(admitted)}
                width={bar}
                height={y(0) - y(admitted)}
                rx={1.5}
                className={styles.came}
              />
              <rect
                x={middle(at) - bar / 2}
                y={y(0)}
                width={bar}
                height={y(-left) - y(0)}
                rx={1.5}
                className={styles.left}
              />
            </g>
          ))}
          {next.map(({ at, mean, low, high }) => (
            <g key={at}>
              <line x1={middle(at)} x2={middle(at)} y1={y(low)} y2={y(high)} className={styles.whisker} />
              <circle cx={middle(at)} cy={y(mean)} r={Math.min(3.4, slot * 0.4)} className={styles.mean} />
            </g>
          ))}
          <line x1={x(now)} x2={x(now)} y1={2} y2={HEIGHT - FOOT} className={styles.now} />
          {timeTicks(
            x.domain[0],
            x.domain[1],
            Math.max(2, Math.floor(width / 90)),
            new Date(now).getTimezoneOffset(),
          )
            .filter((tick) => Math.abs(x(tick) - x(now)) > 58)
            .map((tick) => (
              <text
                key={tick}
                x={x(tick)}
                y={HEIGHT - 5}
                textAnchor={x(tick) > right - 24 ? 'end' : 'middle'}
              >
                {formatClock(tick)}
              </text>
            ))}
          <text x={x(now)} y={HEIGHT - 5} textAnchor="middle" className={styles.nowText}>
            now {formatClock(now)}
          </text>
        </svg>
      )}
    </div>
  );
}
