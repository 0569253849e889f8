import { formatInstant, type Instant, instant } from '@twinward/contract';
import {
  type AdtVisit,
  type BedSources,
  type BedState,
  bedSources,
  occupancyDistribution,
  type PresentPatient,
  specialtyOf,
} from '@twinward/twins/hospital';
import type { AnnouncedTrack, BedBoard, BedMovements, BedPatient } from '../schemas/bed-board-schema.ts';
import { bedCount, quantilesOf } from './bed-count.ts';

const HOUR = 3_600_000;
const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];
const HOURS = Array.from({ length: 72 }, (_, k) => k + 1);

/** What a board shows besides the state: who came and left before, and for one of the past from where it is seen and who left after it. */
export interface BoardContext {
  readonly past: BedMovements['past'];
  readonly lookBack: BedBoard['lookBack'];
  /** When visits were discharged after the board's instant, by their names. */
  readonly leftAt: ReadonlyMap<string, Instant>;
}

/** Who lies where, how likely each leaves when, and how many beds will be needed. */
export function bedBoardView(
  state: BedState,
  at: Instant,
  { past, lookBack, leftAt }: BoardContext,
): BedBoard {
  const sources = bedSources(state, at);
  const present = new Map(
    [...sources.lying, ...sources.waiting].map(({ visit, ...stay }) => [visit.key, stay] as const),
  );
  const patientOf = (visit: AdtVisit): BedPatient => {
    const { stay, age } = present.get(visit.key) ?? stayOf(visit, sources, at);
    const left = leftAt.get(nameOf(visit));
    return { ...bedPatient(visit, stay, age), leftAt: left === undefined ? null : formatInstant(left) };
  };
  const { census } = state;
  const claims = [...census.visits.values()].filter(({ disputed }) => disputed !== null);
  const rows = [...census.beds]
    .map(([key, bed]) => {
      const place = placeOf(key);
      const visit = bed.occupant === null ? undefined : census.visits.get(bed.occupant);
      return {
        ...place,
        condition: bed.condition,
        since: formatInstant(bed.since),
        reserved: bed.reservedFor !== null,
        patient: visit === undefined ? null : patientOf(visit),
        claimedBy: claims.filter(({ disputed }) => disputed === key).map(nameOf),
      };
    })
    .sort((a, b) => compare(a.unit, b.unit) || compare(a.room ?? '', b.room ?? '') || compare(a.bed, b.bed));
  const units = [...new Set(rows.map(({ unit }) => unit))].map((unit) => {
    const own = rows.filter((row) => row.unit === unit);
    const count = (which: (row: (typeof own)[number]) => boolean): number => own.filter(which).length;
    const closed = count(({ condition }) => condition === 'closed');
    return {
      unit,
      patients: count(({ patient }) => patient !== null),
      staffed: own.length - closed,
      closed,
      cleaning: count(({ condition, patient }) => condition === 'housekeeping' && patient === null),
      reserved: count(({ reserved }) => reserved),
      leaving24: leavingOf(own.flatMap(({ patient }) => (patient === null ? [] : [patient]))),
    };
  });
  const lying = [...state.lying()].map((visit) => patientOf(visit));
  return {
    at: formatInstant(at),
    lookBack,
    announced: announcedTrack(state),
    units,
    rows,
    waiting: [...state.waiting()].sort((a, b) => a.placedAt - b.placedAt).map((visit) => patientOf(visit)),
    fan: fanOf(state, sources, at),
    movements: { past, ...arrivingOf(state, at), leaving24: leavingOf(lying) },
    contradictions: state.contradictions.map((one) => ({ ...one, at: formatInstant(one.at) })).toReversed(),
  };
}

/** How many come in each of the next 24 hours, and in all of them. */
function arrivingOf(state: BedState, at: Instant): Pick<BedMovements, 'next' | 'admissions24'> {
  const shape = state.arrivals.evidence();
  const begins = Array.from({ length: 24 }, (_, k) => at + k * HOUR);
  const rates = begins.map((from) => state.rateAt(from + HOUR / 2));
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  return {
    next: begins.map((from, k) => ({
      at: formatInstant(instant(from)),
      ...bedCount(occupancyDistribution({ staying: [], arriving: rates[k]!, shape })),
    })),
    admissions24: bedCount(occupancyDistribution({ staying: [], arriving: total, shape })),
  };
}

