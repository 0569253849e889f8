// `verify lungs-estimate`: what the lung twin makes of people who breathe with the equations that it averages.
import { setImmediate } from 'node:timers/promises';
import {
  addSeconds,
  type Belief,
  instant,
  type Measurement,
  membersOf,
  type RandomSource,
  subjectRef,
  TwinwardError,
} from '@twinward/contract';
import { assimilate, quantile, readingAbout } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import { type Breath, lungs } from '@twinward/twins/patient';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { wholeOption } from '../whole-option.ts';
import { type BreathingPerson, breathingPerson, type Help, scheduleOf } from './breathing-person.ts';

const START = instant(Date.UTC(2026, 0, 5));
/** Seconds between readings, and how many there are; the last come when breathing has come to rest. */
const EVERY = 300;
const READINGS = 12;
const PEOPLE = 30;
const HELD = { low: 0.8, high: 0.97 } as const;
/** Share of the spread of the prior that must be left at most, for what the readings tell of. */
const LEFT = 0.75;
/** Every other person is on a ventilator. */
const VENTILATED: Help = { rate: 16, volume: 450, peep: 8, oxygen: 0.5, expiratory: 2 };

/** What is seen of everyone, and of those ventilated as well. */
const SEEN: readonly (readonly [observable: string, of: (breath: Breath) => number])[] = [
  ['pulse-oximetry', ({ saturation }) => 100 * saturation],
  ['respiratory-rate', ({ period }) => 60 / period],
  ['end-tidal-carbon-dioxide', ({ endTidalCO2 }) => endTidalCO2],
];
const SEEN_ON_VENTILATOR: typeof SEEN = [
  ['tidal-volume', ({ tidalVolume }) => tidalVolume],
  ['plateau-pressure', ({ plateau }) => plateau],
];

/** What is judged: never seen by the twin. */
const JUDGED: readonly (readonly [
  name: string,
  truth: (person: BreathingPerson) => number,
  ours: (belief: Belief) => Float64Array,
])[] = [
  [
    'arterial oxygen',
    ({ breath }) => breath.arterialO2,
    (belief) => lungs.predict(belief, 'arterial-oxygen'),
  ],
  [
    'arterial carbon dioxide',
    ({ breath }) => breath.arterialCO2,
    (belief) => lungs.predict(belief, 'arterial-carbon-dioxide'),
  ],
  ['shunt', ({ shunt }) => shunt, (belief) => columnOf(belief, 'shunt')],
  ['alveoli without blood flow', ({ deadShare }) => deadShare, (belief) => columnOf(belief, 'deadShare')],
];

/**
 * Truths are people drawn from the prior who breathe with `BreathingLungs`; every other one is ventilated. The twin sees an hour of pulse
 * oximetry, respiratory rate and capnogram, and of those ventilated tidal volume and plateau. Of what it does not see, blood gases,
 * shunt and dead space, its 90 % intervals together must hold 80 to 97 of 100 truths, and be narrower than before.
 */
