import { type RandomSource, TwinwardError } from '@twinward/contract';
import { philox } from '../random/philox.ts';
import type { HybridEvent } from './hybrid-model.ts';
import { STREAM } from './keyed-draws.ts';

/** An execution that waits. */
interface Waiting {
  readonly event: number;
  readonly due: number;
  /** Values settled at the time of the trigger, or null to be settled when carried out. */
  readonly values: Float64Array | null;
}

/** What the queue asks of whoever holds the state. */
export interface EventWorld {
  /** Truth of every trigger now. */
  triggers(): readonly boolean[];
  delay(event: number): number;
  /** NaN for an event without priority. */
  priority(event: number): number;
  values(event: number): Float64Array;
  assign(event: number, values: Float64Array): void;
}

/** Executions at one instant after which a model is called stuck. */
const MOST_AT_ONCE = 10_000;

/**
 * Triggers, delays, priorities and persistence, by the rules of SBML Level 3 Version 2, section 4.12.6: after every single
 * execution all triggers are looked at again; what becomes due joins those that wait; the highest priority goes first, equal
 * ones in an order drawn from the seed.
 */
export class EventQueue {
  readonly #events: readonly HybridEvent[];
  readonly #world: EventWorld;
  readonly #source: RandomSource;
  readonly #member: number;
  #was: boolean[];
  #waiting: Waiting[] = [];
  #drawn = 0;

  constructor(events: readonly HybridEvent[], world: EventWorld, seed: string, member = 0) {
    this.#events = events;
    this.#world = world;
    this.#source = philox(seed);
    this.#member = member;
    this.#was = events.map((event) => event.initialValue);
  }

  /** When the next execution is due; Infinity if none waits. */
  nextDue(): number {
    return this.#waiting.reduce((least, { due }) => Math.min(least, due), Number.POSITIVE_INFINITY);
  }

  /** Truth of every trigger when they were last looked at. */
  get was(): readonly boolean[] {
    return this.#was;
  }

  /** Looks at the triggers at `t` and carries out all that is due; returns the names of what was carried out. */
  settle(t: number): readonly string[] {
    const done: string[] = [];
    this.#look(t);
    for (;;) {
      const next = this.#choose(t);
      if (next === null) return done;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#world.assign(next.event, next.values ?? this.#world.values(next.event));
      done.push(this.#events[next.event]!.name);
      if (done.length > MOST_AT_ONCE) {
        throw new TwinwardError(
          'solver.failed',
          `event "${this.#events[next.event]!.name}" goes on triggering at t = ${t}`,
          { field: this.#events[next.event]!.name, remedy: 'let its assignments make its trigger false' },
        );
      }
      this.#look(t);
    }
  }

  #look(t: number): void {
    const now = this.#world.triggers();
    this.#events.forEach((event, index) => {
      if (now[index] === this.#was[index]) return;
      if (now[index] === true) {
        const delay = event.delay === undefined ? 0 : this.#world.delay(index);
        if (!(delay >= 0)) {
          throw new TwinwardError(
            'solver.failed',
            `the delay of event "${event.name}" is ${delay} at t = ${t}`,
            {
              field: event.name,
              remedy: 'a delay is 0 or more',
            },
          );
        }
        const values = event.useValuesFromTriggerTime ? this.#world.values(index) : null;
        this.#waiting.push({ event: index, due: t + delay, values });
      } else if (!event.persistent) {
        this.#waiting = this.#waiting.filter((waiting) => waiting.event !== index);
      }
    });
    this.#was = [...now];
  }

  #choose(t: number): Waiting | null {
    const due = this.#waiting.filter((waiting) => waiting.due <= t);
    if (due.length <= 1) return due[0] ?? null;
    const ranked = due.map((waiting) => {
      const priority = this.#world.priority(waiting.event);
      return { waiting, priority: Number.isNaN(priority) ? Number.NEGATIVE_INFINITY : priority };
    });
    const highest = ranked.reduce((most, { priority }) => Math.max(most, priority), Number.NEGATIVE_INFINITY);
    const first = ranked.filter(({ priority }) => priority === highest);
    const pick = Math.floor(
      this.#source.draws(this.#member, STREAM.order, this.#drawn++).uniform() * first.length,
    );
    return first[pick]!.waiting;
  }
}
