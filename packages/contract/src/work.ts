import type { Belief } from './belief.ts';
import type { PathSet } from './forecast.ts';
import type { Instant } from './instant.ts';
import type { Schedule } from './schedule.ts';

/** A self-contained piece of simulation: whoever runs it, wherever, gets the same bytes. */
export interface WorkUnit {
  readonly model: string;
  readonly belief: Belief;
  readonly schedule: Schedule;
  /** [T] rising, after `belief.at`. */
  readonly times: readonly Instant[];
  readonly size: number;
  readonly seed: string;
}

/** The futures of all observables and outputs; weights are equal because `branch` resamples. */
export interface WorkResult {
  readonly paths: readonly PathSet[];
}

/** Runs work units: inline in tests, in worker threads on the server, in Web Workers in a browser. */
export interface WorkPool {
  run(unit: WorkUnit, signal?: AbortSignalLike): Promise<WorkResult>;
  close(): Promise<void>;
}

/** The part of the platform's AbortSignal that cancelling needs. */
export interface AbortSignalLike {
  readonly aborted: boolean;
}
