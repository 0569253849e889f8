import { randomBytes } from 'node:crypto';
import type { Clock } from '@twinward/record';

const MOST = 10_000;

/** Things kept for a short while under a secret name, in memory, each taken once; the oldest go when there are too many. */
export class TimedTokens<T> {
  readonly #clock: Clock;
  readonly #seconds: number;
  readonly #kept = new Map<string, { readonly value: T; readonly until: number }>();

  constructor(clock: Clock, seconds: number) {
    this.#clock = clock;
    this.#seconds = seconds;
  }

  /** Keeps a value; its name are 256 random bits. */
  keep(value: T): string {
    const now = this.#clock.now();
    for (const [token, { until }] of this.#kept) {
      if (until > now && this.#kept.size < MOST) break;
      this.#kept.delete(token);
    }
    const token = randomBytes(32).toString('base64url');
    this.#kept.set(token, { value, until: now + this.#seconds * 1000 });
    return token;
  }

  /** The value of a name, which is spent with that; null for one that is none, or no longer. */
  take(token: string): T | null {
    const found = this.#kept.get(token);
    this.#kept.delete(token);
    return found !== undefined && found.until > this.#clock.now() ? found.value : null;
  }
}
