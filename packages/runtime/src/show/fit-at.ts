import { type FitState, formatInstant, type Instant, type TwinModel } from '@twinward/contract';
import { judgeFit } from '@twinward/estimate';
import { innovationsOf } from '../fold/take-reading.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { FitView } from '../views/fit-view.ts';

/** Whether a twin fits at an instant at or after its belief: as it was judged at its last reading, unless it has fallen silent since. */
export function fitAt(model: TwinModel, state: TwinState, now: Instant): FitState {
  const { warmUp, window, stale } = model.fit;
  const { lastObservedAt } = state;
  if (lastObservedAt === null || now - lastObservedAt <= stale * 1000) return state.fit;
  const innovations = innovationsOf(model, state.innovations, Math.max(warmUp, window));
  return judgeFit(model.fit, innovations, lastObservedAt, now, state.fit, []);
}

/** A fit state as people are shown it. */
export function fitView(fit: FitState): FitView {
  return {
    kind: fit.kind,
    reason: fit.kind === 'fits' ? null : fit.reason,
    since: fit.kind === 'abstains' ? formatInstant(fit.since) : null,
  };
}
