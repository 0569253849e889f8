import type { AdtEvent, TwinModel } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { advanceState } from './advance-state.ts';
import type { TwinState } from './twin-state.ts';

/** The state after something that happened at or after its belief's instant: advanced to it, then taken in by the model's own rule. */
export function takeHappening(model: TwinModel, state: TwinState, event: AdtEvent, seq: number): TwinState {
  const advanced = advanceState(model, state, event.at);
  const random = philox(state.seed).derive(`happening ${advanced.edge.count}`);
  return {
    ...advanced,
    belief: model.happen!(advanced.belief, event, random),
    seq: Math.max(advanced.seq, seq),
    edge: { seq, count: advanced.edge.count + 1 },
    lastObservedAt: event.at,
  };
}
