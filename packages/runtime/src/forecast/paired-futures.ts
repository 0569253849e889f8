import {
  type AbortSignalLike,
  type Intervention,
  type TwinId,
  TwinwardError,
  type WorkResult,
} from '@twinward/contract';
import { type PairedDifference, pairedDifference } from '@twinward/estimate';
import type { TwinEntry } from '../actor/twin-entry.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import type { FuturesPlan } from './futures-plan.ts';
import { JointFutures, type StateOf } from './joint-futures.ts';
import { planAbove } from './run-futures-plan.ts';

/** One twin's futures without and with what is proposed, by the same draws. */
export interface PairedFutures {
  readonly entry: TwinEntry;
  readonly state: TwinState;
  readonly plan: FuturesPlan;
  readonly baseline: WorkResult;
  readonly branch: WorkResult;
  readonly differences: readonly PairedDifference[];
}

/** Which twins are run, and what is proposed for whom. */
export interface PairedPlans {
  /** The plan of each twin that takes part, without anything proposed; null for one that is not to be run. */
  readonly plans: ReadonlyMap<TwinId, FuturesPlan | null>;
  readonly proposed: ReadonlyMap<TwinId, readonly Intervention[]>;
  readonly stateOf: StateOf;
  readonly signal?: AbortSignalLike | undefined;
}

/**
 * Twins run twice from where they stand, without and with what is proposed, in the order in which they feed one another. What is
 * proposed for one reaches those it feeds, member by member; a twin nothing reaches is run once and differs by nothing. A twin that
 * cannot be run, or that has no plan, gives its error in its place; only a cancelled run throws.
 */
export async function pairedFutures(
  context: RuntimeContext,
  entries: readonly TwinEntry[],
  { plans, proposed, stateOf, signal }: PairedPlans,
): Promise<readonly (PairedFutures | TwinwardError)[]> {
  const longest = [...plans.values()].reduce(
    (a, b) => (a === null || (b !== null && ends(b) > ends(a)) ? b : a),
    null,
  );
  const planOf = (entry: TwinEntry, state: TwinState): FuturesPlan | null => {
    const own = plans.get(entry.opened.twin);
    return own === undefined && longest !== null ? planAbove(entry, state, longest) : (own ?? null);
  };
  const without = new JointFutures({ context, stateOf, planOf, signal });
  const acting = (entry: TwinEntry): readonly Intervention[] => proposed.get(entry.opened.twin) ?? [];
  const branched = new JointFutures({
    context,
    stateOf,
    planOf: (entry, state) => {
      const plan = planOf(entry, state);
      return plan === null ? null : { ...plan, proposed: acting(entry) };
    },
    signal,
    baseline: without,
  });
  const pairOf = async (entry: TwinEntry): Promise<PairedFutures | TwinwardError> => {
    try {
      const [own, branch] = await Promise.all([without.of(entry), branched.of(entry)]);
      if (own === null || branch === null)
        return new TwinwardError('scenario.invalid', 'the twin is not run');
      const { state, plan, result } = own;
      const differences = result.paths.map((set, i) =>
        pairedDifference(set, branch.result.paths[i]!, plan.times.length, null),
      );
      return { entry, state, plan, baseline: result, branch: branch.result, differences };
    } catch (error) {
      if (error instanceof TwinwardError && error.code !== 'run.cancelled') return error;
      throw error;
    }
  };
  return Promise.all(entries.map(pairOf));
}

function ends({ times }: FuturesPlan): number {
  return times.at(-1)!;
}
