import type { ReactNode } from 'react';
import type { BedBoard } from '../generated/types.ts';
import { Segments } from '../twin/segments.tsx';
import { TimeScrub } from '../twin/time-scrub.tsx';
import { formatInstant, formatNumber } from '../units/format.ts';

const DAY = 86_400_000;
const KNOWN = [
  { value: 'now', label: 'As is known now' },
  { value: 'then', label: 'As was known then' },
] as const;

interface LookBackCardProps {
  /** Now, milliseconds. */
  readonly latest: number;
  /** Null is now. */
  readonly at: string | null;
  readonly known: 'then' | 'now';
  /** The board of the instant looked back to; undefined while it is read. */
  readonly past: BedBoard | undefined;
  readonly onAt: (at: string | null) => void;
  readonly onKnown: (known: 'then' | 'now') => void;
}

/** Takes the bed board back up to two weeks, and tells what was expected there, what came of it, and what was not known yet. */
export function LookBackCard({ latest, at, known, past, onAt, onKnown }: LookBackCardProps): ReactNode {
  return (
    <section className="card" aria-label="Look back">
      <TimeScrub latest={latest} range={14 * DAY} at={at} onChange={onAt} />
      {at !== null && (
        <div className="stack" style={{ marginTop: 10 }}>
          <Segments label="By what is known" value={known} options={KNOWN} onChange={onKnown} />
          <p className="small" role="status" style={{ margin: 0 }}>
            {past === undefined ? 'Replaying the record …' : backWords(past)}
          </p>
        </div>
      )}
    </section>
  );
}

function backWords(board: BedBoard): string {
  const { movements, rows, at, lookBack } = board;
  const then = Date.parse(at);
  const left = rows.filter(
    ({ patient }) => patient?.leftAt != null && Date.parse(patient.leftAt) - then <= DAY,
  ).length;
  const { mean, low, high } = movements.leaving24;
  if (rows.length === 0 && lookBack?.late === 0)
    return `No message tells of the two weeks before ${formatInstant(then)}: the hospital was not followed yet.`;
  if (rows.every(({ patient }) => patient === null))
    return `By what was known nobody was in a bed at ${formatInstant(then)}. ${lateWords(lookBack)}`;
  return [
    `${formatNumber(mean, 1)} of those in beds (${low} to ${high}) were expected to leave in the 24 h after ${formatInstant(then)}; ${left} did, as is known now.`,
    lateWords(lookBack),
  ].join(' ');
}

function lateWords(lookBack: BedBoard['lookBack']): string {
  if (lookBack === null) return '';
  const { late, known, since, lateUntil } = lookBack;
  if (late === 0) return 'Every message about the two weeks before had come by then.';
  const many = `${formatNumber(late)} ${late === 1 ? 'message' : 'messages'} about the time since ${formatInstant(Date.parse(since))} came only later, the last ${formatInstant(Date.parse(lateUntil!))}`;
  return known === 'now'
    ? `${many}: they are heeded here, though nobody could know them then.`
    : `${many}: they are left out here, as if it were then.`;
}
