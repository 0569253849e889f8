import type { AbortSignalLike, WorkPool, WorkResult, WorkUnit } from '@twinward/contract';
import { runFutures } from '@twinward/estimate';
import type { ModelRegistry } from '../model-registry.ts';

/** Runs work units on the calling thread: for tests, examples and small programs. */
export function inlinePool(registry: ModelRegistry): WorkPool {
  return {
    run: async (unit: WorkUnit, signal?: AbortSignalLike): Promise<WorkResult> =>
      runFutures(unit, registry.get(unit.model), signal),
    close: async () => undefined,
  };
}
