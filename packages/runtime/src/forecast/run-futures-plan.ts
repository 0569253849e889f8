// Futures of a twin with everything that acts on it: what is scheduled, what is proposed, what coupled twins will feed it.
import type { AbortSignalLike, WorkResult } from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { type FuturesPlan, futuresSeed, gridFrom } from './futures-plan.ts';
import { abstention, JointFutures, type StateOf } from './joint-futures.ts';

/** Runs the futures of one twin, and of those that feed it as far ahead as its own reach. */
export async function runFuturesPlan(
  context: RuntimeContext,
  entry: TwinEntry,
  state: TwinState,
  plan: FuturesPlan,
  stateOf: StateOf,
  signal?: AbortSignalLike,
): Promise<WorkResult> {
  const joint = new JointFutures({
    context,
    stateOf: async (other) => (other === entry ? state : stateOf(other)),
    planOf: (other, above) => (other === entry ? plan : planAbove(other, above, plan)),
    signal,
  });
  return (await joint.of(entry))!.result;
}

/** The plan of a twin that feeds another, up to where the other's ends; null if it stands there already, or abstains. */
export function planAbove(entry: TwinEntry, above: TwinState, plan: FuturesPlan): FuturesPlan | null {
  const last = plan.times.at(-1)!;
  const { at } = above.belief;
  if (last <= at || abstention(entry, above, at) !== null) return null;
  return {
    times: gridFrom(entry.model, at, (last - at) / 1000),
    size: plan.size,
    seed: futuresSeed(above),
    proposed: [],
    blind: false,
  };
}
