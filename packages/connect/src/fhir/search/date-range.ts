/** An interval of instants in milliseconds since 1970: from `low` up to, not at, `high`. */
export interface DateRange {
  readonly low: number;
  readonly high: number;
}

const DATE =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/**
 * The interval a FHIR date or time stands for, by its precision; null for what is none. A time without a zone, and every date, is of UTC.
 *
 * @example
 * dateRange('1970').high; // 31536000000
 */
export function dateRange(text: string): DateRange | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const [y, m, d] = [Number(year), Number(month ?? 1), Number(day ?? 1)];
  if (m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(y, m, 0)).getUTCDate()) return null;
  if (hour === undefined) {
    const next =
      month === undefined ? utc(y + 1, 1, 1) : day === undefined ? utc(y, m + 1, 1) : utc(y, m, d + 1);
    return { low: utc(y, m, d), high: next };
  }
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second ?? 0) > 60) return null;
  const offset = offsetOf(zone);
  const whole =
    utc(y, m, d) + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second ?? 0)) * 1000 - offset;
  if (second === undefined) return { low: whole, high: whole + 60_000 };
  if (fraction === undefined) return { low: whole, high: whole + 1000 };
  const low = whole + Math.trunc(Number(`0.${fraction}`) * 1000 + 1e-9);
  return { low, high: low + 1 };
}

function utc(year: number, month: number, day: number): number {
  // Years below 100 mean 19xx to Date.UTC; setting them apart does not.
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours, minutes] = zone.slice(1).split(':').map(Number);
  return (zone[0] === '-' ? -1 : 1) * (hours! * 60 + minutes!) * 60_000;
}
