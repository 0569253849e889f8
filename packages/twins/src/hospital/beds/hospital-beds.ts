// The twin of a hospital's beds. What messages tell is known for certain and kept once, beside the first member; members differ in the slow
// parameters alone until futures branch off, each then with its own course of every stay and arrival.
import type { Belief, Instant, Intervention, TwinModel } from '@twinward/contract';
import { occupancyDistribution } from '../stays/occupancy-distribution.ts';
import { BED_CARD } from './bed-card.ts';
import { bedsMore } from './bed-change.ts';
import { BED_FACTS, bedFacts } from './bed-facts.ts';
import { type BedFuture, beginFuture, carryOn, futureBytes, readFuture } from './bed-futures.ts';
import { BED_INTERVENTIONS, bedChanges } from './bed-interventions.ts';
import { bedSources } from './bed-sources.ts';
import { BedState } from './bed-state.ts';
import { slowParameters } from './slow-parameters.ts';
import { specialtyOf } from './specialty-of.ts';

const HOUR = 3_600_000;
const NAMES = ['occupied', 'waiting', 'beds', 'demand', 'pace', 'arrived', 'breached', 'future'] as const;
const WIDTH = NAMES.length;
const [OCCUPIED, WAITING, BEDS, ARRIVED, BREACHED, FUTURE] = [0, 1, 2, 5, 6, 7];
const MEMBERS = 200;
const NOTHING = new Uint8Array(0);
/** In a hospital whose beds are not known. */
const UNKNOWN = 0;

/**
 * Who lies where is folded from ADT events (`AdtCensus`); rates of admission and hazards of leaving are learnt from them. Futures give every
 * patient present what is left of their stay, given its length so far, and draw who comes, how long they stay and when beds are clean.
 */
export const hospitalBeds: TwinModel = {
  name: 'hospital-beds',
  version: '3.1.0',
  kind: 'hospital',
  card: BED_CARD,
  facts: BED_FACTS,
  parameters: [
    parameter(
      'demand',
      'Admissions of those learnt',
      'learnt from the stream: Gamma-Poisson rates by hour and weekday',
    ),
    parameter(
      'pace',
      'Hazard of leaving of that learnt',
      'learnt from the stream: Gamma hazards by age of the stay',
    ),
  ],
  columns: NAMES.map((name) => ({
    name,
    label: name,
    unit: '1',
    role:
      name === 'demand' || name === 'pace'
        ? 'parameter'
        : name === 'occupied' || name === 'waiting'
          ? 'state'
          : 'memory',
    scale: name === 'demand' || name === 'pace' ? 'log' : 'linear',
  })),
  observables: [
    {
      name: 'census',
      label: 'Patients in beds',
      codes: [{ system: 'urn:twinward:code', code: 'bed-census' }],
      unit: '1',
      error: { kind: 'additive', sd: 0.01 },
      possible: { low: 0, high: 20_000 },
    },
  ],
  interventions: BED_INTERVENTIONS,
  inputs: [],
  outputs: [
    { name: 'occupied', label: 'Patients in beds', unit: '1', endpoint: false },
    { name: 'waiting', label: 'Patients waiting for a bed', unit: '1', endpoint: true },
    { name: 'needed', label: 'Beds needed', unit: '1', endpoint: false },
    { name: 'spare', label: 'Staffed beds less beds needed', unit: '1', endpoint: true },
    { name: 'arrived', label: 'Admissions since the forecast began', unit: '1', endpoint: false },
    {
      name: 'breached',
      label: 'Patients who waited over 4 h since the forecast began',
      unit: '1',
      endpoint: true,
    },
  ],
  // who waits is not in the census: with beds closed it falls, as if less were needed
  headline: 'needed',
  thresholds: [
    {
      name: 'full',
      words: 'need more beds than are staffed',
      of: 'spare',
      side: 'below',
      limit: 0,
      source: 'definition',
    },
    {
      name: 'breach',
      words: 'let a patient wait over 4 h for a bed',
      of: 'breached',
      side: 'above',
      limit: 0.5,
      source: 'NHS England standard of 4 hours',
    },
  ],
  assimilation: {
    method: 'exact',
    members: MEMBERS,
    update(belief, { value }) {
      const state = BedState.copy(belief.structures![0]!);
      const masses = state.counted === null ? null : expectedCount(state, belief.at);
      state.counted = { at: belief.at, ages: agesOf(state, belief.at) };
      const updated = { ...belief, structures: withState(belief, state.write()) };
      if (masses === null) return { belief: updated, predicted: state.lying().length, sd: 1, pit: 0.5 };
      const predicted = masses.reduce((sum, mass, k) => sum + k * mass, 0);
      const variance = masses.reduce((sum, mass, k) => sum + (k - predicted) ** 2 * mass, 0);
      const below = masses.slice(0, Math.max(0, Math.round(value))).reduce((sum, mass) => sum + mass, 0);
      // a count stands for the whole range of probability between one less and itself
      return {
        belief: updated,
        predicted,
        sd: Math.sqrt(variance),
        pit: below + (masses[Math.round(value)] ?? 0) / 2,
      };
    },
  },
  futures: 500,
  horizon: { length: 72 * 3600, step: 3600, scored: [6 * 3600, 24 * 3600, 48 * 3600, 72 * 3600] },
  memory: 7 * 86_400,
  fit: { warmUp: 24, window: 72, tolerance: 2.5, stale: 6 * 3600 },

  initialise({ facts }, at, size, random) {
    const state = BedState.begin(bedFacts(facts), at).write();
    const structures = Array.from({ length: size }, (_, m) => (m === 0 ? state : NOTHING));
    const values = new Float64Array(size * WIDTH);
    const belief: Belief = { at, size, width: WIDTH, values, logWeights: null, structures };
    return valued(belief, random);
  },

  advance(belief, to, { interventions }, random) {
    if (belief.values[FUTURE] === 1) return carried(belief, to, interventions, random);
    const state = belief.structures![0]!;
    if (!BedState.read(state).isDue(to)) return { ...belief, at: to };
    const passed = BedState.copy(state);
    passed.pass(to);
    return valued({ ...belief, at: to, structures: withState(belief, passed.write()) }, random);
  },

  happen(belief, event, random) {
    const state = BedState.copy(belief.structures![0]!);
    state.happen(event);
    return valued({ ...belief, structures: withState(belief, state.write()) }, random);
  },

  branch(belief, size, random) {
    // bytes of its own: what futures draw from stays as it was when they began
    const state = belief.structures![0]!.slice();
    const sources = bedSources(BedState.read(state), belief.at);
    drawn.set(state, sources);
    const values = new Float64Array(size * WIDTH);
    const structures = Array.from({ length: size }, (_, m) => {
      const future = beginFuture(sources, belief.at, slowParameters(sources.state, random, m), random, m);
      write(values, m, future);
      return futureBytes(future);
    });
    structures.push(state);
    return { at: belief.at, size, width: WIDTH, values, logWeights: null, structures };
  },

  predict: (belief) => column(belief, OCCUPIED),

  output(belief, output) {
    if (output === 'occupied') return column(belief, OCCUPIED);
    if (output === 'waiting') return column(belief, WAITING);
    if (output === 'arrived') return column(belief, ARRIVED);
    if (output === 'breached') return column(belief, BREACHED);
    const [occupied, waiting, beds] = [OCCUPIED, WAITING, BEDS].map((index) => column(belief, index));
    if (output === 'needed') return occupied!.map((patients, m) => patients + waiting![m]!);
    return occupied!.map((patients, m) => beds![m]! - patients - waiting![m]!);
  },
};

