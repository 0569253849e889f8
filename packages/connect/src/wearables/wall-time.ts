// A time as a file writes it: digits on somebody's wall clock. Which instant it was is decided later, by zone and by order.
import type { TimePrecision } from '@twinward/contract';

/** The parts of a written time. For numeric dates `first` and `second` are day and month in an order not yet known. */
export interface WallTime {
  readonly year: number;
  readonly first: number;
  readonly second: number;
  /** True when the year stands first and the order is therefore month, day. */
  readonly yearFirst: boolean;
  /** Milliseconds since midnight. */
  readonly sinceMidnight: number;
  /** Milliseconds east of UTC, or null when the text carries no offset. */
  readonly offset: number | null;
  readonly precision: Extract<TimePrecision, 'minute' | 'second' | 'millisecond'>;
}

const YEAR_FIRST =
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(Z|[+-]\d{2}:?\d{2})?$/;
const YEAR_LAST =
  /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:, ?|[T ]+)(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp])\.? ?[Mm]\.?)?$/;

/** The time a cell states, or null if it states none (a date alone is none; so is a two-digit year). */
export function wallTime(text: string): WallTime | null {
  const iso = YEAR_FIRST.exec(text);
  if (iso !== null) {
    const sinceMidnight = clock(iso[5]!, iso[6]!, iso[7], iso[8], undefined);
    if (sinceMidnight === null) return null;
    return {
      year: Number(iso[1]),
      first: Number(iso[3]),
      second: Number(iso[4]),
      yearFirst: true,
      sinceMidnight,
      offset: offsetOf(iso[9]),
      precision: iso[8] !== undefined ? 'millisecond' : iso[7] !== undefined ? 'second' : 'minute',
    };
  }
  const match = YEAR_LAST.exec(text);
  if (match === null) return null;
  const sinceMidnight = clock(match[5]!, match[6]!, match[7], undefined, match[8]);
  if (sinceMidnight === null) return null;
  return {
    year: Number(match[4]),
    first: Number(match[1]),
    second: Number(match[3]),
    yearFirst: false,
    sinceMidnight,
    offset: null,
    precision: match[7] !== undefined ? 'second' : 'minute',
  };
}

/**
 * The wall clock's reading in milliseconds, counted as if the zone were UTC, or null if there is no such day. The order of day
 * and month is that of `dayFirst` unless the year stands first.
 */
export function wallMilliseconds(time: WallTime, dayFirst: boolean): number | null {
  const swap = !time.yearFirst && dayFirst;
  const month = swap ? time.second : time.first;
  const day = swap ? time.first : time.second;
  const midnight = Date.UTC(time.year, month - 1, day);
  const date = new Date(midnight);
  if (month < 1 || date.getUTCFullYear() !== time.year || date.getUTCMonth() !== month - 1) return null;
  return date.getUTCDate() === day ? midnight + time.sinceMidnight : null;
}

function clock(
  hours: string,
  minutes: string,
  seconds: string | undefined,
  fraction: string | undefined,
  half: string | undefined,
): number | null {
  let h = Number(hours);
  const [m, s] = [Number(minutes), Number(seconds ?? 0)];
  if (half !== undefined) {
    if (h < 1 || h > 12) return null;
    h = (h % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  if (h > 23 || m > 59 || s > 59) return null;
  const ms = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
  return ((h * 60 + m) * 60 + s) * 1000 + ms;
}

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (text === 'Z') return 0;
  const digits = text.replace(':', '');
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5));
  return (text.startsWith('-') ? -minutes : minutes) * 60_000;
}
