import { TwinwardError } from '@twinward/contract';

/** Intervals below this share of the time are near those that rounding no longer tells apart. */
const NEAR = 1e-10;
/** Each interval is at most this share of the one before. */
const SHRINKS = 0.95;
/** So many such intervals in a row have no end. */
const MOST = 3;

interface Last {
  at: number;
  interval: number;
  crowded: number;
}

/**
 * Notices events whose instants crowd towards one (Zeno behaviour: a ball that bounces ever faster comes to rest after infinitely many
 * bounces). Beyond that instant a model says nothing, and a simulation would go through the floor.
 */
export class EventCrowding {
  readonly #last = new Map<string, Last>();

  /** An event happened. Throws `solver.failed` naming it if its intervals go on shrinking within rounding. */
  note(name: string, t: number): void {
    const last = this.#last.get(name);
    if (last === undefined) {
      this.#last.set(name, { at: t, interval: Number.POSITIVE_INFINITY, crowded: 0 });
      return;
    }
    const interval = t - last.at;
    if (interval === 0) return;
    const crowds = interval <= NEAR * Math.abs(t) && interval <= SHRINKS * last.interval;
    last.crowded = crowds ? last.crowded + 1 : 0;
    last.at = t;
    last.interval = interval;
    if (last.crowded < MOST) return;
    throw new TwinwardError('solver.failed', `event "${name}" happens ever faster up to t = ${t}`, {
      field: name,
      remedy: 'end the run before, or let another event end what it does',
    });
  }
}