export const lungsEstimateSuite: Suite = {
  name: 'lungs-estimate',
  title: 'Blood gases, shunt and dead space from what a ward sees, of people who breathe breath by breath',
  takes: 'no file',
  options: { people: `virtual people (default ${PEOPLE}, at least 20)` },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const people = wholeOption(call, 'people', PEOPLE, 20);
    const root = philox(call.seed);
    const held = JUDGED.map(() => 0);
    const errors: number[][] = JUDGED.map(() => []);
    const widths: { before: number; after: number }[] = JUDGED.map(() => ({ before: 0, after: 0 }));
    for (let i = 0; i < people; i++) {
      const random = root.derive(`person ${i}`);
      const help = i % 2 === 1 ? VENTILATED : null;
      const person = breathingPerson(help, START, random.derive('truth'));
      const { before, after } = follow(person, help, random);
      JUDGED.forEach(([, truth, ours], j) => {
        const [was, is] = [interval(ours(before)), interval(ours(after))];
        const value = truth(person);
        if (is.low <= value && value <= is.high) held[j] = held[j]! + 1;
        errors[j]!.push(Math.abs(is.median - value));
        widths[j]!.before += was.high - was.low;
        widths[j]!.after += is.high - is.low;
      });
      call.progress(i + 1, people, 'people');
      if (call.signal.aborted) throw new TwinwardError('run.cancelled', 'the run was cancelled');
      await setImmediate();
    }
    const failed: CaseNote[] = [];
    const figures: Record<string, number | string> = { seed: call.seed };
    JUDGED.forEach(([name], j) => {
      const left = widths[j]!.after / widths[j]!.before;
      const error = errors[j]!.sort((a, b) => a - b)[people >> 1]!;
      figures[`${name}: truths in the 90 % interval, median error, width left of the prior's`] =
        `${held[j]} of ${people}, ${error.toPrecision(3)}, ${left.toFixed(2)}`;
      if (left > 1) failed.push({ name, why: `the interval grew to ${left.toFixed(2)} of the prior's` });
    });
    const share = held.reduce((a, b) => a + b) / (people * JUDGED.length);
    figures['truths in 90 % intervals, all together (80 to 97 %)'] = `${(100 * share).toFixed(1)} %`;
    if (!(share >= HELD.low && share <= HELD.high)) {
      failed.push({ name: 'coverage', why: `90 % intervals hold ${(100 * share).toFixed(1)} %` });
    }
    const blood = widths[0]!.after / widths[0]!.before;
    if (!(blood <= LEFT))
      failed.push({ name: 'learning', why: `${blood.toFixed(2)} of the prior's width left` });
    const cases = JUDGED.length + 2;
    return { cases, passed: cases - failed.length, failed, unsupported: [], figures };
  },
};

/** A twin that knows nothing of a person but an hour of readings, with the errors that it expects of them. */
function follow(
  { breath }: BreathingPerson,
  help: Help | null,
  random: RandomSource,
): { readonly before: Belief; readonly after: Belief } {
  const subject = { ref: subjectRef('Patient/breathing'), facts: {} };
  const size = membersOf(lungs.assimilation);
  const schedule = scheduleOf(help, START);
  const [life, filter, errors] = ['life', 'filter', 'errors'].map((label) => random.derive(label));
  const seen = help === null ? SEEN : [...SEEN, ...SEEN_ON_VENTILATOR];
  const prior = lungs.initialise(subject, START, size, random.derive('prior'));
  let belief = prior;
  // Breathing is read when it has come to rest, so the twin is given the same time.
  belief = lungs.advance(belief, addSeconds(START, 1500), schedule, life!);
  const before = belief;
  for (let i = 1; i <= READINGS; i++) {
    belief = lungs.advance(belief, addSeconds(START, 1500 + EVERY * i), schedule, life!);
    const draws = errors!.draws(0, 0, i);
    const measurements = seen.map(([observable, of]): Measurement => {
      const { error, possible } = lungs.observables.find(({ name }) => name === observable)!;
      const value = readingAbout(error, of(breath)).draw(draws);
      return { observable, value: Math.min(possible.high, Math.max(possible.low, value)), censored: null };
    });
    belief = assimilate(lungs, belief, measurements, filter!.derive(String(i))).belief;
  }
  return { before, after: belief };
}

function columnOf(belief: Belief, name: string): Float64Array {
  const at = lungs.columns.findIndex((column) => column.name === name);
  return Float64Array.from({ length: belief.size }, (_, m) => belief.values[m * belief.width + at]!);
}

function interval(values: Float64Array): {
  readonly low: number;
  readonly median: number;
  readonly high: number;
} {
  return {
    low: quantile(values, null, 0.05),
    median: quantile(values, null, 0.5),
    high: quantile(values, null, 0.95),
  };
}
