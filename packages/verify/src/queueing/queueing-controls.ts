import type { ProcessSummary } from '@twinward/simulate';
import { meanOf, type QueueingCase } from './queueing-case.ts';

/** Something of a run whose expectation is known whatever the queues do. */
export interface Control {
  readonly expected: number;
  readonly of: (summary: ProcessSummary) => number;
}

/** Rounds in which customers go on from station to station until what still moves is below rounding. */
const ROUNDS = 10_000;

/**
 * What is known of a case beforehand: customers of every Poisson source a unit of time, and servers busy at every station of a system
 * that loses nobody (its traffic times its mean service; Little 1961).
 */
export function controlsOf(given: QueueingCase): readonly Control[] {
  const controls: Control[] = [];
  for (const [k, { interarrival }] of given.arrivals.entries()) {
    if (typeof interarrival === 'number' || interarrival.kind !== 'exponential') continue;
    controls.push({ expected: 1 / interarrival.mean, of: (summary) => arrivals(summary, `class ${k}`) });
  }
  if (given.timeVarying !== null)
    controls.push({ expected: given.timeVarying.base, of: (summary) => arrivals(summary, 'varying') });
  const losesNobody = given.stations.every(
    ({ capacityTotal, patience }) => capacityTotal === null && patience === null,
  );
  if (!losesNobody || given.saturated || given.timeVarying !== null) return controls;
  for (const [i, traffic] of trafficOf(given).entries())
    controls.push({
      expected: traffic * meanOf(given.stations[i]!.service),
      of: ({ resources }) => resources[`station ${i}`]!.busy,
    });
  return controls;
}

function arrivals({ sources, from, to }: ProcessSummary, source: string): number {
  return sources[source]!.arrived / (to - from);
}

/** Customers a unit of time through each station, from outside and from each other. */
function trafficOf({ stations, arrivals: sources, routing }: QueueingCase): readonly number[] {
  let moving = stations.map((_, i) =>
    sources.reduce(
      (sum, { station, interarrival }) => sum + (station === i ? 1 / meanOf(interarrival) : 0),
      0,
    ),
  );
  const traffic = [...moving];
  for (let round = 0; round < ROUNDS && moving.some((rate) => rate > 1e-15); round++) {
    moving = moving.map((_, j) => moving.reduce((sum, rate, i) => sum + rate * (routing[i]?.[j] ?? 0), 0));
    for (const [j, rate] of moving.entries()) traffic[j]! += rate;
  }
  return traffic;
}
