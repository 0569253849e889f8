import type { ProcessSummary } from '@twinward/simulate';
import { type QueueingCase, refuse } from './queueing-case.ts';

/** A measure of a case: what it should be, and what one replication says. */
export interface Measure {
  readonly name: string;
  readonly exact: number;
  readonly of: (summary: ProcessSummary) => number;
}

type Counts = ProcessSummary['sources'][string];

/** The mean number inside at a time of every period, and what it should be. */
export interface OccupancyMeasure {
  readonly name: string;
  readonly exact: number;
  readonly at: number;
}

/** The times of a period at which a case knows how many are inside, rising. */
export function occupanciesOf({ expect }: QueueingCase): readonly OccupancyMeasure[] {
  return Object.entries((expect.occupancyAt ?? {}) as Readonly<Record<string, number>>)
    .map(([at, exact]) => ({ name: `mean number at ${Number(at)}`, exact, at: Number(at) }))
    .sort((a, b) => a.at - b.at);
}

/** The measures a case knows exactly, but for its occupancy at given times. Throws `request.unsupported` for one not known here. */
export function measuresOf(given: QueueingCase): readonly Measure[] {
  return Object.entries(given.expect).flatMap(([name, expected]): readonly Measure[] => {
    if (name === 'occupancyAt') return [];
    if (name === 'PwaitOver') {
      return Object.entries(expected as Readonly<Record<string, number>>).map(([over, exact]) => ({
        name: `P(wait > ${over})`,
        exact,
        of: ({ tallies }) => tallies[`waited over ${Number(over)}`]!.mean,
      }));
    }
    if (typeof expected === 'number')
      return [{ name, exact: expected, of: (summary) => overall(name, summary) }];
    if (!Array.isArray(expected)) return refuse(`the measure "${name}" of this form`);
    const classes = given.arrivals.length === expected.length;
    const stations = given.stations.length === expected.length;
    if (classes === stations) return refuse(`the measure "${name}" with ${expected.length} values`);
    return expected.map((exact: number, i) => ({
      name: `${name} of ${classes ? 'class' : 'station'} ${i}`,
      exact,
      of: (summary) =>
        classes
          ? overall(name, { ...summary, sources: { own: summary.sources[`class ${i}`]! } })
          : at(name, i, summary),
    }));
  });
}

/** Times of which the share of longer waits is wanted. */
export function waitsOver({ expect }: QueueingCase): readonly number[] {
  return Object.keys((expect.PwaitOver ?? {}) as object).map(Number);
}

function overall(name: string, { sources, resources, tallies, from, to }: ProcessSummary): number {
  const all = Object.values(sources);
  const left = (outcome: string): number => sum(all, (source) => source.left[outcome]?.count ?? 0);
  const waits = all.flatMap((source) => Object.values(source.waits));
  const served = sum(waits, ({ count }) => count);
  const stations = Object.keys(resources).filter((resource) => resource.startsWith('station '));
  switch (name) {
    case 'Wq':
      return sum(waits, ({ count, mean }) => (count === 0 ? 0 : count * mean)) / served;
    case 'W':
      return sum(all, ({ left: { done } }) => done!.count * done!.mean) / left('done');
    case 'Pwait':
      return (
        (sum(waits, ({ count, positive }) => (count === 0 ? 0 : count * positive)) + left('reneged')) /
        (served + left('reneged'))
      );
    case 'Pblock':
      return left('refused') / (left('refused') + left('done') + left('reneged'));
    case 'Pabandon':
      return left('reneged') / (left('done') + left('reneged'));
    case 'L':
      return sum(all, ({ inside }: Counts) => inside);
    case 'Lq':
      return sum(stations, (station) => resources[station]!.queue);
    case 'throughput':
      return (tallies.throughput?.count ?? left('done')) / (to - from);
    default:
      return refuse(`the measure "${name}"`);
  }
}

function at(name: string, station: number, summary: ProcessSummary): number {
  const resource = summary.resources[`station ${station}`]!;
  const all = Object.values(summary.sources).map(({ waits }) => waits[`station ${station}`]!);
  switch (name) {
    case 'L':
      return resource.busy + resource.queue;
    case 'Lq':
      return resource.queue;
    case 'Wq':
      return sum(all, ({ count, mean }) => (count === 0 ? 0 : count * mean)) / sum(all, ({ count }) => count);
    default:
      return refuse(`the measure "${name}" by station`);
  }
}

function sum<Thing>(things: readonly Thing[], of: (thing: Thing) => number): number {
  return things.reduce((total, thing) => total + of(thing), 0);
}
