// Numbers, spans and instants as people read them.
import type { Measure } from './measure.ts';

const MINUS = '−';

/** A number with a true minus sign and thin grouping; `decimals` below 0 means about three significant digits. */
export function formatNumber(value: number, decimals = -1): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const places =
    decimals >= 0 ? decimals : size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  if (decimals < 0 && size > 0 && size < 0.001) return value.toExponential(1).replace('-', MINUS);
  const rounded = value.toLocaleString('en-GB', {
    minimumFractionDigits: Math.max(0, decimals),
    maximumFractionDigits: places,
  });
  return /^-[0.]+$/.test(rounded) ? rounded.slice(1) : rounded.replace('-', MINUS);
}

/** A stored value in the measure it is shown in, without its unit. */
export function formatValue(value: number, measure: Measure): string {
  return formatNumber(value * measure.factor, measure.decimals);
}

/** Like `formatValue`, always signed: for differences. One more decimal where the measure counts in whole numbers below ten. */
export function formatChange(value: number, measure: Measure): string {
  const shown = value * measure.factor;
  const decimals = measure.decimals === 0 && Math.abs(shown) < 9.95 ? 1 : measure.decimals;
  const text = formatNumber(shown, decimals);
  return shown > 0 && !/^[0.]+$/.test(text) ? `+${text}` : text;
}

/** A share, 0 to 1, as a whole percentage. */
export function formatShare(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** How long ago, or how long, in the two words a person would use. Milliseconds in. */
export function formatSpan(milliseconds: number): string {
  const minutes = Math.round(Math.abs(milliseconds) / 60_000);
  if (minutes < 1) return `${Math.round(Math.abs(milliseconds) / 1000)} s`;
  if (minutes < 90) return `${minutes} min`;
  const hours = minutes / 60;
  if (hours < 10) return minutes % 60 === 0 ? `${hours} h` : `${Math.floor(hours)} h ${minutes % 60} min`;
  return hours < 36 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} days`;
}

/** Clock time in the reader's zone, 24 hours. */
export function formatClock(at: number): string {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** Day and clock time in the reader's zone. */
export function formatInstant(at: number): string {
  const date = new Date(at);
  const day = date.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
  return `${day}, ${formatClock(at)}`;
}

/** Day, month, year and clock time in the reader's zone. */
export function formatLongInstant(at: number): string {
  const date = new Date(at);
  return `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })}, ${formatClock(at)}`;
}

/** A day and month, for axes over days. */
export function formatDay(at: number): string {
  return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
}
