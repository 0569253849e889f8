import type { Instant } from '@twinward/contract';
import type { StateStore } from '@twinward/record';

const MOST = 100_000;

const KIND = 'signed-token-taken';

/** Names of tokens that were taken and have not run out: each is taken once, also over a restart. */
export class SeenTokens {
  readonly #states: StateStore;
  readonly #until: Map<string, number>;

  private constructor(states: StateStore, until: Map<string, number>) {
    this.#states = states;
    this.#until = until;
  }

  static async open(states: StateStore): Promise<SeenTokens> {
    const taken = await states.list(KIND);
    return new SeenTokens(states, new Map(taken.map(({ key, value }) => [key, Number(value)])));
  }

  /** Takes a name; false if it was taken before, or if so many are in use that it cannot be known. Comes back once that is durable. */
  async take(name: string, until: number, now: Instant): Promise<boolean> {
    if ((this.#until.get(name) ?? 0) > now) return false;
    const over: string[] = [];
    // They run out about in the order they came: a look at the oldest is enough.
    for (const [known, end] of this.#until) {
      if (end > now) break;
      over.push(known);
    }
    for (const known of over) this.#until.delete(known);
    if (this.#until.size >= MOST) return false;
    this.#until.set(name, until);
    await this.#states.put([
      ...over.filter((key) => key !== name).map((key) => ({ kind: KIND, key, value: null })),
      { kind: KIND, key: name, value: until },
    ]);
    return true;
  }
}
