import type { Belief, Instant, RandomSource, Subject, SubjectFact } from '@twinward/contract';
import { exp } from '@twinward/simulate';
import { AT, ESTIMATED, WIDTH } from './columns.ts';
import { comeToRest } from './come-to-rest.ts';

/** Nothing need be known of a person before the first reading. */
export const FACTS: readonly SubjectFact[] = [];

/** The belief before any reading: parameters drawn from their priors, each member at rest by them. */
export function priorBelief(_subject: Subject, at: Instant, size: number, random: RandomSource): Belief {
  const values = new Float64Array(size * WIDTH);
  for (let m = 0; m < size; m++) {
    const row = values.subarray(m * WIDTH, (m + 1) * WIDTH);
    const draws = random.draws(m, 0, 0);
    for (const { name, prior } of ESTIMATED) {
      const z = draws.normal();
      if (prior.kind === 'logNormal') row[AT[name]!] = prior.median * exp(prior.logSd * z);
      if (prior.kind === 'normal') row[AT[name]!] = prior.mean + prior.sd * z;
    }
    comeToRest(row);
  }
  return { at, size, width: WIDTH, values, logWeights: null, structures: null };
}
