import { TwinwardError } from '@twinward/contract';
import { exp, logNormalOf } from '@twinward/simulate';

/** What is drawn in a case: a distribution of the simulation, or a number. */
export type Drawn =
  | number
  | ReturnType<typeof logNormalOf>
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'gamma'; readonly shape: number; readonly scale: number };

export interface Station {
  /** null for as many as come. */
  readonly servers: number | null;
  readonly service: Drawn;
  readonly capacityTotal: number | null;
  readonly preempts: boolean;
  readonly patience: Drawn | null;
  readonly blockAfterService: boolean;
}

export interface Arrivals {
  readonly station: number;
  readonly priority: number;
  readonly interarrival: Drawn;
}

/** A queueing system with measures known exactly. */
export interface QueueingCase {
  readonly name: string;
  readonly stations: readonly Station[];
  readonly arrivals: readonly Arrivals[];
  readonly routing: readonly (readonly number[])[];
  readonly saturated: boolean;
  readonly timeVarying: {
    readonly station: number;
    readonly base: number;
    readonly amplitude: number;
    readonly period: number;
  } | null;
  readonly expect: Readonly<Record<string, unknown>>;
}

/** The cases of a file. Throws `usage` for a file that is not of the format `queueing-exact/1`. */
export function readQueueingFile(text: string, where: string): readonly Readonly<Record<string, unknown>>[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    read = null;
  }
  const { format, cases } = (read ?? {}) as { readonly format?: unknown; readonly cases?: unknown };
  if (format !== 'queueing-exact/1' || !Array.isArray(cases)) {
    throw new TwinwardError('usage', `${where} is not a file of queueing systems`, {
      field: 'FILE',
      remedy: 'give JSON with the format "queueing-exact/1" and a list of cases',
    });
  }
  return cases as readonly Readonly<Record<string, unknown>>[];
}

/** Reads one case. Throws `request.unsupported`, naming it, for anything it does not know. */
export function readQueueingCase(given: Readonly<Record<string, unknown>>): QueueingCase {
  known(given, 'case', [
    'name',
    'stations',
    'arrivals',
    'routing',
    'saturated',
    'timeVaryingArrivals',
    'expect',
  ]);
  const stations = list(given.stations, 'stations').map((value, i) =>
    stationOf(object(value, `station ${i}`)),
  );
  const routing = list(given.routing, 'routing').map((row) =>
    list(row, 'routing').map((p) => number(p, 'routing')),
  );
  const varying =
    given.timeVaryingArrivals === undefined ? null : object(given.timeVaryingArrivals, 'timeVaryingArrivals');
  if (varying !== null) known(varying, 'timeVaryingArrivals', ['station', 'base', 'amplitude', 'period']);
  return {
    name: String(given.name),
    stations,
    arrivals: list(given.arrivals ?? [], 'arrivals').map((value) => {
      const arrivals = object(value, 'arrivals');
      known(arrivals, 'arrivals', ['station', 'priority', 'interarrival']);
      return {
        station: number(arrivals.station, 'station'),
        priority: number(arrivals.priority ?? 0, 'priority'),
        interarrival: drawn(arrivals.interarrival, 'interarrival'),
      };
    }),
    routing,
    saturated: given.saturated === true,
    timeVarying:
      varying === null
        ? null
        : {
            station: number(varying.station, 'station'),
            base: number(varying.base, 'base'),
            amplitude: number(varying.amplitude, 'amplitude'),
            period: number(varying.period, 'period'),
          },
    expect: object(given.expect, 'expect'),
  };
}

function stationOf(station: Readonly<Record<string, unknown>>): Station {
  known(station, 'station', [
    'servers',
    'service',
    'capacityTotal',
    'discipline',
    'patience',
    'blockAfterService',
  ]);
  const { discipline = 'fifo', servers, capacityTotal = null } = station;
  if (!['fifo', 'priority-non-preemptive', 'priority-preemptive-resume'].includes(String(discipline)))
    refuse(`the discipline "${String(discipline)}"`);
  return {
    servers: servers === null ? null : number(servers, 'servers'),
    service: drawn(station.service, 'service'),
    capacityTotal: capacityTotal === null ? null : number(capacityTotal, 'capacityTotal'),
    preempts: discipline === 'priority-preemptive-resume',
    patience: station.patience == null ? null : drawn(station.patience, 'patience'),
    blockAfterService: station.blockAfterService === true,
  };
}

function drawn(given: unknown, what: string): Drawn {
  const [[kind, numbers] = ['nothing', {}], ...others] = Object.entries(object(given, what));
  if (others.length > 0) refuse(`${what} of two kinds`);
  const { mean, sd, value } = object(numbers, what);
  switch (kind) {
    case 'exponential':
      return { kind, mean: number(mean, what) };
    case 'deterministic':
      return number(value, what);
    case 'lognormal':
      return logNormalOf(number(mean, what), number(sd, what));
    case 'gamma': {
      const shape = (number(mean, what) / number(sd, what)) ** 2;
      return { kind, shape, scale: number(mean, what) / shape };
    }
    default:
      return refuse(`the ${what} distribution "${kind}"`);
  }
}

function known(given: Readonly<Record<string, unknown>>, what: string, names: readonly string[]): void {
  const other = Object.keys(given).find((name) => !names.includes(name));
  if (other !== undefined) refuse(`"${other}" of a ${what}`);
}

function object(value: unknown, what: string): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : refuse(`${what} that is not an object`);
}

function list(value: unknown, what: string): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(`${what} that is not a list`);
}

function number(value: unknown, what: string): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : refuse(`${what} that is not a number`);
}

/** The mean of what is drawn. */
export function meanOf(drawn: Drawn): number {
  if (typeof drawn === 'number') return drawn;
  if (drawn.kind === 'gamma') return drawn.shape * drawn.scale;
  return drawn.kind === 'exponential' ? drawn.mean : drawn.median * exp(drawn.logSd ** 2 / 2);
}

/** Customers a unit of time, from outside or, of a saturated system, as fast as the first station may serve. */
export function customersPerTime({ arrivals, stations, saturated, timeVarying }: QueueingCase): number {
  if (saturated) return stations[0]!.servers! / meanOf(stations[0]!.service);
  if (timeVarying !== null) return timeVarying.base;
  return arrivals.reduce((sum, { interarrival }) => sum + 1 / meanOf(interarrival), 0);
}

/** Says that a case has something this suite does not know. */
export function refuse(what: string): never {
  throw new TwinwardError('request.unsupported', `${what} is not supported`);
}
