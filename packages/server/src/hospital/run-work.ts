import {
  ALL_WAITING,
  compareScenarios,
  type FigureChange,
  type FigureEstimate,
  type HospitalModel,
  type HospitalResult,
  rankBottlenecks,
  runHospital,
  stressReport,
} from '@twinward/twins/hospital';
import type { FigureView, HospitalRunView, IntervalView } from '../schemas/hospital-run-schema.ts';
import { calibrationLines } from './calibration-lines.ts';
import { replayOf } from './replay-of.ts';

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

function figureOf(estimate: Pick<FigureEstimate, 'mean' | 'low' | 'high' | 'why' | 'bound'>): FigureView {
  const { why, bound = null } = estimate;
  if (why !== undefined) return { mean: null, low: null, high: null, why, bound };
  const { mean, low, high } = estimate;
  return { mean, low, high, why: null, bound };
}

/** Null where the figure is missing or grows in either. */
function changeOf(usual: HospitalResult, changed: HospitalResult, name: string): IntervalView | null {
  const [before, after] = [usual.figures[name], changed.figures[name]];
  if (before === undefined || before.why !== undefined || after?.why !== undefined) return null;
  return shown(compareScenarios(usual, changed, [name])[0]!);
}

/** The interval of a difference; where none can be told, as of a single pair, the difference alone. */
function shown({ difference, low, high }: FigureChange): IntervalView {
  return {
    mean: difference,
    low: Number.isNaN(low) ? difference : low,
    high: Number.isNaN(high) ? difference : high,
  };
}
