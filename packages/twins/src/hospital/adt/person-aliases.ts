import type { AdtEntry } from './adt-journal.ts';

/** Which person a merged one turned out to be. Merges count in the order in which they happened, whenever they became known. */
export class PersonAliases {
  /** What merges that are no longer kept as entries have left. */
  readonly #settled = new Map<string, string>();
  #merges: AdtEntry[] = [];
  #aliases = new Map<string, string>();

  /** The person that remains. */
  of(person: string): string {
    let found = person;
    for (let next = this.#aliases.get(found); next !== undefined; next = this.#aliases.get(found))
      found = next;
    return found;
  }

  /** A merge later than all others; persons whose remaining one has changed come back. */
  append(entry: AdtEntry): readonly string[] {
    this.#merges.push(entry);
    if (!this.#join(entry)) return [];
    const remaining = this.of(entry.event.into!);
    return [...this.#aliases.keys()].filter((person) => this.of(person) === remaining);
  }

  /** `merges` in the order in which they happened; persons whose remaining one has changed come back. */
  replace(merges: readonly AdtEntry[]): readonly string[] {
    const before = this.#aliases;
    const touched = new Set(before.keys());
    const old = new Map([...touched].map((person) => [person, this.of(person)]));
    this.#merges = [...merges];
    this.#aliases = new Map(this.#settled);
    for (const entry of this.#merges) {
      if (this.#join(entry)) touched.add(entry.event.person!);
    }
    return [...touched].filter((person) => (old.get(person) ?? person) !== this.of(person));
  }

  #join(entry: AdtEntry): boolean {
    const [from, into] = [entry.event.person!, entry.event.into!];
    entry.problem = null;
    if (entry.cancelled) return false;
    if (this.#aliases.has(from)) entry.problem = 'a merge of a patient who was merged before';
    else if (this.of(into) === from) entry.problem = 'a merge of a patient into themselves';
    else this.#aliases.set(from, into);
    return entry.problem === null;
  }

  /** Merges so long ago that nothing before them can come are kept for good. */
  settle(entry: AdtEntry): void {
    const { person, into } = entry.event;
    if (entry.problem === null && !entry.cancelled) this.#settled.set(person!, into!);
  }
}
