import { formatInstant, type Instant } from '@twinward/contract';
import {
  type AdtVisit,
  type BedSources,
  type BedState,
  bedSources,
  occupancyDistribution,
  specialtyOf,
} from '@twinward/twins/hospital';
import type { BedBoard } from '../schemas/bed-board-schema.ts';

const HOUR = 3_600_000;
const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];
const HOURS = Array.from({ length: 72 }, (_, k) => k + 1);

/** Who lies where, how likely each leaves when, and how many beds will be needed. */
export function bedBoardView(state: BedState, at: Instant): BedBoard {
  const sources = bedSources(state, at);
  const { census } = state;
  const rows = [...census.beds]
    .map(([key, bed]) => {
      const [unit, room, name] = key.split('\t') as [string, string, string];
      const visit = bed.occupant === null ? undefined : census.visits.get(bed.occupant);
      return {
        unit,
        room: room === '' ? null : room,
        bed: name,
        condition: bed.condition,
        since: formatInstant(bed.since),
        reserved: bed.reservedFor !== null,
        patient: visit === undefined ? null : patientOf(visit, sources, at),
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
      leaving24: own.reduce((sum, { patient }) => sum + (patient?.leaves.within24 ?? 0), 0),
    };
  });
  return {
    at: formatInstant(at),
    units,
    rows,
    waiting: [...state.waiting()]
      .sort((a, b) => a.placedAt - b.placedAt)
      .map((visit) => patientOf(visit, sources, at)),
    fan: fanOf(state, sources, at),
    contradictions: state.contradictions.map((one) => ({ ...one, at: formatInstant(one.at) })).toReversed(),
  };
}

function patientOf(visit: AdtVisit, { stays }: BedSources, at: Instant): BedBoard['waiting'][number] {
  const { attributes, admittedAt, placedAt, place, expected } = visit;
  const stay = stays.get(specialtyOf(visit))!;
  const age = ageOf(visit, at);
  const left = stay.survival(age);
  const within = (hours: number): number => 1 - stay.survival(age + hours) / left;
  return {
    visit: visit.key.slice(visit.key.indexOf(':') + 1),
    specialty: specialtyOf(visit),
    sex: attributes.sex ?? null,
    isolation: attributes.isolation ?? null,
    acuity: attributes.acuity ?? null,
    admittedAt: admittedAt === null ? null : formatInstant(admittedAt),
    placedAt: formatInstant(placedAt),
    unit: place?.unit ?? null,
    plannedAt: expected?.what === 'discharge' && expected.at !== null ? formatInstant(expected.at) : null,
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

/** The exact convolution, hour by hour: who is there and stays, and who comes and is still there. */
function fanOf(state: BedState, { stays, mix }: BedSources, at: Instant): BedBoard['fan'] {
  const present = [...state.lying(), ...state.waiting()].map((visit) => {
    const stay = stays.get(specialtyOf(visit))!;
    return { stay, age: ageOf(visit, at), left: stay.survival(ageOf(visit, at)) };
  });
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
    let [sum, above] = [0, 0];
    const found: number[] = [];
    for (const [k, mass] of masses.entries()) {
      sum += mass;
      if (staffed !== null && k > staffed) above += mass;
      while (found.length < LEVELS.length && sum >= LEVELS[found.length]!) found.push(k);
    }
    for (const [i, list] of fans.entries()) list.push(found[i] ?? masses.length - 1);
    mean.push(masses.reduce((total, mass, k) => total + k * mass, 0));
    over.push(above);
  }
  const [q05, q25, q50, q75, q95] = fans as [number[], number[], number[], number[], number[]];
  return { hours: HOURS, mean, q05, q25, q50, q75, q95, staffed, over: staffed === null ? null : over };
}

function ageOf({ admittedAt }: AdtVisit, at: Instant): number {
  return admittedAt === null ? 0 : Math.max(0, at - admittedAt) / HOUR;
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
