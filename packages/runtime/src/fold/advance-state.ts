import type { Instant, TwinModel } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { scheduleAt, stillActing } from './schedule-at.ts';
import type { Feeding, TwinState } from './twin-state.ts';

/** A state carried to a later instant: what lay ahead and has begun before it is taken in, what has faded is forgotten. */
export function advanceState(model: TwinModel, state: TwinState, to: Instant): TwinState {
  const { belief } = state;
  if (to <= belief.at) return state;
  const random = philox(state.seed).derive('advance');
  const advanced = model.advance(belief, to, scheduleAt(model, state, to, belief.size), random);
  return settled(model, state, { ...state, belief: advanced, edge: { seq: 0, count: 0 } });
}

/**
 * The bookkeeping of a state whose belief has moved on: counts what began between the two beliefs, and forgets interventions past
 * the model's memory and fed values that later ones replaced.
 */
export function settled(model: TwinModel, before: TwinState, after: TwinState): TwinState {
  const [from, to] = [before.belief.at, after.belief.at];
  const begun = before.acting.filter(
    ({ intervention: { effectiveAt } }) => effectiveAt >= from && effectiveAt < to,
  );
  const fed = before.feeding.filter(({ at }) => at >= from && at < to);
  return {
    ...after,
    seq: [...begun, ...fed].reduce((seq, taken) => Math.max(seq, taken.seq), before.seq),
    acting: stillActing(model, before.acting, to),
    feeding: before.feeding.filter((f) => f.at >= to || latestPast(before.feeding, f, to)),
    counts: {
      ...before.counts,
      interventions: before.counts.interventions + begun.length,
      inputs: before.counts.inputs + fed.length,
    },
  };
}

function latestPast(feeding: readonly Feeding[], fed: Feeding, to: Instant): boolean {
  return feeding.findLast((other) => other.input === fed.input && other.at < to) === fed;
}
