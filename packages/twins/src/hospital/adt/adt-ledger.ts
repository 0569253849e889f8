import { type AdtEvent, checkAdtEvent } from '@twinward/contract';
import { AdtCensus } from './adt-census.ts';
import { type AdtEntry, AdtJournal, compareEvents } from './adt-journal.ts';
import { matchCancels } from './match-cancels.ts';
import { PersonAliases } from './person-aliases.ts';

/** Entries settled at a time. */
const BATCH = 256;
const DAY = 86_400_000;
const WINDOW = 14 * DAY;
/** Contradictions of the settled past, and messages that came after it, kept to be seen. */
const MOST_KEPT = 10_000;

/** What taking in an event did. */
export interface AdtTaken {
  /** `duplicate`: known before; `too-late`: before all that can still change. */
  readonly result: 'taken' | 'duplicate' | 'too-late';
  /** Events that count no longer, or again, because of this one; among the latter never the event itself. */
  readonly withdrawn: readonly AdtEvent[];
  readonly restored: readonly AdtEvent[];
  /** Whether the event itself counts, or was cancelled before it came. */
  readonly stands: boolean;
}

/** An event that contradicts what is known: set beside, in sight, with the reason. */
export interface AdtContradiction {
  readonly event: AdtEvent;
  readonly problem: string;
}

const NOTHING = { withdrawn: [], restored: [], stands: false } as const;

/**
 * Who is where, whatever the order in which messages come. Each event stands at the time at which it happened; one that comes late, is cancelled
 * or replaced takes the census back to the time before it, undoing event by event, and what happened later is applied again. So the census depends on
 * what was told, never on when.
 *
 * @example
 * const ledger = new AdtLedger();
 * const place = { unit: 'W3', room: '1', bed: 'A' };
 * ledger.take({ kind: 'admit', at: instant(0), messageId: 'm-1', person: 'p-1', visit: 'v-1', place });
 * ledger.census.occupied().get('W3'); // 1
 */
export class AdtLedger {
  readonly #window: number;
  readonly #journal = new AdtJournal();
  readonly #known = new Map<string, AdtEntry>();
  readonly #visits = new Map<string, AdtEntry[]>();
  readonly #persons = new Map<string, AdtEntry[]>();
  readonly #aliases = new PersonAliases();
  #merges: AdtEntry[] = [];
  readonly #late: AdtContradiction[] = [];
  readonly #census = new AdtCensus();
  #settledUntil = Number.NEGATIVE_INFINITY;

  /** `window`: milliseconds before the newest event in which the past can still change; 14 days unless said otherwise. */
  constructor(window: number = WINDOW) {
    this.#window = window;
  }

  /** Who is where now; not to be changed. */
  get census(): AdtCensus {
    return this.#census;
  }

  /** The person that remains after all merges. */
  personOf(person: string): string {
    return this.#aliases.of(person);
  }

  /** Everything that contradicts something, in the order in which it happened, then what came too late. */
  contradictions(): readonly AdtContradiction[] {
    const found = this.#journal.entries.flatMap(({ event, problem, cancelled }) =>
      problem === null || cancelled ? [] : [{ event, problem }],
    );
    return [...found, ...this.#late];
  }

