// Turns wall-clock readings into instants, row after row. In the hour that daylight saving repeats, one reading names two
// instants; the order of the rows, or better the transmitter's own clock, tells which.
import type { ZoneClock } from '@twinward/contract';

/** How a reading was placed: `certain`, or `ordered` by its neighbours in a repeated hour. */
export interface PlacedTime {
  readonly at: number;
  readonly placed: 'certain' | 'ordered';
}

interface Neighbour {
  readonly at: number;
  readonly transmitter: number;
}

/** The transmitter's clock is believed when it puts a reading this near to one of the two instants, milliseconds. */
const NEAR = 15 * 60_000;

/**
 * The instants of one file's rows. Within a stream (one device, one kind of reading), rows rise or fall in time; of two
 * possible instants the one is taken that the transmitter's clock points to, else the nearest that does not turn back.
 */
export class WallSequence {
  readonly #clock: ZoneClock;
  readonly #falling: boolean;
  readonly #last = new Map<number, Neighbour>();

  constructor(clock: ZoneClock, falling: boolean) {
    this.#clock = clock;
    this.#falling = falling;
  }

  /**
   * The instant of a reading, or null in a skipped hour. `transmitter` is the transmitter's clock in seconds, NaN if unknown.
   */
  place(stream: number, reading: number, transmitter: number): PlacedTime | null {
    const candidates = this.#clock.instants(reading);
    const first = candidates[0];
    if (first === undefined) return null;
    const second = candidates[1];
    const result: PlacedTime =
      second === undefined
        ? { at: first, placed: 'certain' }
        : this.#choose(first, second, this.#last.get(stream), transmitter);
    this.#last.set(stream, { at: result.at, transmitter });
    return result;
  }

  #choose(early: number, late: number, last: Neighbour | undefined, transmitter: number): PlacedTime {
    if (last !== undefined) {
      const told = last.at + (transmitter - last.transmitter) * 1000;
      const [fromEarly, fromLate] = [Math.abs(told - early), Math.abs(told - late)];
      if (Math.min(fromEarly, fromLate) <= NEAR && fromEarly !== fromLate) {
        return { at: fromEarly < fromLate ? early : late, placed: 'certain' };
      }
    }
    if (this.#falling) return { at: last === undefined || late <= last.at ? late : early, placed: 'ordered' };
    return { at: last === undefined || early >= last.at ? early : late, placed: 'ordered' };
  }
}
