import type { BedPatient, BedRow } from '../generated/types.ts';
import { formatInstant, formatSpan } from '../units/format.ts';
import { chanceWords } from './capacity-ribbon.ts';

const HOUR = 3_600_000;
/** A patient is said to leave soon who will have left in a day with at least this probability. */
const LIKELY = 0.5;

/** What a bed is, at a glance. */
export type BedLook = 'free' | 'cleaning' | 'closed' | 'taken' | 'leaving' | 'overdue';

/** What is shown of a bed at a glance. */
export interface BedSigns {
  readonly look: BedLook;
  /** Whether the patient must lie alone or with the like, or the bed is kept apart. */
  readonly isolation: boolean;
  /** Whether messages put two patients into it. */
  readonly disputed: boolean;
  readonly reserved: boolean;
}

/** What each look is called. */
export const LOOK_WORDS: Readonly<Record<BedLook, string>> = {
  taken: 'taken',
  leaving: 'likely to leave in 24 h',
  overdue: 'announced to have left',
  cleaning: 'cleaning',
  free: 'free',
  closed: 'closed',
};

/** What is shown of a bed at an instant, milliseconds. */
export function bedSigns({ patient, condition, claimedBy, reserved }: BedRow, at: number): BedSigns {
  return {
    look: lookOf(patient, condition, at),
    isolation: condition === 'isolated' || (patient !== null && patient.isolation !== null),
    disputed: claimedBy.length > 0,
    reserved,
  };
}

function lookOf(patient: BedPatient | null, condition: BedRow['condition'], at: number): BedLook {
  if (patient === null) {
    if (condition === 'closed') return 'closed';
    return condition === 'housekeeping' || condition === 'contaminated' ? 'cleaning' : 'free';
  }
  const planned = patient.plannedAt === null ? Number.POSITIVE_INFINITY : Date.parse(patient.plannedAt);
  if (planned <= at) return 'overdue';
  return patient.leaves.within24 >= LIKELY ? 'leaving' : 'taken';
}

/** A bed by its room and name. */
export function bedName({ room, bed }: Pick<BedRow, 'room' | 'bed'>): string {
  return room === null ? bed : `${room}–${bed}`;
}

/** What tells a bed from all others, for the address. */
export function bedKey({ unit, room, bed }: Pick<BedRow, 'unit' | 'room' | 'bed'>): string {
  return [unit, room ?? '', bed].join('|');
}

/** All that a bed's colours and marks say, in words. */
export function bedWords(row: BedRow, at: number): string {
  const { patient, claimedBy, condition } = row;
  const signs = bedSigns(row, at);
  const words = [`${row.unit}, ${row.room === null ? '' : `room ${row.room}, `}bed ${row.bed}`];
  if (patient === null) words.push(LOOK_WORDS[signs.look]);
  else {
    words.push([patient.specialty, patient.sex].filter((word) => word !== null).join(', '));
    if (patient.isolation !== null) words.push(`isolation: ${patient.isolation}`);
    words.push(`has left in 24 h with ${chanceWords(patient.leaves.within24)}`);
    if (patient.plannedAt !== null)
      words.push(
        `${signs.look === 'overdue' ? 'was to leave' : 'to leave'} ${formatInstant(Date.parse(patient.plannedAt))}`,
      );
    if (patient.leftAt !== null) words.push(`left ${formatInstant(Date.parse(patient.leftAt))}`);
  }
  if (condition === 'closed' && patient !== null) words.push('closed once it is left');
  if (claimedBy.length > 0) words.push(`${claimedBy.join(', ')} should lie here too`);
  if (row.reserved) words.push('reserved');
  return words.join('; ');
}

/** When half of all such patients have left, and when one in four and three in four. */
export function leavingWords({ leaves }: BedPatient, at: number): string {
  const span = (hours: number): string => formatSpan(hours * HOUR);
  return `half of such patients leave by ${formatInstant(at + leaves.q50 * HOUR)}; one in four within ${span(leaves.q25)}, three in four within ${span(leaves.q75)}`;
}
