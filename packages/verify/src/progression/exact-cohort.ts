// The exact expectation of a cohort under UKPDS-OM2: every state's probability carried from year to year, all orders of the
// complications of a year weighed alike.
import type { Om2Person } from '@twinward/twins/patient';
import { OM2_EVENTS } from '@twinward/twins/patient';
import { type EquationTable, integratedProbability } from './equation-table.ts';

/** Exact probabilities by year. */
export interface ExactCohort {
  readonly alive: readonly number[];
  /** By complication in the order of `OM2_EVENTS`: happened since the start, by the end of each year. */
  readonly happened: readonly (readonly number[])[];
  /** Probability of what was left out: states less likely than `LEAST`. */
  readonly leftOut: number;
  /** Largest distance from 1 of everything alive, dead and left out, over the years. */
  readonly unbalanced: number;
}

const LEAST = 1e-7;
const EVENTS = OM2_EVENTS.length;
const TWICE = ['infarction', 'stroke', 'amputation'];
const SIZES = OM2_EVENTS.map((event) => (TWICE.includes(event) ? 3 : 2));
const STATES = SIZES.reduce((a, b) => a * b, 1);
/** Sets of complications, by their bits. */
const SETS = 2 ** EVENTS;
/** What a set that happens adds to the number of a state. */
const STEP = Int32Array.from(
  { length: SETS },
  (_, set) =>
    SIZES.reduce(
      ({ sum, stride }, size, i) => ({ sum: sum + ((set >> i) & 1) * stride, stride: stride * size }),
      { sum: 0, stride: 1 },
    ).sum,
);
/** Times of each complication by state. */
const COUNTS = Array.from({ length: STATES }, (_, state) => {
  let rest = state;
  return SIZES.map((size) => {
    const times = rest % size;
    rest = (rest - times) / size;
    return times;
  });
});
const DEADLY = ['heartFailure', 'ischaemicHeart', 'infarction', 'stroke', 'amputation', 'renalFailure'];

/** Carries a person without complications, risk factors unchanged, through the years. */
export function exactCohort(table: EquationTable, person: Om2Person, years: number): ExactCohort {
  // those alive by state; a person of no history has happened what the state holds
  let living = new Map<number, number>([[0, 1]]);
  const happenedDead = new Float64Array(EVENTS);
  let [dead, leftOut, unbalanced] = [0, 0, 0];
  const alive: number[] = [];
  const happened = OM2_EVENTS.map((): number[] => []);
  for (let year = 0; year < years; year++) {
    const older = { ...person, yearsSinceDiagnosis: person.yearsSinceDiagnosis + year };
    const chances = chancesOf(table, older);
    const next = new Map<number, number>();
    for (const [state, mass] of living) {
      if (mass < LEAST) {
        leftOut += mass;
        continue;
      }
      const sets = firedSets(state, chances);
      for (let fired = 0; fired < SETS; fired++) {
        const share = sets[fired]!;
        if (share === 0) continue;
        const to = state + STEP[fired]!;
        const now = countsOf(to);
        const dies = deathOf(table, older, state, to) * mass * share;
        const lives = mass * share - dies;
        dead += dies;
        for (let i = 0; i < EVENTS; i++) if (now[i]! > 0) happenedDead[i] = happenedDead[i]! + dies;
        next.set(to, (next.get(to) ?? 0) + lives);
      }
    }
    living = next;
    let total = 0;
    const sums = happenedDead.slice();
    for (const [state, mass] of living) {
      total += mass;
      countsOf(state).forEach((times, i) => {
        if (times > 0) sums[i] = sums[i]! + mass;
      });
    }
    alive.push(total);
    for (let i = 0; i < EVENTS; i++) happened[i]!.push(sums[i]!);
    unbalanced = Math.max(unbalanced, Math.abs(total + dead + leftOut - 1));
  }
  return { alive, happened, leftOut, unbalanced };
}

/** Room for one state at a time. */
const MASS = new Float64Array(SETS * SETS);

