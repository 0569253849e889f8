// Slows down whoever keeps failing: free tries first, then waits that double.
import { type Instant, TwinwardError } from '@twinward/contract';

interface Failures {
  count: number;
  last: number;
}

const LONGEST_WAIT = 15 * 60_000;
const FORGOTTEN_AFTER = 30 * 60_000;
const MOST_KEYS = 20_000;

/** Failures by key (a name, an address). After `free` failures each further one doubles the wait, from one second to 15 minutes. */
export class AttemptThrottle {
  readonly #free: number;
  readonly #failures = new Map<string, Failures>();

  constructor(free: number) {
    this.#free = free;
  }

  /** Counts an attempt, to be taken back by `succeed`; throws `auth.throttled` while its key has to wait. */
  attempt(key: string, now: Instant): void {
    const before = this.#failures.get(key);
    const count = before === undefined || now - before.last > FORGOTTEN_AFTER ? 0 : before.count;
    const wait = count < this.#free ? 0 : Math.min(1000 * 2 ** (count - this.#free), LONGEST_WAIT);
    const since = before === undefined ? Number.POSITIVE_INFINITY : now - before.last;
    if (since < wait) {
      throw new TwinwardError('auth.throttled', 'too many attempts', {
        retryAfter: Math.ceil((wait - since) / 1000),
        remedy: 'wait, then try again',
      });
    }
    this.#failures.delete(key);
    this.#failures.set(key, { count: count + 1, last: now });
    if (this.#failures.size > MOST_KEYS) {
      const oldest = this.#failures.keys().next().value;
      if (oldest !== undefined) this.#failures.delete(oldest);
    }
  }

  /** Takes back one attempt that turned out to be no failure. */
  takeBack(key: string): void {
    const failures = this.#failures.get(key);
    if (failures !== undefined) failures.count--;
  }

  /** Forgets the failures of a key. */
  succeed(key: string): void {
    this.#failures.delete(key);
  }
}
