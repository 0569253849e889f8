// Which readings and deeds of a subject have been corrected or retracted, and by what.
import { effectiveInstant, type RecordedEvent } from '@twinward/contract';
import { outranks, revises, sourceVersion, type Word } from './source-version.ts';

/**
 * The last word about every reading and deed that was ever revised. Few are, so this is small, and with it any event can be judged
 * without looking at others: it counts if nothing revised it, or if it is itself the last word and no retraction.
 */
export class Revisions {
  readonly #last = new Map<string, Word>();

  constructor(events: readonly RecordedEvent[] = []) {
    for (const recorded of events) this.add(recorded);
  }

  /** Takes note of an event, if it revises. */
  add(recorded: RecordedEvent): void {
    const source = sourceVersion(recorded.event);
    if (source === null || !revises(recorded.event)) return;
    const last = this.#last.get(source.key);
    const word = { seq: recorded.seq, version: source.version, retracted: source.retracted };
    if (last === undefined || outranks(word, last)) this.#last.set(source.key, word);
  }

  /** Whether an event counts, given all revisions noted. */
  stands(recorded: RecordedEvent): boolean {
    const source = sourceVersion(recorded.event);
    if (source === null) return true;
    const last = this.#last.get(source.key);
    if (last === undefined) return !source.retracted;
    return last.seq === recorded.seq && !source.retracted;
  }

  /** The events that count, by effective time, then sequence: the order in which they are folded. */
  resolve(events: readonly RecordedEvent[]): RecordedEvent[] {
    return events.filter((recorded) => this.stands(recorded)).sort(inFoldingOrder);
  }
}

/** By effective time, then sequence. */
export function inFoldingOrder(a: RecordedEvent, b: RecordedEvent): number {
  return effectiveInstant(a.event) - effectiveInstant(b.event) || a.seq - b.seq;
}
