// Amounts of time as people type them: minutes, hours, days, or several of these.

/** A unit of time in which amounts are typed. */
export type SpanUnit = 'min' | 'h' | 'd';

/** Minutes of each unit. */
export const SPAN_MINUTES: Readonly<Record<SpanUnit, number>> = { min: 1, h: 60, d: 1440 };

const WORDS: Readonly<Record<string, SpanUnit>> = {
  min: 'min',
  mins: 'min',
  minute: 'min',
  minutes: 'min',
  h: 'h',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  d: 'd',
  day: 'd',
  days: 'd',
};
const ASKED = 'write minutes, hours or days, such as 90 min, 1.5 h or 2 d';

/** What was typed: minutes, or what is wrong with it. */
export type ReadSpan = { readonly minutes: number } | { readonly wrong: string };

/** Whether a unit of a quantity is one in which time is typed. */
export function isSpanUnit(unit: string): unit is SpanUnit {
  return Object.hasOwn(SPAN_MINUTES, unit);
}

/**
 * Reads an amount of time: `90 min`, `1.5 h`, `2 d`, `1 h 30 min`. A number alone is in the unit given, and not understood without one. Says what
 * is wrong with anything else.
 */
export function readSpan(text: string, alone?: SpanUnit): ReadSpan {
  const typed = text.trim().toLowerCase();
  if (typed === '') return { wrong: ASKED };
  if (/\d,\d{3}(?!\d)/.test(typed)) return { wrong: 'write the number with a point, or without a comma' };
  const parts = [...typed.matchAll(/(\d+(?:[.,]\d+)?|[.,]\d+)\s*([a-z]*)\s*/g)];
  const whole = parts.map(([part]) => part).join('');
  if (parts.length === 0 || whole.length !== typed.length)
    return { wrong: `“${text.trim()}” is no time: ${ASKED}` };
  let [minutes, last] = [0, Number.POSITIVE_INFINITY];
  for (const [, digits, word] of parts) {
    const unit = word === '' ? (parts.length === 1 ? alone : undefined) : WORDS[word!];
    if (unit === undefined)
      return { wrong: word === '' ? `without a unit: ${ASKED}` : `“${word}” is no unit of time: ${ASKED}` };
    const length = SPAN_MINUTES[unit];
    if (length >= last) return { wrong: `write the larger unit first, and each once: ${ASKED}` };
    last = length;
    minutes += Number(digits!.replace(',', '.')) * length;
  }
  return { minutes };
}

/** Minutes in the unit that fits them, so that `readSpan` gives them back: `90 min`, `24 h`, `1.5 d`, `2 h 5 min`. */
export function writeSpan(minutes: number): string {
  const size = (unit: SpanUnit, places: number): string | null => {
    const amount = Number((minutes / SPAN_MINUTES[unit]).toFixed(places));
    return amount * SPAN_MINUTES[unit] === minutes ? `${amount} ${unit}` : null;
  };
  if (minutes >= 2 * SPAN_MINUTES.d) {
    const days = size('d', 1);
    if (days !== null) return days;
  }
  if (minutes < 2 * SPAN_MINUTES.h) return `${minutes} min`;
  const hours = size('h', 2);
  if (hours !== null) return hours;
  return `${Math.floor(minutes / 60)} h ${Number((minutes % 60).toPrecision(12))} min`;
}

/** The unit in which `writeSpan` writes an amount. */
export function spanUnitOf(minutes: number): SpanUnit {
  return /\b(min|h|d)\b/.exec(writeSpan(minutes))![0] as SpanUnit;
}
