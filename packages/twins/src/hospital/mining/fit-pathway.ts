import { TwinwardError } from '@twinward/contract';
import {
  type ArrivalRate,
  Process,
  type ProcessModel,
  processModel,
  type Quantity,
  type Step,
} from '@twinward/simulate';
import type { Activity, Trace } from './activity-log.ts';
import { Occupancy } from './occupancy.ts';

/** A runnable process fitted to a log; times are in minutes from the Monday, 00:00 UTC, before the first case. */
export interface FittedPathway {
  readonly model: ProcessModel;
  /** Seconds since 1970 of its time 0. */
  readonly origin: number;
  /** The activity that each named delay of the model stands for. */
  readonly activityOf: ReadonlyMap<string, string>;
}

const MINUTE = 60;
const HOUR = 3600;
const WEEK = 168 * HOUR;
/** Monday 1970-01-05, 00:00 UTC. */
const MONDAY = 4 * 24 * HOUR;
/** A distribution with more values is thinned to as many quantiles. */
const MOST_VALUES = 400;

interface State {
  readonly activity: string;
  readonly lags: number[];
  readonly times: number[];
  readonly next: Map<string, number>;
}

/**
 * Fits a runnable process to the cases of a log. What comes next depends on the last two activities; times of activities and
 * the lags before them are those observed; an activity has as many units as were ever busy with it at once, and a wait that
 * ended as one of them came free is left to the queue; cases come at the rate of each hour of the week. Throws `file.invalid` for
 * a log of fewer than two cases.
 *
 * @example
 * const scan = (start) => [{ name: 'scan', start, complete: start + 600, resource: null }];
 * const traces = [{ caseId: '1', activities: scan(0) }, { caseId: '2', activities: scan(3600) }];
 * fitPathway(traces).model.resources.scan.capacity; // 1
 */
export function fitPathway(traces: readonly Trace[]): FittedPathway {
  if (traces.length < 2) {
    throw new TwinwardError('file.invalid', `${traces.length} cases are too few to fit a process`, {
      field: 'case',
      remedy: 'give a log of at least two cases',
    });
  }
  const alike = new Map<string, Activity[]>();
  for (const activity of traces.flatMap(({ activities }) => activities)) {
    const known = alike.get(activity.name) ?? [];
    known.push(activity);
    alike.set(activity.name, known);
  }
  const units = new Map([...alike].map(([name, activities]) => [name, new Occupancy(activities)]));
  const states = new Map<string, State>();
  const first = new Map<string, number>();
  for (const { activities } of traces) {
    let previous: State | null = null;
    for (const [i, activity] of activities.entries()) {
      const before = activities[i - 1];
      const key = stateName(before?.name ?? '', activity.name);
      const state = states.get(key) ?? newState(activity.name);
      states.set(key, state);
      const counts: Map<string, number> = previous?.next ?? first;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      const lag = before === undefined ? 0 : Math.max(0, activity.start - before.complete);
      state.lags.push(units.get(activity.name)!.cameFreeAt(activity.start) ? 0 : lag / MINUTE);
      state.times.push((activity.complete - activity.start) / MINUTE);
      previous = state;
    }
    previous!.next.set('', (previous!.next.get('') ?? 0) + 1);
  }
  const steps: Step[] = [choice(first, 'first'), { do: 'leave', outcome: 'done' }];
  for (const [name, state] of states) steps.push(...stepsOf(name, state));
  const begins = traces.map(({ activities }) => activities[0]!.start);
  const origin = begins[0]! - modulo(begins[0]! - MONDAY, WEEK);
  const resources = Object.fromEntries(
    [...units].map(([name, { most }]) => [name, { capacity: Math.max(1, most) }]),
  );
  const source = { rate: weeklyRate(begins, origin), process: new Process<string>(steps) };
  return {
    model: processModel({ resources, sources: { case: source } }),
    origin,
    activityOf: new Map([...states].map(([name, { activity }]) => [name, activity])),
  };
}

function stepsOf(name: string, { activity, lags, times, next }: State): readonly Step[] {
  const lag = lags.some((value) => value > 0);
  return [
    { do: 'label', label: name },
    ...(lag ? [{ do: 'delay', time: observed(lags), name: `before ${name}` } as const] : []),
    { do: 'seize', units: { [activity]: 1 }, name: `wait ${name}` },
    { do: 'delay', time: observed(times), name },
    { do: 'release', units: { [activity]: 1 } },
    choice(next, `after ${name}`),
    { do: 'leave', outcome: 'done' },
  ];
}

/** A way for each thing that came next; an end goes straight on, to the leaving behind it. */
function choice(counts: ReadonlyMap<string, number>, name: string): Step {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const ways = [...counts]
    .filter(([to]) => to !== '')
    .map(([label, count]) => ({ probability: count / all, steps: [{ do: 'go', label } as const] }));
  return { do: 'choose', ways, name };
}

function observed(values: readonly number[]): Quantity {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length <= MOST_VALUES) return { kind: 'empirical', values: sorted };
  const quantile = (_: unknown, i: number): number =>
    sorted[Math.floor(((i + 0.5) * sorted.length) / MOST_VALUES)]!;
  return { kind: 'empirical', values: Array.from({ length: MOST_VALUES }, quantile) };
}

/** Arrivals a minute by hour of the week, over the hours that the log covers; by the mean rate below a week. */
function weeklyRate(begins: readonly number[], origin: number): ArrivalRate {
  const last = begins[begins.length - 1]!;
  const hours = new Array<number>(168).fill(0);
  const covered = new Array<number>(168).fill(0);
  const end = Math.floor((last - origin) / HOUR);
  for (let hour = Math.floor((begins[0]! - origin) / HOUR); hour <= end; hour++) covered[hour % 168]! += 1;
  for (const begin of begins) hours[Math.floor((begin - origin) / HOUR) % 168]! += 1;
  if (covered.some((count) => count === 0)) {
    const perMinute = begins.length / Math.max(1, (last - begins[0]!) / MINUTE);
    return { times: [0], rates: [perMinute] };
  }
  return {
    times: hours.map((_, hour) => hour * 60),
    rates: hours.map((count, hour) => count / covered[hour]! / 60),
    period: 168 * 60,
  };
}

function newState(activity: string): State {
  return { activity, lags: [], times: [], next: new Map() };
}

function stateName(before: string, activity: string): string {
  return before === '' ? activity : `${activity} after ${before}`;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
