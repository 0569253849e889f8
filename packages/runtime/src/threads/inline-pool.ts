import { type AbortSignalLike, type FoldUnit, TwinwardError, type WorkPool } from '@twinward/contract';
import { runFutures } from '@twinward/estimate';
import { foldUnit } from '../fold/fold-event.ts';
import type { ModelRegistry } from '../model-registry.ts';

/** Runs work units on the calling thread: for tests, examples and small programs. */
export function inlinePool(registry: ModelRegistry): WorkPool {
  return {
    run: async (unit, signal) => runFutures(unit, registry.get(unit.model), signal),
    fold: async (unit: FoldUnit, signal?: AbortSignalLike): Promise<Uint8Array> => {
      if (signal?.aborted === true) throw new TwinwardError('run.cancelled', 'the run was cancelled');
      return foldUnit(unit, registry.get(unit.model));
    },
    close: async () => undefined,
  };
}
