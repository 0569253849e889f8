import type { Instant } from '@twinward/contract';

const MOST = 100_000;

/** Names of tokens that were taken and have not run out: each is taken once. */
export class SeenTokens {
  readonly #until = new Map<string, number>();

  /** Takes a name; false if it was taken before, or if so many are in use that it cannot be known. */
  take(name: string, until: number, now: Instant): boolean {
    if (this.#until.has(name) && (this.#until.get(name) ?? 0) > now) return false;
    if (this.#until.size >= MOST) {
      for (const [known, end] of this.#until) if (end <= now) this.#until.delete(known);
      if (this.#until.size >= MOST) return false;
    }
    this.#until.set(name, until);
    return true;
  }
}
