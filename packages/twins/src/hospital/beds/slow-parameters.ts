import type { RandomSource } from '@twinward/contract';
import { drawGamma } from '@twinward/simulate';
import type { BedState } from './bed-state.ts';

/** What multiplies all rates of arrival, and all hazards of leaving, in a member. */
export interface SlowParameters {
  readonly demand: number;
  readonly pace: number;
}

/** What is not known for certain, drawn for a member: as sure as what was learnt is much. */
export function slowParameters(state: BedState, random: RandomSource, member: number): SlowParameters {
  const [arrivals, stays] = [state.arrivals.evidence(), state.stays.evidence()];
  const draws = random.draws(member, 0, 0);
  return { demand: drawGamma(draws, arrivals, 1 / arrivals), pace: drawGamma(draws, stays, 1 / stays) };
}
