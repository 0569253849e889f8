// Date and time of HL7 v2 (TS, DTM, DT): what was written, no finer than it was written, and never in a zone nobody gave.
import { type Instant, instant, type TimePrecision, type ZoneClock } from '@twinward/contract';

const DTM =
  /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.(\d{1,4}))?)?)?)?)?)?([+-]\d{4})?$/;

/** A time read: as FHIR writes it and, where it is at least a day, as an instant. */
export interface V2Time {
  /** FHIR `dateTime`, at the precision sent. */
  readonly fhir: string;
  readonly at: Instant | null;
  readonly precision: TimePrecision | 'month' | 'year';
}

/** Whose clock is meant where a time carries no offset: the message's (MSH-7), else the site's. */
export interface V2Clock {
  /** `+0100`, or empty. */
  readonly offset: string;
  readonly site: ZoneClock | null;
}

/** Reads a DTM; null where it is empty, no date, or a time of day in a zone that nobody gave. */
export function v2Time(text: string, clock: V2Clock): V2Time | null {
  const match = DTM.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour, minute = '00', second = '00', fraction = '', own] = match;
  const [y, mo, d] = [Number(year), Number(month ?? 1), Number(day ?? 1)];
  const wall = Date.UTC(y, mo - 1, d, Number(hour ?? 0), Number(minute), Number(second), millis(fraction));
  const shown = new Date(wall);
  const real =
    y > 0 && shown.getUTCFullYear() === y && shown.getUTCMonth() === mo - 1 && shown.getUTCDate() === d;
  if (!real || Number(hour ?? 0) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  if (month === undefined) return { fhir: year!, at: null, precision: 'year' };
  if (day === undefined) return { fhir: `${year}-${month}`, at: null, precision: 'month' };
  const offset = offsetOf(wall, own ?? clock.offset, clock.site);
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) {
    return { fhir: date, at: offset === null ? null : instant(wall - offset * 60_000), precision: 'day' };
  }
  if (offset === null) return null;
  const tail = fraction === '' ? '' : `.${fraction}`;
  return {
    fhir: `${date}T${hour}:${minute}:${second}${tail}${formatOffset(offset)}`,
    at: instant(wall - offset * 60_000),
    precision: precisionOf(match),
  };
}

function precisionOf([, , , , , minute, second, fraction]: RegExpExecArray): TimePrecision {
  if (fraction !== undefined) return 'millisecond';
  if (second !== undefined) return 'second';
  return minute === undefined ? 'hour' : 'minute';
}

function millis(fraction: string): number {
  return fraction === '' ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
}

/** Minutes east of Greenwich; a wall time that occurs twice is taken as the first, one that never occurs has none. */
function offsetOf(wall: number, offset: string, site: ZoneClock | null): number | null {
  if (/^[+-]\d{4}$/.test(offset)) {
    const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3));
    return minutes > 14 * 60 ? null : offset.startsWith('-') ? -minutes : minutes;
  }
  const at = site?.instants(wall)[0];
  return at === undefined ? null : (wall - at) / 60_000;
}

function formatOffset(minutes: number): string {
  const [size, two] = [Math.abs(minutes), (n: number): string => String(Math.floor(n)).padStart(2, '0')];
  return `${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}