function parameter(name: string, label: string, source: string): TwinModel['parameters'][number] {
  return {
    name,
    label,
    unit: '1',
    prior: { kind: 'gamma', shape: 20, scale: 1 / 20 },
    source,
    role: 'estimated',
  };
}

function withState({ structures }: Belief, state: Uint8Array): readonly Uint8Array[] {
  return [state, ...structures!.slice(1)];
}

function valued(belief: Belief, random: Parameters<TwinModel['happen'] & object>[2]): Belief {
  const state = BedState.read(belief.structures![0]!);
  const [occupied, waiting] = [state.lying().length, state.waiting().length];
  const values = new Float64Array(belief.size * WIDTH);
  for (let m = 0; m < belief.size; m++) {
    const { demand, pace } = slowParameters(state, random, m);
    values.set([occupied, waiting, state.staffed() ?? UNKNOWN, demand, pace, 0, 0, 0], m * WIDTH);
  }
  return { ...belief, values };
}

function write(values: Float64Array, member: number, future: BedFuture, more = 0): void {
  const beds = Number.isFinite(future.beds) ? Math.max(0, future.beds + more) : UNKNOWN;
  const { leaving, waiting, demand, pace, arrived, breached } = future;
  values.set([leaving.length, waiting.length, beds, demand, pace, arrived, breached, 1], member * WIDTH);
}

function carried(
  belief: Belief,
  to: Instant,
  interventions: readonly Intervention[],
  random: Parameters<typeof carryOn>[5],
): Belief {
  const state = belief.structures![belief.size]!;
  const sources = drawn.get(state)!;
  const values = belief.values.slice();
  const changes = bedChanges(interventions);
  const more = bedsMore(changes, to);
  const structures = belief.structures!.slice(0, belief.size).map((bytes, m) => {
    const future = readFuture(bytes);
    carryOn(future, sources, belief.at, to, changes, random, m);
    write(values, m, future, more);
    return futureBytes(future);
  });
  return { ...belief, at: to, values, structures: [...structures, state] };
}

/** What the futures of a branch draw from, by the bytes that they carry behind their own. */
const drawn = new WeakMap<Uint8Array, ReturnType<typeof bedSources>>();

function agesOf(state: BedState, at: Instant): NonNullable<BedState['counted']>['ages'] {
  return state.lying().map((visit) => {
    const age = (at - visit.admittedAt!) / HOUR;
    const { plannedLeave } = visit;
    return [specialtyOf(visit), age, plannedLeave === null ? null : age + (plannedLeave - at) / HOUR];
  });
}

/** The distribution of the number of patients now, as it was when they were last counted. */
function expectedCount(state: BedState, at: Instant): Float64Array {
  const { at: from, ages } = state.counted!;
  const hours = (at - from) / HOUR;
  const { stays, mix } = bedSources(state, at);
  const staying = ages.map(([specialty, age, announced]) => {
    const usual = stays.get(specialty) ?? state.stays.of(specialty, []);
    const stay = state.announced.stay(usual, announced);
    return stay.survival(age + hours) / Math.max(stay.survival(age), Number.MIN_VALUE);
  });
  let arriving = 0;
  for (let hour = 0; hour < hours; hour++) {
    const length = Math.min(1, hours - hour);
    const age = hours - hour - length / 2;
    const there = mix.reduce((sum, [name, share]) => sum + share * stays.get(name)!.survival(age), 0);
    arriving += state.rateAt(from + hour * HOUR) * length * there;
  }
  return occupancyDistribution({ staying, arriving });
}

function column({ size, values }: Belief, index: number): Float64Array {
  return Float64Array.from({ length: size }, (_, m) => values[m * WIDTH + index]!);
}
