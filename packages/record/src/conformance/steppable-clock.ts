// A clock that stands still until it is set, so that tests say when something became known.
import type { Instant } from '@twinward/contract';
import type { Clock } from '../ports/clock.ts';

/** A clock that is set by hand. */
export class SteppableClock implements Clock {
  #now: Instant;

  constructor(now: Instant) {
    this.#now = now;
  }

  now(): Instant {
    return this.#now;
  }

  set(now: Instant): void {
    this.#now = now;
  }
}
