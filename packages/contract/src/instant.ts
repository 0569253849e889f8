import { TwinwardError } from './errors.ts';

/** A point on the UTC time line in milliseconds since 1970-01-01T00:00:00Z (ISO 8601), without leap seconds. */
export type Instant = number & { readonly __instant: unique symbol };

/** How finely the source knew the time; kept so that a date is never shown as if it were a second. */
export type TimePrecision = 'millisecond' | 'second' | 'minute' | 'hour' | 'day';

/** 9999-12-31T23:59:59.999Z; later instants are refused. */
export const LAST_INSTANT = 253_402_300_799_999;

const ISO_WITH_OFFSET =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * An instant from milliseconds since the epoch; refuses what is not a whole, representable number.
 *
 * @example
 * formatInstant(instant(0)); // 1970-01-01T00:00:00.000Z
 */
export function instant(milliseconds: number): Instant {
  if (!Number.isInteger(milliseconds) || milliseconds < -62_135_596_800_000 || milliseconds > LAST_INSTANT) {
    throw new TwinwardError('time.invalid', `${milliseconds} is not an instant`, {
      remedy: 'give whole milliseconds since 1970-01-01T00:00:00Z, year 1 to 9999',
    });
  }
  return milliseconds as Instant;
}

/**
 * Reads an ISO 8601 date and time that carries its offset (`Z` or `+hh:mm`); a local time is refused, never guessed.
 *
 * @example
 * parseInstant('2026-03-01T08:00:00+01:00') === parseInstant('2026-03-01T07:00:00Z'); // true
 */
export function parseInstant(text: string, field = 'time'): Instant {
  const match = ISO_WITH_OFFSET.exec(text);
  const value = match === null ? Number.NaN : Date.parse(text);
  if (match === null || Number.isNaN(value) || !isCalendarDay(match)) {
    throw new TwinwardError('time.invalid', `"${text.slice(0, 40)}" is not a date and time with an offset`, {
      field,
      remedy: 'write it as 2026-03-01T08:00:00Z or with +hh:mm',
    });
  }
  return instant(Math.trunc(value));
}

/** ISO 8601 in UTC with milliseconds, as `2026-03-01T07:00:00.000Z`. */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString();
}

/** The instant `seconds` after (or before, if negative) another; rounded to the millisecond. */
export function addSeconds(at: Instant, seconds: number): Instant {
  return instant(Math.round(at + seconds * 1000));
}

/** Seconds from one instant to another; negative if `to` comes first. */
export function secondsBetween(from: Instant, to: Instant): number {
  return (to - from) / 1000;
}

function isCalendarDay(match: RegExpExecArray): boolean {
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
