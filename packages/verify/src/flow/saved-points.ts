import { createHash } from 'node:crypto';
import { eventLogBytes, type ProcessModel, ProcessSimulation, philox } from '@twinward/simulate';

/** A piece of work: points of one run at which it is saved and restored. */
export interface SavedPoints {
  readonly model: ProcessModel;
  readonly seed: string;
  readonly until: number;
  readonly first: number;
  readonly count: number;
}

/** For each random point the hash of the events before and after, as `run(0 -> T)` should give them. */
export function savedPoints({ model, seed, until, first, count }: SavedPoints): readonly string[] {
  const hashes: string[] = [];
  for (let n = first; n < first + count; n++) {
    const at = until * philox(seed).draws(n, 1, 0).uniform();
    const before = new ProcessSimulation(model, { seed, log: true });
    before.advance(at);
    const after = ProcessSimulation.restore(model, before.snapshot(), { log: true });
    after.advance(until);
    hashes.push(hashOf([before, after]));
  }
  return hashes;
}

/** The hash of the events of runs, one after the other. */
export function hashOf(runs: readonly ProcessSimulation[]): string {
  const hash = createHash('sha256');
  for (const run of runs) hash.update(eventLogBytes(run.takeLog()));
  return hash.digest('hex');
}
