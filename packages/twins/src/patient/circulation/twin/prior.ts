import type { Belief, Instant, RandomSource, Subject, SubjectFact } from '@twinward/contract';
import { exp } from '@twinward/simulate';
import { MMHG } from '../clinical-units.ts';
import { closedLoopEquations } from '../heart/closed-loop.ts';
import { LOOP_STATE } from '../heart/heart-loop.ts';
import { REFERENCE_START } from '../heart/reference-heart.ts';
import { AT, ESTIMATED, WIDTH } from './columns.ts';
import { settle } from './settle.ts';
import { HEALTHY_VALVES } from './treatment.ts';

/** Seconds in which the first beats come to rest; the reflex then takes that pressure for its set point. */
const FIRST_BEATS = 40;

/** Nothing need be known of a person before the first reading. */
export const FACTS: readonly SubjectFact[] = [];

const UNTREATED = { resistance: 1, contractility: 1, rate: 1, venous: 0, paced: null } as const;

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
    row[AT.aorticArea!] = HEALTHY_VALVES.aorticArea;
    row[AT.mitralLeak!] = HEALTHY_VALVES.mitralLeak;
    for (const name of closedLoopEquations.states) row[AT[name]!] = REFERENCE_START[name];
    row[AT[closedLoopEquations.states[LOOP_STATE.p_AR_SYS]!]!] = 85 * MMHG;
    comeToRest(row);
  }
  return { at, size, width: WIDTH, values, logWeights: null, structures: null };
}

/** Beats with the reflex held still, then takes the pressure that results for its set point. */
function comeToRest(row: Float64Array): void {
  const chunk = 4;
  row[AT.mean!] = 90;
  for (let t = 0; t < FIRST_BEATS; t += chunk) {
    row[AT.setPoint!] = row[AT.mean!]!;
    row[AT.beta!] = 0;
    row[AT.alpha!] = 0;
    row[AT.venous!] = 0;
    settle(row, UNTREATED, 0, chunk);
  }
  row[AT.setPoint!] = row[AT.mean!]!;
}
