import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ChartCard } from '../charts/chart-card.tsx';
import type { BedBoard, BedPatient, BedRow } from '../generated/types.ts';
import { formatInstant, formatNumber, formatShare, formatSpan } from '../units/format.ts';
import { bedKey, bedName, bedSigns } from './bed-signs.ts';
import { shortChance } from './capacity-ribbon.ts';
import styles from './leaving-card.module.css';

const HOUR = 3_600_000;
/** How many are listed; the table holds all. */
const SHOWN = 8;

type Taken = BedRow & { readonly patient: BedPatient };

/** Who is expected to leave, the most probable first, and how far announced discharges can be trusted. */
export function LeavingCard({
  board,
  search,
}: {
  readonly board: BedBoard;
  readonly search: string;
}): ReactNode {
  const at = Date.parse(board.at);
  const taken = board.rows
    .filter((row): row is Taken => row.patient !== null)
    .sort((a, b) => b.patient.leaves.within24 - a.patient.leaves.within24);
  const overdue = taken.filter((row) => bedSigns(row, at).look === 'overdue').length;
  const address = (row: Taken): string =>
    `${search === '' ? '?' : `${search}&`}${new URLSearchParams({ bed: bedKey(row) }).toString()}`;
  return (
    <ChartCard
      title="Who is expected to leave"
      under={`By the probability of having left in 24 h, given how long each has stayed and, as far as such are kept here, announced discharges${overdue === 0 ? '' : `; ${overdue} announced to have left ${overdue === 1 ? 'is' : 'are'} still here`}`}
      file="leaving"
      table={() => ({
        caption: 'Every patient in a bed: hours from now by which such patients have left',
        header: [
          'Bed',
          'Ward',
          'Specialty',
          'In 24 h, %',
          'In 72 h, %',
          '25 % by, h',
          '50 % by, h',
          '75 % by, h',
          'Announced',
        ],
        rows: taken.map((row) => [
          bedName(row),
          row.unit,
          row.patient.specialty,
          Math.round(100 * row.patient.leaves.within24),
          Math.round(100 * row.patient.leaves.within72),
          Math.round(row.patient.leaves.q25),
          Math.round(row.patient.leaves.q50),
          Math.round(row.patient.leaves.q75),
          row.patient.plannedAt === null ? null : formatInstant(Date.parse(row.patient.plannedAt)),
        ]),
      })}
    >
      {taken.length === 0 ? (
        <p className="muted">Nobody lies in a bed.</p>
      ) : (
        <ul className={styles.leaving}>
          {taken.slice(0, SHOWN).map((row) => {
            const { within24, q25, q75 } = row.patient.leaves;
            return (
              <li key={bedKey(row)}>
                <Link to={{ pathname: '/operations/beds', search: address(row) }}>
                  {row.unit} {bedName(row)}
                </Link>
                <span className={styles.chance} aria-hidden>
                  <span style={{ width: `${100 * within24}%` }} />
                </span>
                <strong>{shortChance(within24)}</strong>
                <span className="muted small">
                  {row.patient.plannedAt !== null &&
                    `announced for ${formatInstant(Date.parse(row.patient.plannedAt))} · `}
                  half such leave in {formatSpan(q25 * HOUR)} to {formatSpan(q75 * HOUR)}
                </span>
              </li>
            );
          })}
        </ul>
      )}
      {board.announced !== null && <p className="muted small">{trackWords(board.announced)}</p>}
    </ChartCard>
  );
}

/** How much announcements told so far: the errors of chances told with them and without. */
function trackWords({ patients, announced, silent }: NonNullable<BedBoard['announced']>): string {
  const better = announced < silent;
  const share = Math.abs(1 - announced / silent);
  const many = patients.toLocaleString('en-GB');
  return `Of ${many} chances told for patients with an announced discharge, the mean squared error (Brier) was ${formatNumber(announced, 3)}, ${formatShare(share)} ${better ? 'less' : 'more'} than the ${formatNumber(silent, 3)} without heeding announcements.`;
}
