import { ProcessSimulation, seedFrom } from '@twinward/simulate';
import {
  compileHospital,
  entityStays,
  type HospitalModel,
  type HospitalResult,
  hospitalHistory,
  pairedChange,
  resolveParameters,
  runHospital,
  waitingOf,
} from '@twinward/twins/hospital';
import type { HospitalRunView, ReplayView } from '../schemas/hospital-run-schema.ts';

/** A hospital and how it is to be run. */
export interface HospitalWork {
  readonly model: HospitalModel;
  readonly scenario: string | null;
  readonly replications: number;
  readonly seed: string;
}

/** Stays that a replay holds at most; a longer run is replayed until there are so many. */
const MOST_STAYS = 60_000;

/**
 * Runs a hospital as it is and, if one is chosen, under a scenario, then once more with one more unit of each resource: replications
 * share their draws, so that differences are paired. The first replication of what was chosen comes with its log, to be replayed.
 */
export function runWork(
  { model, scenario, replications, seed }: HospitalWork,
  progress: (done: number, of: number) => void,
): HospitalRunView {
  const resources = Object.keys(model.resources);
  const runs = resources.length + 1 + (scenario === null ? 0 : 1);
  let finished = 0;
  const run = (options: {
    readonly scenario?: string;
    readonly added?: Record<string, number>;
  }): HospitalResult => {
    const result = runHospital(model, {
      seed,
      replications,
      ...options,
      progress: (done) => progress(finished * replications + done, runs * replications),
    });
    finished += 1;
    return result;
  };
  const usual = run({});
  const changed = scenario === null ? null : run({ scenario });
  const chosen = scenario === null ? {} : { scenario };
  const base = changed ?? usual;
  const oneMore = resources.map((resource) => ({
    resource,
    change: shown(pairedChange(base, run({ ...chosen, added: { [resource]: 1 } }), waitingOf)),
  }));
  return {
    model: model.name,
    scenario,
    seed,
    replications,
    until: base.until,
    warmUp: base.warmUp,
    unit: model.time.unit,
    waiting: shown(pairedChange(zeroed(base), base, waitingOf)),
    figures: Object.entries(base.figures)
      .filter(([, { count }]) => count > 1)
      .map(([name, estimate]) => ({
        name,
        ...shown(estimate),
        change:
          changed === null
            ? null
            : shown(pairedChange(usual, changed, (sample) => sample[name] ?? Number.NaN)),
      })),
    loads: base.loads,
    warnings: base.warnings,
    oneMore: oneMore.sort((a, b) => a.change.mean - b.change.mean),
    replay: replayOf(model, scenario, seed),
  };
}

/** The first replication, told by its event log. */
function replayOf(model: HospitalModel, scenario: string | null, seed: string): ReplayView {
  const chosen = scenario === null ? {} : { scenario };
  const resolved = resolveParameters(model, scenario ?? undefined);
  const { until } = model.run;
  const compiled = compileHospital(model, { until, ...chosen });
  const run = new ProcessSimulation(compiled, { seed: seedFrom(seed, 'replication', 0), log: true });
  run.advance(until);
  const events = hospitalHistory(compiled, run.takeLog());
  const all = entityStays(resolved, events, until);
  const stays = all.slice(0, MOST_STAYS);
  const entities = [...new Set(stays.map(({ entity }) => entity))];
  const placeOf = new Map(entities.map((entity, i) => [entity, i]));
  const resources = Object.keys(model.resources);
  return {
    until: all.length > stays.length ? stays.at(-1)!.from : until,
    entities,
    places: resources.map((name) => {
      const { unit, kind = 'other' } = model.resources[name]!;
      const place = unit === undefined ? undefined : model.units?.[unit];
      return {
        name,
        kind,
        unit: place?.name ?? name,
        site: place?.site ?? null,
        x: place?.x ?? null,
        y: place?.y ?? null,
        capacity: events
          .filter(({ event, resource }) => event === 'capacity' && resource === name)
          .map(({ time, value }) => ({ time, units: value })),
      };
    }),
    entity: stays.map(({ entity }) => placeOf.get(entity)!),
    place: stays.map(({ resource }) => resources.indexOf(resource)),
    waits: stays.map(({ waits }) => waits),
    from: stays.map(({ from }) => rounded(from)),
    to: stays.map(({ to }) => rounded(to)),
  };
}

/** The same run with every figure 0: what a figure is, as a change from nothing. */
function zeroed(result: HospitalResult): HospitalResult {
  return { ...result, samples: result.samples.map(() => ({})) };
}

function shown({ mean, low, high }: { readonly mean: number; readonly low: number; readonly high: number }): {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
} {
  return { mean, low: Number.isNaN(low) ? mean : low, high: Number.isNaN(high) ? mean : high };
}

function rounded(time: number): number {
  return Math.round(time * 1000) / 1000;
}
