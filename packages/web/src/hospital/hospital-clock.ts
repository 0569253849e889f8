import type { Hospital } from '../generated/types.ts';

const MINUTES = { min: 1, h: 60, d: 1440 } as const;

/** A time of a run in words: how long since it began. */
export function sinceWords(time: number, unit: Hospital['unit']): string {
  const minutes = Math.round(time * MINUTES[unit]);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const clock = `${hours} h ${String(rest).padStart(2, '0')} min`;
  return days === 0 ? clock : `day ${days + 1}, ${clock}`;
}
