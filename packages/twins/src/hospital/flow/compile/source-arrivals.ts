import type { ArrivalRate, Step } from '@twinward/simulate';
import type { Amount } from '../model/basis.ts';
import type { Appointments, HospitalSource } from '../model/hospital-model.ts';
import { leastOf } from '../model/spread-range.ts';
import { onDay } from './capacity-levels.ts';
import { quantityOf } from './quantity-of.ts';
import { minutesOf, type WallClock } from './wall-clock.ts';

/** When the entities of a source come, in the words of the engine, and what each does first. */
export interface SourceArrivals {
  readonly when: {
    readonly every?: ReturnType<typeof quantityOf>;
    readonly rate?: ArrivalRate;
    readonly at?: readonly number[];
    readonly attributes?: Readonly<Record<string, readonly number[]>>;
  };
  readonly steps: readonly Step[];
}

/** The arrivals of a source until the end of a run. */
export function sourceArrivals(
  name: string,
  source: HospitalSource,
  clock: WallClock,
  until: number,
): SourceArrivals {
  if (source.every !== undefined) return { when: { every: quantityOf(source.every) }, steps: [] };
  if (source.rate !== undefined) return { when: { rate: rateOf(source.rate, clock, until) }, steps: [] };
  if (source.appointments !== undefined) return appointmentsOf(name, source.appointments, clock, until);
  const { at, attributes } = source.replay!;
  return { when: { at, ...(attributes === undefined ? {} : { attributes }) }, steps: [] };
}

/** Rates by the hour of the clock on the wall: an hour that comes twice has its rate twice, one that is skipped never. */
function rateOf(
  { perHour, weekdays, times: factor = 1 }: NonNullable<HospitalSource['rate']>,
  clock: WallClock,
  until: number,
): ArrivalRate {
  const hours = perHour as readonly number[];
  const byDay = (weekdays as readonly number[] | undefined) ?? [1, 1, 1, 1, 1, 1, 1];
  const times: number[] = [0];
  const rates: number[] = [0];
  const days = clock.uniform ? 8 : clock.daysUntil(until);
  const period = 7 * clock.day;
  for (let n = -1; n < days; n++)
    for (const [hour, rate] of hours.entries()) {
      const time = clock.timeOf(n, hour * 60);
      const value = (rate * byDay[clock.weekday(n)]! * (factor as number)) / clock.hour;
      if (clock.uniform && time >= period) continue;
      if (time <= 0) rates[0] = value;
      else if (time > times[times.length - 1]!) {
        times.push(time);
        rates.push(value);
      } else rates[rates.length - 1] = value;
    }
  return clock.uniform ? { times, rates, period } : { times, rates };
}

/** Those with an appointment set off as early as any of them comes, and wait at home for their own lateness. */
function appointmentsOf(
  name: string,
  { days, at, lateness = 0, noShow = 0 }: Appointments,
  clock: WallClock,
  until: number,
): SourceArrivals {
  const minutes = slotsOf(at, clock);
  const booked: number[] = [];
  for (let n = 0; n < clock.daysUntil(until); n++)
    if (onDay(days, clock.weekday(n))) for (const minute of minutes) booked.push(clock.timeOf(n, minute));
  const slots = booked.filter((time) => time >= 0 && time < until).sort((a, b) => a - b);
  const early = Math.max(0, -leastOf(lateness));
  const setOff = slots.map((time) => Math.max(0, time - early));
  const late = `${name}: lateness`;
  const home = `${name}: at home`;
  const missing: Step = { do: 'leave', outcome: 'no-show' };
  return {
    when: {
      at: setOff,
      attributes: { appointment: slots, [home]: slots.map((time, i) => time - setOff[i]!) },
    },
    steps: [
      { do: 'choose', name: 'no-show', ways: [{ probability: noShow as number, steps: [missing] }] },
      { do: 'assign', name: 'lateness', attributes: { [late]: quantityOf(lateness) } },
      { do: 'delay', name: 'at home', time: { sum: [{ attribute: late }, { attribute: home }], least: 0 } },
      { do: 'begin' },
    ],
  };
}

/** Minutes after midnight of each slot. */
function slotsOf(at: Appointments['at'], clock: WallClock): readonly number[] {
  if (!('from' in at)) return at.map(minutesOf);
  const step = ((at.every as Exclude<Amount, object>) * 60) / clock.hour;
  const slots: number[] = [];
  for (let minute = minutesOf(at.from); minute < minutesOf(at.to) - 1e-9; minute += step)
    for (let i = 0; i < ((at.each as number | undefined) ?? 1); i++) slots.push(minute);
  return slots;
}
