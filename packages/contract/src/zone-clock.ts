// What a wall clock in a zone shows, from the time zone rules of the platform (Intl), quickly enough for millions of rows.
import { TwinwardError } from './errors.ts';

const DAY = 86_400_000;

/** The offset of one UTC day: constant, or changing once within it. */
interface DayOffsets {
  readonly before: number;
  readonly after: number;
  /** First instant at which `after` holds; the end of the day when nothing changes. */
  readonly switchAt: number;
}

/** A wall clock in one IANA zone. Times outside the years 1900 to 2200 are the caller's to refuse. */
export class ZoneClock {
  readonly zone: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #days = new Map<number, DayOffsets>();

  /** Throws `time.invalid` naming `zone` for a name the platform's time zone rules do not know. */
  constructor(zone: string) {
    this.zone = zone;
    try {
      this.#format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      throw new TwinwardError('time.invalid', 'the time zone is not known', {
        field: 'zone',
        remedy: 'give an IANA name, for example Europe/Dublin or America/New_York',
      });
    }
  }

  /**
   * The instants at which the clock shows a reading (milliseconds counted as if it were UTC), earliest first: one as a rule,
   * none in the hour skipped when daylight saving begins, two in the hour repeated when it ends.
   */
  instants(reading: number): readonly number[] {
    const early = reading - this.#offset(reading - DAY);
    const late = reading - this.#offset(reading + DAY);
    const found: number[] = [];
    if (early + this.#offset(early) === reading) found.push(early);
    if (late !== early && late + this.#offset(late) === reading) found.push(late);
    return found.length === 2 && found[0]! > found[1]! ? found.reverse() : found;
  }

  /** The first instant at which the clock shows a reading; of one that is skipped, as much later as the clock is put forward. */
  instant(reading: number): number {
    return this.instants(reading)[0] ?? reading - this.#offset(reading - DAY);
  }

  #offset(at: number): number {
    const day = Math.floor(at / DAY);
    let offsets = this.#days.get(day);
    if (offsets === undefined) {
      offsets = this.#study(day * DAY);
      if (this.#days.size >= 20_000) this.#days.clear();
      this.#days.set(day, offsets);
    }
    return at < offsets.switchAt ? offsets.before : offsets.after;
  }

  #study(start: number): DayOffsets {
    const before = this.#measure(start);
    const after = this.#measure(start + DAY);
    let [low, high] = [start, start + DAY];
    if (before !== after) {
      while (high - low > 1000) {
        const middle = low + Math.floor((high - low) / 2000) * 1000;
        if (this.#measure(middle) === before) low = middle;
        else high = middle;
      }
    }
    return { before, after, switchAt: high };
  }

  #measure(at: number): number {
    const parts: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(at)) parts[type] = Number(value);
    const { year, month, day, hour, minute, second } = parts;
    return Date.UTC(year!, month! - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
  }
}
