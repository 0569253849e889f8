import type { Instant, Measurement } from '@twinward/contract';

/** A reading as forecasts are scored against it: what came, in the observable's unit, with its place in the record. */
export interface Truth extends Measurement {
  readonly seq: number;
  readonly at: Instant;
}
