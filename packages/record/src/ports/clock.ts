import type { Instant } from '@twinward/contract';

/** The time of day, as a port, so that tests and replays can stand still. */
export interface Clock {
  now(): Instant;
}
