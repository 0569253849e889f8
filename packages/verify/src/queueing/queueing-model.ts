import { cos, Process, type ProcessModel, process as pathway } from '@twinward/simulate';
import type { QueueingCase } from './queueing-case.ts';

/** Servers where there are as many as come. */
const UNLIMITED = 2 ** 30;
/** Pieces of a period over which a rate that changes is held constant, at its mean over the piece. */
const PIECES = 480;

type AnyProcess = Process<string>;

/** Whether customers may have to wait for a place of a station while they hold a server of another. */
function keepsWaiting({ stations, routing }: QueueingCase, station: number): boolean {
  const { capacityTotal } = stations[station]!;
  return (
    capacityTotal !== null &&
    stations.some((from, i) => from.blockAfterService && (routing[i]?.[station] ?? 0) > 0)
  );
}

/**
 * A queueing system as a process: every source takes the same walk over the stations. A station of limited capacity refuses who
 * finds it full; where customers block the server before it until there is a place, places are a resource of their own.
 * `waits over` are the times of which the suite wants the share of longer waits.
 */
export function queueingModel(given: QueueingCase, waitsOver: readonly number[]): ProcessModel {
  const { stations, arrivals, saturated, timeVarying } = given;
  const resources: Record<string, ProcessModel['resources'][string]> = {};
  for (const [i, station] of stations.entries()) {
    const { servers, capacityTotal, preempts } = station;
    const limit =
      capacityTotal === null || keepsWaiting(given, i) ? {} : { queueLimit: capacityTotal - (servers ?? 0) };
    resources[`station ${i}`] = {
      capacity: servers ?? UNLIMITED,
      preemption: preempts ? 'resume' : 'none',
      ...limit,
    };
    if (keepsWaiting(given, i)) resources[`room ${i}`] = { capacity: capacityTotal! };
  }
  const walk = (start: number): AnyProcess => {
    let steps: AnyProcess = pathway().go(`enter ${start}`);
    for (const i of stations.keys())
      steps = new Process([...steps.steps, ...visit(given, i, waitsOver).steps]);
    return steps;
  };
  const sources: Record<string, ProcessModel['sources'][string]> = {};
  for (const [k, { station, priority, interarrival }] of arrivals.entries()) {
    const first = pathway().assign({ class: priority });
    sources[`class ${k}`] = {
      every: interarrival,
      process: new Process([...first.steps, ...walk(station).steps]),
    };
  }
  if (timeVarying !== null) {
    const { station, base, amplitude, period } = timeVarying;
    const times = Array.from({ length: PIECES }, (_, i) => (i * period) / PIECES);
    const first = pathway().assign({ class: 0 });
    sources.varying = {
      rate: { times, rates: meanRates(base, amplitude), period },
      process: new Process([...first.steps, ...walk(station).steps]),
    };
  }
  if (saturated) {
    // as many go round as there are places, and one more: the first queue is never empty
    const places = stations.reduce(
      (sum, { servers, capacityTotal }) => sum + Math.max(servers ?? 0, capacityTotal ?? 0),
      1,
    );
    const first = pathway().assign({ class: 0 });
    sources.everlasting = {
      at: new Array<number>(places + stations[0]!.servers!).fill(0),
      process: new Process([...first.steps, ...walk(0).steps]),
    };
  }
  return { resources, sources };
}

/** The mean of a sinusoidal rate over each piece of its period. */
function meanRates(base: number, amplitude: number): readonly number[] {
  const turn = (2 * Math.PI) / PIECES;
  return Array.from(
    { length: PIECES },
    (_, i) => base * (1 + (amplitude * (cos(turn * i) - cos(turn * (i + 1)))) / turn),
  );
}

/** A station, from coming to it to going on. */
function visit(given: QueueingCase, i: number, waitsOver: readonly number[]): AnyProcess {
  const { stations, routing, saturated } = given;
  const { service, patience, blockAfterService } = stations[i]!;
  const [server, room] = [`station ${i}`, `room ${i}`];
  const limited = keepsWaiting(given, i);
  let steps: AnyProcess = pathway().label(`enter ${i}`);
  if (limited)
    steps = steps.when(
      { free: room, atLeast: 1 },
      pathway().seize({ [room]: 1 }),
      pathway().leave('refused'),
    );
  steps = steps.label(`in ${i}`).assign({ asked: { since: 0 } }, `asked ${i}`);
  steps = steps.seize(
    { [server]: 1 },
    { priority: { attribute: 'class' }, name: server, ...(patience === null ? {} : { patience }) },
  );
  if (waitsOver.length > 0) steps = steps.assign({ waited: { since: 'asked' } }, `waited ${i}`);
  for (const over of waitsOver) {
    const name = `waited over ${over}`;
    steps = steps.when(
      { attribute: 'waited', atLeast: over },
      pathway().record(name, 1),
      pathway().record(name, 0),
    );
  }
  steps = steps.delay(service, `service ${i}`);
  const done: AnyProcess = limited
    ? pathway().release({ [server]: 1, [room]: 1 })
    : pathway().release({ [server]: 1 });
  const ways = (routing[i] ?? []).flatMap((probability, j): (readonly [number, AnyProcess])[] => {
    if (probability === 0) return [];
    const waits = blockAfterService && keepsWaiting(given, j);
    const onwards = waits
      ? pathway().seize({ [`room ${j}`]: 1 }, { name: `room ${j} from ${i}` })
      : pathway();
    const way = new Process([...onwards.steps, ...done.steps]).go(waits ? `in ${j}` : `enter ${j}`);
    return [[probability, way]];
  });
  steps = steps.choose(ways, `route ${i}`);
  const end = saturated ? pathway().record('throughput', 1).go('enter 0') : pathway().leave();
  return new Process([...steps.steps, ...done.steps, ...end.steps]);
}
