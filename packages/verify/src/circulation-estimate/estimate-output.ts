import {
  addSeconds,
  EMPTY_SCHEDULE,
  instant,
  type Measurement,
  membersOf,
  type RandomSource,
  subjectRef,
} from '@twinward/contract';
import { assimilate, quantile } from '@twinward/estimate';
import { circulation } from '@twinward/twins/patient';
import type { SteadyState } from '../circulation/steady-scenario.ts';

const START = instant(Date.UTC(2026, 0, 5));
/**
 * Seconds between readings, and how many there are: an hour of what a bedside monitor charts. Output goes with pulse pressure, of which the mean
 * of twelve readings errs by 1.6 mmHg, 4 % of 40, whatever is made of it; that of sixty by 0.7.
 */
const EVERY = 60;
const READINGS = 60;

/** What the twin sees, and the column of a steady state it is read from. */
const SEEN = [
  ['heart-rate', 'HR'],
  ['systolic', 'SBP'],
  ['diastolic', 'DBP'],
  ['central-venous', 'RAP'],
] as const;

/** What a twin says of cardiac output, L/min: its median and 90 % interval. */
export interface OutputEstimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** A twin that knows nothing of a person but an hour of heart rate and pressures, read with the errors that it expects of them. */
export function estimateOutput(
  truth: Pick<SteadyState, (typeof SEEN)[number][1]>,
  random: RandomSource,
): OutputEstimate {
  const subject = { ref: subjectRef('Patient/steady'), facts: {} };
  const size = membersOf(circulation.assimilation);
  const [prior, life, filter, errors] = ['prior', 'life', 'filter', 'errors'].map((label) =>
    random.derive(label),
  );
  let belief = circulation.initialise(subject, START, size, prior!);
  for (let i = 1; i <= READINGS; i++) {
    belief = circulation.advance(belief, addSeconds(START, EVERY * i), EMPTY_SCHEDULE, life!);
    const draws = errors!.draws(0, 0, i);
    const measurements = SEEN.map(([observable, column]): Measurement => {
      const { error } = circulation.observables.find(({ name }) => name === observable)!;
      const sd = error.kind === 'additive' ? error.sd : 0;
      return { observable, value: truth[column] + sd * draws.normal(), censored: null };
    });
    belief = assimilate(circulation, belief, measurements, filter!.derive(String(i))).belief;
  }
  const output = circulation.output(belief, 'cardiac-output');
  return {
    median: quantile(output, null, 0.5),
    low: quantile(output, null, 0.05),
    high: quantile(output, null, 0.95),
  };
}
