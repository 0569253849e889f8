// What is known of the ADT events of each hospital, kept from one call to the next, so that a cancellation finds what it means without reading all again.
import type { AdtEvent, Happened, SubjectRef } from '@twinward/contract';
import type { EventLog } from '@twinward/record';
import { AdtLedger } from '@twinward/twins/hospital';

/** Hospitals kept in memory; beyond it the one longest unused is read again when it is needed. */
const MOST_HOSPITALS = 32;

interface Page {
  readonly ledger: AdtLedger;
  readonly versions: Map<string, number>;
  readonly pending: Set<Promise<unknown>>;
}

/** The ADT events of hospitals, by the system that tells of them. */
export class HappeningBook {
  readonly #events: Pick<EventLog, 'readSubject'>;
  readonly #pages = new Map<string, Promise<Page>>();

  constructor(events: Pick<EventLog, 'readSubject'>) {
    this.#events = events;
  }

  /**
   * Works out what events add to the record of a hospital, each event once, and with it the withdrawal of what it cancels, and hands it to `commit`, which
   * makes it durable. The order in which events come makes no difference to where it ends. Throws as `checkAdtEvent` and `commit` do; nothing
   * counts as told then.
   */
  async tell<T>(
    subject: SubjectRef,
    system: string,
    events: readonly AdtEvent[],
    commit: (told: readonly Happened[]) => Promise<T>,
  ): Promise<T> {
    const name = `${subject}\u0000${system}`;
    const opened = this.#open(name, subject, system);
    const page = await opened;
    const forget = (): void => {
      if (this.#pages.get(name) === opened) this.#pages.set(name, this.#reread(page, subject, system));
    };
    const told: Happened[] = [];
    let repeated = false;
    try {
      repeated = happenedBy(page, subject, system, events, told);
    } catch (error) {
      forget();
      throw error;
    }
    if (repeated && page.pending.size > 0) {
      // What is repeated may not be durable yet: its sender is answered no sooner than it is, or it is told here.
      await Promise.all([...page.pending]);
      if (this.#pages.get(name) !== opened) return this.tell(subject, system, events, commit);
    }
    const done = commit(told);
    const settled = done.catch(() => undefined);
    page.pending.add(settled);
    void settled.then(() => page.pending.delete(settled));
    done.catch(forget);
    return done;
  }

  #open(name: string, subject: SubjectRef, system: string): Promise<Page> {
    const known = this.#pages.get(name);
    const page = known ?? this.#read(subject, system);
    this.#pages.delete(name);
    this.#pages.set(name, page);
    if (known === undefined) page.catch(() => this.#pages.delete(name));
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > MOST_HOSPITALS && oldest !== undefined) this.#pages.delete(oldest);
    return page;
  }

  /** After a commit that failed, what else was under way is waited for: only the record knows what of it stands. */
  async #reread({ pending }: Page, subject: SubjectRef, system: string): Promise<Page> {
    await Promise.allSettled([...pending]);
    return this.#read(subject, system);
  }

  async #read(subject: SubjectRef, system: string): Promise<Page> {
    const ledger = new AdtLedger(Number.POSITIVE_INFINITY);
    const versions = new Map<string, number>();
    for (const { event } of await this.#events.readSubject(subject, { kinds: ['adt'] })) {
      if (event.kind !== 'adt' || event.source.system !== system) continue;
      versions.set(event.source.id, Math.max(versions.get(event.source.id) ?? 0, event.source.version));
      ledger.take(event.event);
    }
    return { ledger, versions, pending: new Set() };
  }
}

/** Adds what events tell to `told`; whether one of them was known. */
function happenedBy(
  { ledger, versions }: Page,
  subject: SubjectRef,
  system: string,
  events: readonly AdtEvent[],
  told: Happened[],
): boolean {
  let repeated = false;
  const say = (event: AdtEvent, withdrawn: boolean): void => {
    const version = Math.max(event.version ?? 1, (versions.get(event.messageId) ?? 0) + 1);
    versions.set(event.messageId, version);
    told.push({ kind: 'adt', subject, event, source: { system, id: event.messageId, version }, withdrawn });
  };
  for (const event of events) {
    const taken = ledger.take(event);
    if (taken.result === 'duplicate') {
      repeated = true;
      continue;
    }
    say(event, false);
    if (!taken.stands) say(event, true);
    for (const gone of taken.withdrawn) say(gone, true);
    for (const back of taken.restored) say(back, false);
  }
  return repeated;
}
