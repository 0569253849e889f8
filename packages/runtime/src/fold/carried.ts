import type { Instant, TwinModel } from '@twinward/contract';
import { advanceState } from './advance-state.ts';
import type { TwinState } from './twin-state.ts';

/**
 * A state as it stands at the present: that of a twin that feeds a course is carried to the last instant of its model's grid, since it
 * follows from what is done without any reading; every other is as its last reading left it.
 */
export function carried(model: TwinModel, state: TwinState, now: Instant): TwinState {
  if (model.feeds !== 'course' || state.closedAt !== null) return state;
  const step = model.horizon.step * 1000;
  return advanceState(model, state, (Math.floor(now / step) * step) as Instant);
}