  /** Takes in one event. Throws as `checkAdtEvent` does. */
  take(event: AdtEvent): AdtTaken {
    checkAdtEvent(event);
    const before = this.#known.get(event.messageId);
    if (before !== undefined && (before.event.version ?? 1) >= (event.version ?? 1))
      return { result: 'duplicate', ...NOTHING };
    if (event.at < this.#settledUntil) {
      this.#keep({ event, problem: 'it came after the time in which the past can change' });
      return { result: 'too-late', ...NOTHING };
    }
    const changed = new Map<AdtEntry, boolean>();
    const touch = (entry: AdtEntry): void => {
      if (!changed.has(entry)) changed.set(entry, entry.cancelled);
    };
    let from = this.#journal.length;
    if (before !== undefined) from = Math.min(from, this.#drop(before, touch));
    const entry: AdtEntry = {
      event,
      key: this.#keyOf(event),
      cancelled: false,
      problem: null,
      changes: null,
    };
    this.#known.set(event.messageId, entry);
    from = Math.min(from, this.#journal.insert(entry));
    if (event.person !== null) listOf(this.#persons, event.person).push(entry);
    if (entry.key !== null) {
      listOf(this.#visits, entry.key).push(entry);
      matchCancels(this.#visits.get(entry.key)!, touch);
    }
    if (event.kind === 'merge') this.#merges.splice(this.#placeOf(event), 0, entry);
    if (event.kind === 'merge' || before?.event.kind === 'merge') {
      const last = before === undefined && this.#merges.at(-1) === entry;
      this.#rekey(last ? this.#aliases.append(entry) : this.#aliases.replace(this.#merges), touch);
    }
    for (const [one, was] of changed) {
      if (one !== before && (one.cancelled !== was || one.event.visit === null))
        from = Math.min(from, this.#journal.indexOf(one.event));
    }
    this.#undoTo(from);
    this.#replay(from);
    this.#settle();
    const turned = [...changed].filter(
      ([one, was]) => one.cancelled !== was && one !== before && one !== entry,
    );
    return {
      result: 'taken',
      withdrawn: turned.filter(([one]) => one.cancelled).map(([one]) => one.event),
      restored: turned.filter(([one]) => !one.cancelled).map(([one]) => one.event),
      stands: !entry.cancelled,
    };
  }

  #keyOf({ kind, visit, person }: AdtEvent): string | null {
    if (kind === 'bed-status' || kind === 'merge') return null;
    return visit === null ? `person:${this.#aliases.of(person!)}` : `visit:${visit}`;
  }

  #otherOf({ other }: AdtEvent): string | null {
    if (other === undefined) return null;
    if (other.visit !== null) return `visit:${other.visit}`;
    return other.person === null ? null : `person:${this.#aliases.of(other.person)}`;
  }

  #keep(contradiction: AdtContradiction): void {
    this.#late.push(contradiction);
    if (this.#late.length > MOST_KEPT) this.#late.shift();
  }

  /** Takes an entry that is replaced out of everything; the place where it stood. */
  #drop(entry: AdtEntry, touch: (entry: AdtEntry) => void): number {
    const { event, key } = entry;
    this.#undoTo(this.#journal.indexOf(event));
    const index = this.#journal.remove(entry);
    remove(this.#persons.get(event.person ?? ''), entry);
    if (event.kind === 'merge') remove(this.#merges, entry);
    if (key !== null) {
      remove(this.#visits.get(key), entry);
      matchCancels(this.#visits.get(key) ?? [], touch);
    }
    return index;
  }

  #placeOf(merge: AdtEvent): number {
    return this.#merges.findLastIndex((one) => compareEvents(one.event, merge) < 0) + 1;
  }

  /** Events of persons without numbered visits move to the visit of the person that remains. */
  #rekey(persons: readonly string[], touch: (entry: AdtEntry) => void): void {
    const keys = new Set<string>();
    for (const person of persons) {
      for (const entry of this.#persons.get(person) ?? []) {
        const key = this.#keyOf(entry.event);
        if (key === entry.key || key === null || entry.key === null) continue;
        touch(entry);
        remove(this.#visits.get(entry.key), entry);
        keys.add(entry.key).add(key);
        entry.key = key;
        listOf(this.#visits, key).push(entry);
      }
    }
    for (const key of keys) matchCancels(this.#visits.get(key) ?? [], touch);
  }

  /** Applies all entries from an index on. */
  #replay(from: number): void {
    const { entries } = this.#journal;
    for (let at = from; at < entries.length; at++) {
      const entry = entries[at]!;
      const { event, key, cancelled } = entry;
      if (event.kind === 'cancel' || event.kind === 'merge') continue;
      entry.problem = cancelled
        ? null
        : this.#census.apply(event, key ?? '', event.person, this.#otherOf(event));
      entry.changes = cancelled ? null : this.#census.changes;
    }
  }

  /** Undoes all entries from an index on. */
  #undoTo(from: number): void {
    const { entries } = this.#journal;
    for (let at = entries.length - 1; at >= from; at--) {
      const entry = entries[at]!;
      if (entry.changes !== null) this.#census.undo(entry.changes);
      entry.changes = null;
    }
  }

  /** Lets go of entries that nothing can change any more. */
  #settle(): void {
    const { entries } = this.#journal;
    const newest = entries.at(-1)!.event.at;
    if (entries.length <= BATCH || entries[BATCH]!.event.at >= newest - this.#window) return;
    this.#settledUntil = entries[BATCH - 1]!.event.at + 1;
    for (const entry of this.#journal.shift(BATCH)) {
      const { event, key } = entry;
      this.#known.delete(event.messageId);
      if (key !== null && remove(this.#visits.get(key), entry) === 0) this.#visits.delete(key);
      if (event.person !== null && remove(this.#persons.get(event.person), entry) === 0)
        this.#persons.delete(event.person);
      if (event.kind === 'merge') {
        this.#aliases.settle(entry);
        remove(this.#merges, entry);
      }
      if (entry.problem !== null && !entry.cancelled) this.#keep({ event, problem: entry.problem });
    }
  }
}

function listOf(lists: Map<string, AdtEntry[]>, key: string): AdtEntry[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function remove(list: AdtEntry[] | undefined, entry: AdtEntry): number {
  const index = list?.indexOf(entry) ?? -1;
  if (index >= 0) list!.splice(index, 1);
  return list?.length ?? 0;
}
