// Documents of services, in memory.
import type { StateEntry, StateRange, StateStore } from '../ports/state-store.ts';

/** The store of one process. Documents are kept as text, so that nobody changes them from outside. */
export class MemoryStateStore implements StateStore {
  readonly #kinds = new Map<string, Map<string, string>>();

  async put(entries: readonly StateEntry[]): Promise<void> {
    for (const { kind, key, value } of entries) {
      const documents = this.#kinds.get(kind) ?? new Map<string, string>();
      this.#kinds.set(kind, documents);
      if (value === null) documents.delete(key);
      else documents.set(key, JSON.stringify(value));
    }
  }

  async get(kind: string, key: string): Promise<unknown> {
    const text = this.#kinds.get(kind)?.get(key);
    return text === undefined ? null : JSON.parse(text);
  }

  async list(kind: string, { limit, ...range }: StateRange = {}): Promise<readonly StateEntry[]> {
    return this.#within(kind, range)
      .slice(0, limit)
      .map(([key, text]) => ({ kind, key, value: JSON.parse(text) }));
  }

  async clear(kind: string, range: Omit<StateRange, 'limit'>): Promise<void> {
    for (const [key] of this.#within(kind, range)) this.#kinds.get(kind)?.delete(key);
  }

  #within(kind: string, { from, before }: Omit<StateRange, 'limit'>): readonly (readonly [string, string])[] {
    return [...(this.#kinds.get(kind) ?? [])]
      .filter(([key]) => (from === undefined || key >= from) && (before === undefined || key < before))
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
