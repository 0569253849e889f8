import type { HospitalResource, Shift } from '../model/hospital-model.ts';
import { minutesOf, type WallClock } from './wall-clock.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY_MINUTES = 1_440;

/** Units over time; with a period they come again. */
export interface CapacityLevels {
  readonly times: readonly number[];
  readonly capacities: readonly number[];
  readonly period?: number;
}

/** The capacity of a resource from the start of a run on: shifts that overlap add up. */
export function capacityLevels(
  capacity: HospitalResource['capacity'],
  clock: WallClock,
  until: number,
): CapacityLevels {
  if (typeof capacity === 'number') return { times: [0], capacities: [capacity] };
  const shifts = 'shifts' in capacity ? capacity.shifts : [];
  const changes = new Map<number, number>();
  const days = clock.uniform ? 14 : clock.daysUntil(until);
  for (let n = -1; n < days; n++)
    for (const shift of shifts) if (onDay(shift.days, clock.weekday(n))) add(changes, shift, clock, n);
  const times = [0];
  const capacities = [0];
  for (const [time, by] of [...changes].sort(([a], [b]) => a - b)) {
    const last = capacities.length - 1;
    if (time <= 0) capacities[0]! += by;
    else if (by !== 0) {
      times.push(time);
      capacities.push(capacities[last]! + by);
    }
  }
  return clock.uniform ? firstWeek(times, capacities, 7 * clock.day) : { times, capacities };
}

/** Whether a day of the week, 0 for Monday, is among some; all are when none are named. */
export function onDay(days: readonly string[] | undefined, weekday: number): boolean {
  return days === undefined || days.includes(DAYS[weekday]!);
}

function add(changes: Map<number, number>, shift: Shift, clock: WallClock, n: number): void {
  const [from, to] = [minutesOf(shift.from), minutesOf(shift.to)];
  const [begins, ends] = [clock.timeOf(n, from), clock.timeOf(n, to > from ? to : to + DAY_MINUTES)];
  const units = shift.units as number;
  changes.set(begins, (changes.get(begins) ?? 0) + units);
  changes.set(ends, (changes.get(ends) ?? 0) - units);
}

/** What is before the end of a week; what is after it is the same again. */
function firstWeek(times: readonly number[], capacities: readonly number[], period: number): CapacityLevels {
  const count = times.filter((time) => time < period).length;
  return { times: times.slice(0, count), capacities: capacities.slice(0, count), period };
}
