import { TwinwardError, ZoneClock } from '@twinward/contract';
import type { HospitalModel, HospitalTimeUnit } from '../model/hospital-model.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** Milliseconds of the units of time of a model. */
export const UNIT_LENGTH: Readonly<Record<HospitalTimeUnit, number>> = {
  min: MINUTE,
  h: 60 * MINUTE,
  d: DAY,
};

/** A Monday, for models that name no date. */
const SOME_MONDAY = '2024-01-01T00:00';

/**
 * The clock on the wall of a hospital: which time of a run, in the model's unit, is a local time of day. Where the zone puts
 * clocks forward, a time that is skipped means as much later; where it puts them back, a time that comes twice means the first.
 */
export class WallClock {
  /** Lengths in the model's unit. */
  readonly hour: number;
  readonly day: number;
  /** Whether all days are alike, so that weeks repeat. */
  readonly uniform: boolean;
  /** Milliseconds of a unit of time. */
  readonly #length: number;
  /** Local midnight of the first day, as if it were UTC. */
  readonly #midnight: number;
  readonly #start: number;
  readonly #zone: ZoneClock | null;

  constructor({ unit, start = SOME_MONDAY, zone = 'UTC' }: HospitalModel['time']) {
    const local = Date.parse(`${start}Z`);
    if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 16) !== start)
      throw refusal('time.start', `"${start}" is no date and time`, 'write it as 2026-03-02T00:00');
    this.#length = UNIT_LENGTH[unit];
    this.hour = (60 * MINUTE) / this.#length;
    this.day = DAY / this.#length;
    this.uniform = zone === 'UTC';
    try {
      this.#zone = this.uniform ? null : new ZoneClock(zone);
    } catch {
      throw refusal('time.zone', `"${zone}" is no time zone`, 'write an IANA name, as Europe/Dublin');
    }
    this.#midnight = Math.floor(local / DAY) * DAY;
    this.#start = this.#instant(local);
  }

  /** 0 for Monday to 6 for Sunday, of the n-th day from the first, which is 0. */
  weekday(n: number): number {
    return (((new Date(this.#midnight).getUTCDay() + 6 + n) % 7) + 7) % 7;
  }

  /** The time of the run at which it is so many minutes after local midnight of the n-th day; negative before the start. */
  timeOf(n: number, minutes: number): number {
    return (this.#instant(this.#midnight + n * DAY + minutes * MINUTE) - this.#start) / this.#length;
  }

  /** Days that a run touches. */
  daysUntil(time: number): number {
    return Math.ceil(time / this.day) + 2;
  }

  #instant(local: number): number {
    return this.#zone === null ? local : this.#zone.instant(local);
  }
}

/** Minutes after midnight of a time of day. */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

function refusal(field: string, what: string, remedy: string): TwinwardError {
  return new TwinwardError('model.invalid', `${field}: ${what}`, { field, remedy });
}
