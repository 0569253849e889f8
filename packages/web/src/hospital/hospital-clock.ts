import type { Hospital } from '../generated/types.ts';
import { SPAN_MINUTES } from '../units/span.ts';

/** A time of a run in words: how long since it began. */
export function sinceWords(time: number, unit: Hospital['unit']): string {
  const minutes = Math.round(time * SPAN_MINUTES[unit]);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const clock = `${hours} h ${String(rest).padStart(2, '0')} min`;
  return days === 0 ? clock : `day ${days + 1}, ${clock}`;
}
