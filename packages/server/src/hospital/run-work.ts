import { ProcessSimulation, seedFrom } from '@twinward/simulate';
import {
  ALL_WAITING,
  compareScenarios,
  compileHospital,
  entityStays,
  type FigureChange,
  type FigureEstimate,
  type HospitalModel,
  type HospitalResult,
  hospitalHistory,
  rankBottlenecks,
  resolveParameters,
  runHospital,
} from '@twinward/twins/hospital';
import type {
  FigureView,
  HospitalRunView,
  IntervalView,
  ReplayView,
} from '../schemas/hospital-run-schema.ts';

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
  const runs = resources.length + (scenario === null ? 1 : 2);
  let finished = 0;
  const run = (options: { readonly scenario?: string }): HospitalResult => {
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
  const chosen = scenario === null ? {} : { scenario };
  const changed = scenario === null ? null : run(chosen);
  const base = changed ?? usual;
  const waiting = base.figures[ALL_WAITING]!;
  // what grows has no change either
  const oneMore =
    waiting.why === undefined
      ? rankBottlenecks(model, ALL_WAITING, {
          seed,
          replications,
          ...chosen,
          base,
          progress: (done) => progress(finished * replications + done, runs * replications),
        })
      : [];
  return {
    model: model.name,
    scenario,
    seed,
    replications,
    until: base.until,
    warmUp: base.warmUp,
    unit: model.time.unit,
    waiting: figureOf(waiting),
    figures: Object.entries(base.figures)
      .filter(([, { count, why }]) => count > 1 || why !== undefined)
      .map(([name, estimate]) => ({
        name,
        ...figureOf(estimate),
        change: changed === null ? null : changeOf(usual, changed, name),
      })),
    loads: base.loads,
    warnings: base.warnings,
    oneMore: oneMore.map((score) => ({ resource: score.resource, change: shown(score) })),
    replay: replayOf(model, scenario, seed),
  };
}

function figureOf(estimate: FigureEstimate): FigureView {
  const { why } = estimate;
  if (why !== undefined) return { mean: null, low: null, high: null, why };
  const { mean, low, high } = estimate;
  return { mean, low, high, why: null };
}

/** Null where the figure is missing or grows in either. */
function changeOf(usual: HospitalResult, changed: HospitalResult, name: string): IntervalView | null {
  const [before, after] = [usual.figures[name], changed.figures[name]];
  if (before === undefined || before.why !== undefined || after?.why !== undefined) return null;
  return shown(compareScenarios(usual, changed, [name])[0]!);
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

/** The interval of a difference; where none can be told, as of a single pair, the difference alone. */
function shown({ difference, low, high }: FigureChange): IntervalView {
  return {
    mean: difference,
    low: Number.isNaN(low) ? difference : low,
    high: Number.isNaN(high) ? difference : high,
  };
}

function rounded(time: number): number {
  return Math.round(time * 1000) / 1000;
}
