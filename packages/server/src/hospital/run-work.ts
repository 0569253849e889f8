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
  stressReport,
} from '@twinward/twins/hospital';
import type {
  FigureView,
  HospitalRunView,
  IntervalView,
  ReplayView,
} from '../schemas/hospital-run-schema.ts';
import { calibrationLines } from './calibration-lines.ts';

/** A hospital and how it is to be run. */
export interface HospitalWork {
  readonly model: HospitalModel;
  readonly scenario: string | null;
  readonly replications: number;
  readonly seed: string;
  /** Whether it is run once more with one more unit of the resources that most wait for. */
  readonly oneMore: boolean;
}

/** Resources tried with one more unit, at most. */
const MOST_TRIED = 12;
/** Longest time replayed, by unit of time: a week. */
const WEEK = { min: 10_080, h: 168, d: 7 } as const;

/**
 * Runs a hospital as it is and, if one is chosen, under a scenario; where figures were reported of a scenario, under that; and with one
 * more unit of the resources that most wait for. Replications share their draws, so that differences are paired. The first replication
 * of what was chosen comes with its log, to be replayed.
 */
export function runWork(
  { model, scenario, replications, seed, oneMore }: HospitalWork,
  progress: (done: number, of: number) => void,
): HospitalRunView {
  const under = new Set((model.targets ?? []).flatMap((target) => target.scenario ?? []));
  if (scenario !== null) under.add(scenario);
  const tried = oneMore ? Math.min(MOST_TRIED, Object.keys(model.resources).length) : 0;
  const runs = 1 + under.size + tried;
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
  const calibration = calibrationLines(model, usual, (name) =>
    name === scenario ? base : run({ scenario: name }),
  );
  const waiting = base.figures[ALL_WAITING]!;
  // what grows has no change either
  const scores =
    tried > 0 && waiting.why === undefined
      ? rankBottlenecks(model, ALL_WAITING, {
          seed,
          replications,
          ...chosen,
          base,
          resources: mostWaitedFor(model, base, tried),
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
    calibration: calibration.map(({ reported, mean, low, high, why, ...line }) => ({
      ...line,
      ...figureOf({ mean, low, high, ...(why === null ? {} : { why }) }),
      reported:
        typeof reported === 'number'
          ? { low: reported, high: reported }
          : { low: reported[0], high: reported[1] },
    })),
    report: stressReport(model, base),
    oneMore: scores.map((score) => ({ resource: score.resource, change: shown(score) })),
    replay: replayOf(model, scenario, seed),
  };
}

/** The resources that most wait for, on average. */
function mostWaitedFor(
  { resources }: HospitalModel,
  { figures }: HospitalResult,
  count: number,
): readonly string[] {
  const queue = (resource: string): number => figures[`queue for ${resource}`]?.mean ?? 0;
  return Object.keys(resources)
    .sort((a, b) => queue(b) - queue(a))
    .slice(0, count);
}

function figureOf(estimate: Pick<FigureEstimate, 'mean' | 'low' | 'high' | 'why'>): FigureView {
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

/** The first replication, told by its event log: from the end of the warm-up on, for a week at most. */
function replayOf(model: HospitalModel, scenario: string | null, seed: string): ReplayView {
  const chosen = scenario === null ? {} : { scenario };
  const resolved = resolveParameters(model, scenario ?? undefined);
  const from = model.run.warmUp ?? 0;
  const until = Math.min(model.run.until, from + WEEK[model.time.unit]);
  const compiled = compileHospital(model, { until, ...chosen });
  const run = new ProcessSimulation(compiled, { seed: seedFrom(seed, 'replication', 0), log: true });
  run.advance(until);
  const events = hospitalHistory(compiled, run.takeLog());
  const stays = entityStays(resolved, events, until).filter(({ to }) => to > from);
  const entities = [...new Set(stays.map(({ entity }) => entity))];
  const placeOf = new Map(entities.map((entity, i) => [entity, i]));
  const resources = Object.keys(model.resources);
  const numbered = new Map(resources.map((resource, i) => [resource, i]));
  return {
    from,
    until,
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
    place: stays.map(({ resource }) => numbered.get(resource)!),
    waits: stays.map(({ waits }) => waits),
    start: stays.map(({ from: start }) => rounded(start)),
    end: stays.map(({ to }) => rounded(to)),
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