/** Probability of each set of complications in a year begun in a state, over all orders: by bits of the set. */
function firedSets(state: number, chances: readonly Float64Array[]): Float64Array {
  // mass by the set run so far and, within it, the set that happened
  const mass = MASS.fill(0);
  mass[0] = 1;
  for (let run = 0; run < SETS - 1; run++) {
    let left = EVENTS;
    for (let i = 0; i < EVENTS; i++) left -= (run >> i) & 1;
    for (let fired = run; ; fired = (fired - 1) & run) {
      const share = mass[run * SETS + fired]! / left;
      if (share > 0) {
        const now = state + STEP[fired]!;
        for (let i = 0; i < EVENTS; i++) {
          if (((run >> i) & 1) === 1) continue;
          const p = chances[i]![now]!;
          const to = (run | (1 << i)) * SETS + fired;
          mass[to | (1 << i)] = mass[to | (1 << i)]! + share * p;
          mass[to] = mass[to]! + share * (1 - p);
        }
      }
      if (fired === 0) break;
    }
  }
  return mass.subarray((SETS - 1) * SETS);
}

/** Probability of each complication by state. */
function chancesOf(table: EquationTable, person: Om2Person): readonly Float64Array[] {
  return OM2_EVENTS.map((event, i) => {
    const chances = new Float64Array(STATES);
    const known = new Map<string, number>();
    for (let state = 0; state < STATES; state++) {
      const counts = countsOf(state);
      const name = equationOf(event, counts, person);
      if (name === null || counts[i]! >= SIZES[i]! - 1) continue;
      const now = named(counts);
      const key = `${name} ${counts.map((times) => Math.min(1, times)).join('')}`;
      const p = known.get(key) ?? integratedProbability(table, name, person, { before: now, now });
      known.set(key, p);
      chances[state] = p;
    }
    return chances;
  });
}

const DEATHS = new WeakMap<Om2Person, Map<number, number>>();

function deathOf(table: EquationTable, person: Om2Person, from: number, to: number): number {
  const known = DEATHS.get(person) ?? new Map<number, number>();
  DEATHS.set(person, known);
  const key = from * STATES + to;
  const found = known.get(key);
  if (found !== undefined) return found;
  const [before, now] = [countsOf(from), countsOf(to)];
  const deadly = OM2_EVENTS.map((event) => DEADLY.includes(event));
  const history = before.some((times, i) => deadly[i]! && times > 0);
  const event = now.some((times, i) => deadly[i]! && times > before[i]!);
  const first = event ? 'DEATH1YEVENT' : 'DEATHNOHIST';
  const later = event ? 'DEATHYSEVENT' : 'DEATHHISTNOEVENT';
  const name = history ? later : first;
  const p = integratedProbability(table, name, person, { before: named(before), now: named(now) });
  known.set(key, p);
  return p;
}

function equationOf(event: string, counts: readonly number[], { sex }: Om2Person): string | null {
  const times = counts[OM2_EVENTS.indexOf(event as (typeof OM2_EVENTS)[number])]!;
  const ulcer = counts[OM2_EVENTS.indexOf('ulcer')]! > 0;
  const names: Readonly<Record<string, readonly string[]>> = {
    heartFailure: ['CHF'],
    ischaemicHeart: ['IHD'],
    infarction: [sex === 'female' ? 'FMIFEMALE' : 'FMIMALE', 'SMI'],
    stroke: ['FSTROKE', 'SSTROKE'],
    blindness: ['BLIND'],
    ulcer: ['ULCER'],
    amputation: [ulcer ? 'FAMPULCER' : 'FAMPNOULCER', 'SAMP'],
    renalFailure: ['RENALF'],
  };
  return names[event]![times] ?? null;
}

function named(counts: readonly number[]): Readonly<Record<string, number>> {
  return Object.fromEntries(OM2_EVENTS.map((event, i) => [event, counts[i]!]));
}

function countsOf(state: number): number[] {
  return COUNTS[state]!;
}
