import { type AbortSignalLike, TwinwardError } from '@twinward/contract';
import { seedFrom } from '../random/seed-from.ts';
import type { ProcessModel } from './process-model.ts';
import { ProcessSimulation } from './process-simulation.ts';
import type { ProcessSummary } from './process-statistics.ts';

/** Slices of a replication between which it can be cancelled. */
const SLICES = 16;

/**
 * Replications `first` to `first + count - 1` of a model: plain data that passes to a worker as it is. However a number of
 * replications is split into units, they come to the same.
 */
export interface ReplicationUnit {
  readonly model: ProcessModel;
  /** Replication n draws from the seed that follows from this one and n; the same in every scenario. */
  readonly seed: string;
  readonly first: number;
  readonly count: number;
  /** When each ends, and from when on its statistics count; 0 unless said. */
  readonly until: number;
  readonly warmUp?: number;
}

/**
 * Runs independent replications and summarises each. Throws `run.cancelled` soon after the signal says so.
 *
 * @example
 * const model = processModel({
 *   resources: { bed: { capacity: 3 } },
 *   sources: { patient: { every: exponential(1), process: process().seize({ bed: 1 }).delay(exponential(2)) } },
 * });
 * const runs = runReplications({ model, seed: '00000000000000ff', first: 0, count: 20, until: 2000, warmUp: 200 });
 * overReplications(runs, (run) => run.resources.bed.busy).mean; // 2.0
 */
export function runReplications(
  unit: ReplicationUnit,
  options: { readonly signal?: AbortSignalLike; readonly progress?: (done: number, of: number) => void } = {},
): readonly ProcessSummary[] {
  const { model, seed, first, count, until, warmUp = 0 } = unit;
  const summaries: ProcessSummary[] = [];
  let simulation: ProcessSimulation | null = null;
  for (let n = first; n < first + count; n++) {
    const own = seedFrom(seed, 'replication', n);
    if (simulation === null) simulation = new ProcessSimulation(model, { seed: own, warmUp });
    else simulation.restart(own);
    for (let slice = 1; slice <= SLICES; slice++) {
      if (options.signal?.aborted) {
        throw new TwinwardError('run.cancelled', `cancelled in replication ${n}`, { field: 'signal' });
      }
      simulation.advance((until * slice) / SLICES);
    }
    summaries.push(simulation.summary());
    options.progress?.(summaries.length, count);
  }
  return summaries;
}

/** A mean over replications and how sure it is. */
export interface ReplicationMean {
  readonly mean: number;
  /** Standard error of the mean; NaN of a single replication. */
  readonly standardError: number;
  readonly count: number;
}

/** The mean of a figure over replications; those where it is not a number, such as the wait of nobody, do not count. */
export function overReplications<Run = ProcessSummary>(
  runs: readonly Run[],
  figure: (run: Run) => number,
): ReplicationMean {
  const values = runs.map(figure).filter((value) => !Number.isNaN(value));
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (count - 1) / count), count };
}
