// Feeds the demo's lives into the record, past and present, by the same commands as anyone.
import { addSeconds, type Instant, instant, TwinwardError } from '@twinward/contract';
import type { AuditRow, Clock, TwinRecord } from '@twinward/record';
import type { Opening, TwinRuntime } from '@twinward/runtime';
import type { DemoPerson, LifeEvent } from './demo-person.ts';

const BATCH = 1000;
/** Seconds of absence beyond which what was missed stays missed. */
const CATCH_UP = 3 * 86_400;
/** Milliseconds between looks, of the wall clock. */
const LOOK_EVERY = 1000;
/** Seconds of the past fed at one look, and twins that may still fold meanwhile. */
const STRETCH = 3600;
const MOST_LAGGING = 2;

/** What the feeder works with. */
export interface FeederSources {
  readonly runtime: TwinRuntime;
  readonly record: TwinRecord;
  readonly clock: Clock;
  /** Told when an event could not be fed; it is tried again. */
  onTrouble(error: unknown): void;
}

/** The demo's hand. */
export class DemoFeeder {
  readonly #people: readonly DemoPerson[];
  readonly #sources: FeederSources;
  readonly #fed = new Map<DemoPerson, Instant>();
  readonly #unsent = new Map<DemoPerson, readonly LifeEvent[]>();
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;

  constructor(people: readonly DemoPerson[], sources: FeederSources) {
    this.#people = people;
    this.#sources = sources;
  }

  /**
   * Opens the twins that are not there yet and feeds what has happened until now. Cut short, it goes on where it was: everything
   * fed bears a name by which the record recognises it.
   */
  async seed(onProgress: (done: number, of: number) => void): Promise<void> {
    let done = 0;
    for (const person of this.#people) {
      for (const opening of [person.opening, ...(person.besides ?? [])]) await this.#open(person, opening);
      this.#fed.set(person, await this.#lastKnown(person));
      if (person.behind !== true) await this.#feed(person, this.#sources.clock.now());
      onProgress(++done, this.#people.length);
    }
  }

  /** Goes on feeding as time passes, until closed. */
  start(): void {
    this.#timer = setInterval(() => {
      this.#running ??= this.#feedAll().finally(() => {
        this.#running = null;
      });
    }, LOOK_EVERY).unref();
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#running;
  }

  async #feedAll(): Promise<void> {
    const now = this.#sources.clock.now();
    for (const person of this.#people) {
      try {
        if (person.behind === true) await this.#catchUp(person, now);
        else await this.#feed(person, now);
      } catch (error) {
        this.#sources.onTrouble(error);
        return;
      }
    }
  }

  /** A stretch of the past at a time, and only while the twins keep up, so that whoever looks meanwhile is not kept waiting. */
  async #catchUp(person: DemoPerson, now: Instant): Promise<void> {
    const next = addSeconds(this.#fed.get(person) ?? person.begins, STRETCH);
    if (next < now && this.#sources.runtime.metrics().lagging > MOST_LAGGING) return;
    await this.#feed(person, next < now ? next : now);
  }

  async #feed(person: DemoPerson, to: Instant): Promise<void> {
    const events = [
      ...(this.#unsent.get(person) ?? []),
      ...person.between(this.#fed.get(person) ?? person.begins, to),
    ];
    this.#fed.set(person, to);
    for (let at = 0; at < events.length; at += BATCH) {
      this.#unsent.set(person, events.slice(at));
      const batch = events.slice(at, at + BATCH);
      await this.#sources.runtime.record(batch, [this.#auditRow('recordEvents', person)]);
    }
    this.#unsent.delete(person);
    person.fed();
  }

  async #open(person: DemoPerson, opening: Opening): Promise<void> {
    try {
      await this.#sources.runtime.openTwin(opening, [this.#auditRow('openTwin', person)]);
    } catch (error) {
      if (!(error instanceof TwinwardError && error.code === 'resource.conflict')) throw error;
    }
  }

  /** Where feeding goes on: a little before the last reading, so that nothing done about that time is missed. */
  async #lastKnown(person: DemoPerson): Promise<Instant> {
    const { subject } = person.opening;
    const [last] = await this.#sources.record.events.readSubject(subject, {
      kinds: ['observation'],
      latest: 1,
    });
    const before = instant(person.begins - 1);
    if (last?.event.kind !== 'observation') return before;
    const resume = addSeconds(last.event.observation.effectiveAt, -1);
    return instant(Math.max(before, resume, addSeconds(this.#sources.clock.now(), -CATCH_UP)));
  }

  #auditRow(action: string, person: DemoPerson): AuditRow {
    return {
      at: this.#sources.clock.now(),
      actor: 'demo-feeder',
      role: 'engineer',
      action,
      target: person.opening.subject,
      allowed: true,
      reason: 'the demo feeds its own people',
      request: 'demo',
    };
  }
}
