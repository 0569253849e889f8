import type { Belief, Instant, RandomSource, Subject, SubjectFact } from '@twinward/contract';
import { exp } from '@twinward/simulate';
import { AT, ESTIMATED, WIDTH } from './columns.ts';
import { comeToRest } from './come-to-rest.ts';

/** Weight of an adult where it is not known: median in kg and spread of the logarithm. */
const WEIGHT = { median: 75, logSd: 0.2 } as const;
/** How sure a conduction delay is that is told: the standard deviation of its logarithm (chosen). */
const DELAY_SPREAD = 0.15;

/** Nothing need be known of a person before the first reading. */
export const FACTS: readonly SubjectFact[] = [
  { name: 'weight', label: 'Weight', unit: 'kg', required: false, minimum: 25, maximum: 350 },
  {
    name: 'wallDelay',
    label: 'Delay of the lateral wall (left bundle branch block: 80 to 120 ms)',
    unit: 'ms',
    required: false,
    minimum: 0,
    maximum: 150,
  },
];

/** The belief before any reading: parameters drawn from their priors, each member at rest by them. */
export function priorBelief(subject: Subject, at: Instant, size: number, random: RandomSource): Belief {
  const values = new Float64Array(size * WIDTH);
  for (let m = 0; m < size; m++) {
    const row = values.subarray(m * WIDTH, (m + 1) * WIDTH);
    const draws = random.draws(m, 0, 0);
    for (const { name, prior } of ESTIMATED) {
      const z = draws.normal();
      if (prior.kind === 'logNormal') row[AT[name]!] = prior.median * exp(prior.logSd * z);
      if (prior.kind === 'normal') row[AT[name]!] = prior.mean + prior.sd * z;
    }
    const weight = subject.facts.weight ?? WEIGHT.median * exp(WEIGHT.logSd * draws.normal());
    row[AT.weight!] = Number(weight);
    row[AT.wallDelay!] = Number(subject.facts.wallDelay ?? 0) * exp(DELAY_SPREAD * draws.normal());
    comeToRest(row);
  }
  return { at, size, width: WIDTH, values, logWeights: null, structures: null };
}