/** How many of these have left in 24 hours: each by their own probability. */
function leavingOf(patients: BedBoard['waiting']): BedMovements['leaving24'] {
  return bedCount(
    occupancyDistribution({ staying: patients.map(({ leaves }) => leaves.within24), arriving: 0 }),
  );
}

function placeOf(key: string): { readonly unit: string; readonly room: string | null; readonly bed: string } {
  const [unit, room, bed] = key.split('\t') as [string, string, string];
  return { unit, room: room === '' ? null : room, bed };
}

function nameOf({ key }: AdtVisit): string {
  return key.slice(key.indexOf(':') + 1);
}

/** Of a patient in a bed who is not counted among those lying, such as one on leave. */
function stayOf(
  visit: AdtVisit,
  { stays, state }: BedSources,
  at: Instant,
): Pick<PresentPatient, 'stay' | 'age'> {
  const age = visit.admittedAt === null ? 0 : Math.max(0, at - visit.admittedAt) / HOUR;
  return { stay: stays.get(specialtyOf(visit)) ?? state.stays.of(specialtyOf(visit), []), age };
}

function bedPatient(visit: AdtVisit, stay: PresentPatient['stay'], age: number): Omit<BedPatient, 'leftAt'> {
  const { attributes, admittedAt, placedAt, place, plannedLeave, disputed } = visit;
  const left = stay.survival(age);
  const within = (hours: number): number => 1 - stay.survival(age + hours) / left;
  return {
    visit: nameOf(visit),
    specialty: specialtyOf(visit),
    sex: attributes.sex ?? null,
    isolation: attributes.isolation ?? null,
    acuity: attributes.acuity ?? null,
    admittedAt: admittedAt === null ? null : formatInstant(admittedAt),
    placedAt: formatInstant(placedAt),
    unit: place?.unit ?? null,
    plannedAt: plannedLeave === null ? null : formatInstant(plannedLeave),
    disputed: disputed === null ? null : placeOf(disputed),
    leaves: {
      q25: stay.remaining(age, 0.25),
      q50: stay.remaining(age, 0.5),
      q75: stay.remaining(age, 0.75),
      within24: within(24),
      within48: within(48),
      within72: within(72),
    },
  };
}

/** Mean scores of chances told from announcements; null until one could be scored. */
export function announcedTrack({ held: { chance } }: BedState): AnnouncedTrack | null {
  const { patients, left, announced, silent } = chance;
  if (patients === 0) return null;
  return { patients, left, announced: announced / patients, silent: silent / patients };
}

/** The exact convolution, hour by hour: who is there and stays, and who comes and is still there. */
function fanOf(state: BedState, { lying, waiting, stays, mix }: BedSources, at: Instant): BedBoard['fan'] {
  const present = [...lying, ...waiting].map(({ stay, age }) => ({ stay, age, left: stay.survival(age) }));
  const staysFor = HOURS.map((hours) =>
    mix.reduce((sum, [specialty, share]) => sum + share * stays.get(specialty)!.survival(hours - 0.5), 0),
  );
  const staffed = state.staffed();
  const mean: number[] = [];
  const fans = LEVELS.map((): number[] => []);
  const over: number[] = [];
  for (const hours of HOURS) {
    const staying = present.map(({ stay, age, left }) => stay.survival(age + hours) / left);
    let arriving = 0;
    for (let hour = 0; hour < hours; hour++)
      arriving += state.rateAt(at + (hour + 0.5) * HOUR) * staysFor[hours - hour - 1]!;
    const masses = occupancyDistribution({ staying, arriving, shape: state.arrivals.evidence() });
    const found = quantilesOf(masses, LEVELS);
    for (const [i, list] of fans.entries()) list.push(found[i]!);
    mean.push(masses.reduce((total, mass, k) => total + k * mass, 0));
    if (staffed !== null) over.push(masses.slice(staffed + 1).reduce((sum, mass) => sum + mass, 0));
  }
  const [q05, q25, q50, q75, q95] = fans as [number[], number[], number[], number[], number[]];
  return { hours: HOURS, mean, q05, q25, q50, q75, q95, staffed, over: staffed === null ? null : over };
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
