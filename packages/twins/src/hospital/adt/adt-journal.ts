import type { AdtEvent } from '@twinward/contract';
import type { AdtChange } from './adt-book.ts';

/** An event in its place in time, with what is known of it besides. */
export interface AdtEntry {
  readonly event: AdtEvent;
  /** Of the visit; null where only a bed is meant. */
  key: string | null;
  /** Taken back by a later message. */
  cancelled: boolean;
  /** What it contradicts, in words. */
  problem: string | null;
  /** What it changed in the census, so that it can be undone; null while it is not applied. */
  changes: readonly AdtChange[] | null;
}

/** Negative if `a` happened before `b`: by time, then by when it was sent, then by its name, so that every order of arrival gives one order. */
export function compareEvents(a: AdtEvent, b: AdtEvent): number {
  return (
    a.at - b.at ||
    (a.sentAt ?? a.at) - (b.sentAt ?? b.at) ||
    (a.messageId < b.messageId ? -1 : a.messageId > b.messageId ? 1 : 0)
  );
}

/** Entries in the order in which things happened. */
export class AdtJournal {
  readonly #entries: AdtEntry[] = [];

  get entries(): readonly AdtEntry[] {
    return this.#entries;
  }

  get length(): number {
    return this.#entries.length;
  }

  /** The index at which an event stands or would stand. */
  indexOf(event: AdtEvent): number {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareEvents(this.#entries[middle]!.event, event) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Puts an entry in its place, which is returned. */
  insert(entry: AdtEntry): number {
    const index = this.indexOf(entry.event);
    if (index === this.#entries.length) this.#entries.push(entry);
    else this.#entries.splice(index, 0, entry);
    return index;
  }

  /** Takes an entry out of its place, which is returned. */
  remove(entry: AdtEntry): number {
    const index = this.indexOf(entry.event);
    this.#entries.splice(index, 1);
    return index;
  }

  /** Takes out the entries before an index. */
  shift(index: number): readonly AdtEntry[] {
    return this.#entries.splice(0, index);
  }
}
