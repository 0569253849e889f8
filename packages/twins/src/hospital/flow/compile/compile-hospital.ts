import { Process, type ProcessModel, type Step } from '@twinward/simulate';
import type { HospitalModel, HospitalResource } from '../model/hospital-model.ts';
import { resolveParameters } from '../model/resolve-parameters.ts';
import { capacityLevels } from './capacity-levels.ts';
import { PathwayCompiler } from './pathway-compiler.ts';
import { quantityOf } from './quantity-of.ts';
import { sourceArrivals } from './source-arrivals.ts';
import { WallClock } from './wall-clock.ts';

/** Units where nobody ever waits. */
const PLENTY = 2 ** 20;
const PREEMPTION = {
  none: 'none',
  resume: 'resume',
  restart: 'repeat',
  resample: 'restart',
  reroute: 'reroute',
} as const;

/** How a hospital is made ready to run. */
export interface CompileOptions {
  /** One of its scenarios; otherwise as it is. */
  readonly scenario?: string;
  /** The length of the run, in the model's unit; its own unless said. */
  readonly until?: number;
  /** Further units of resources. */
  readonly added?: Readonly<Record<string, number>>;
  /** Nobody ever waits: what is then held is the load that is offered. */
  readonly unlimited?: boolean;
}

/**
 * A hospital as a process model of the engine: steps are named by their nodes, so that its event log tells of the nodes, and
 * scenarios of one seed share the draws of what they have in common.
 */
export function compileHospital(given: HospitalModel, options: CompileOptions = {}): ProcessModel {
  const model = resolveParameters(given, options.scenario);
  const until = options.until ?? model.run.until;
  const clock = new WallClock(model.time);
  const resources = Object.fromEntries(
    Object.entries(model.resources).map(([name, resource]) => [
      name,
      options.unlimited ? { capacity: PLENTY } : declared(resource, clock, until, options.added?.[name] ?? 0),
    ]),
  );
  const sources = Object.fromEntries(
    Object.entries(model.sources).map(([name, source]) => {
      const { when, steps } = sourceArrivals(name, source, clock, until);
      const attributes = Object.entries(source.set ?? {}).map(([key, value]) => [key, quantityOf(value)]);
      const set: Step = { do: 'assign', name: 'on arrival', attributes: Object.fromEntries(attributes) };
      const all = [
        ...steps,
        ...(attributes.length > 0 ? [set] : []),
        ...new PathwayCompiler(model).from(source.first),
      ];
      return [
        name,
        {
          ...when,
          ...(source.batch === undefined ? {} : { group: source.batch as number }),
          ...(source.limit === undefined ? {} : { limit: source.limit as number }),
          ...(source.until === undefined ? {} : { until: source.until }),
          process: new Process<string>(all),
        },
      ];
    }),
  );
  return { resources, sources };
}

function declared(
  resource: HospitalResource,
  clock: WallClock,
  until: number,
  added: number,
): ProcessModel['resources'][string] {
  const {
    capacity,
    places = 1,
    order,
    queueLimit,
    overtaking,
    preemption = 'none',
    onFall,
    shared,
    reserve,
  } = resource;
  const levels = capacityLevels(capacity, clock, until);
  const inPlaces = levels.capacities.map((units) => (units > 0 ? units + added : units) * (places as number));
  return {
    capacity: { ...levels, capacities: inPlaces },
    preemption: PREEMPTION[preemption],
    ...(order === 'last-come' ? { order } : {}),
    ...(queueLimit === undefined ? {} : { queueLimit: queueLimit as number }),
    ...((overtaking ?? shared !== undefined) ? { overtaking: true } : {}),
    ...(onFall === undefined ? {} : { onFall }),
    ...(shared === undefined ? {} : { shared }),
    ...(reserve === undefined
      ? {}
      : { reserve: { units: reserve.units as number, priority: reserve.priority } }),
  };
}
