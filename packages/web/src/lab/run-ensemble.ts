import { exp, initialValuesOf, philox, SolverFailure, simulateHybrid } from '@twinward/simulate';
import type { LabFan, LabRequest, LabResult } from './lab-messages.ts';
import { type OpenModel, SOLVER } from './open-model.ts';

const POINTS = 161;
const PATHS = 24;
const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
const SEED = '00000000000001ab';
/** Members that go together, between two looks for a newer order. */
const TOGETHER = 16;

/**
 * Simulates members, together where nothing jumps and else one after another, telling how many are done; ends early, with null, when
 * `goesOn` says no.
 */
export async function runEnsemble(
  model: OpenModel,
  request: LabRequest,
  goesOn: (done: number) => Promise<boolean>,
  now: () => number,
): Promise<LabResult | null> {
  const { view, compiled } = model;
  const began = now();
  const times = Float64Array.from({ length: POINTS }, (_, i) => (request.end * i) / (POINTS - 1));
  const width = view.quantities.length;
  const random = philox(SEED);
  const differing = new Set(request.differing);
  const rows: Float64Array[] = [];
  let failed = 0;
  let why: string | null = null;
  const valuesOf = (member: number): Readonly<Record<string, number>> => {
    const values: Record<string, number> = { ...request.moved };
    if (member === 0 || request.spread === 0) return values;
    view.parameters.forEach(({ name, value }, index) => {
      if (!differing.has(name)) return;
      const about = request.moved[name] ?? value;
      values[name] = about * exp(request.spread * random.draws(member, index, 0).normal());
    });
    return values;
  };
  // the model as it stands on the sliders must run; what it says when it does not is the answer
  const nominal = simulateHybrid(compiled, { times, values: valuesOf(0), solver: SOLVER });
  const together = model.ensemble === null ? 1 : TOGETHER;
  for (let first = 1; first <= request.members; first += together) {
    const last = Math.min(request.members, first + together - 1);
    const values = Array.from({ length: last - first + 1 }, (_, i) => valuesOf(first + i));
    for (const one of membersOf(model, values, times)) {
      if (typeof one !== 'string') rows.push(one);
      else {
        failed += 1;
        why ??= one;
      }
    }
    if (!(await goesOn(last))) return null;
  }
  const fans = view.quantities.map((quantity, q): LabFan => {
    const path = (source: Float64Array): Float64Array =>
      Float64Array.from({ length: POINTS }, (_, i) => source[i * width + q]!);
    const quantiles = LEVELS.map(() => new Float64Array(POINTS));
    const column = new Float64Array(rows.length);
    for (let i = 0; i < POINTS; i++) {
      for (let m = 0; m < rows.length; m++) column[m] = rows[m]![i * width + q]!;
      column.sort();
      LEVELS.forEach((level, k) => {
        quantiles[k]![i] = quantileOf(column, level);
      });
    }
    return { quantity, nominal: path(nominal.rows), quantiles, paths: rows.slice(0, PATHS).map(path) };
  });
  const { events } = nominal;
  return { times, fans, members: request.members, failed, why, events, milliseconds: now() - began };
}

/** The outputs [times x quantities] of some members, or why one could not be simulated. */
function membersOf(
  { compiled, ensemble }: OpenModel,
  values: readonly Readonly<Record<string, number>>[],
  times: Float64Array,
): readonly (Float64Array | string)[] {
  const attempt = <T>(run: () => T): T | string => {
    try {
      return run();
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  if (ensemble === null) {
    return values.map((own) =>
      attempt(() => simulateHybrid(compiled, { times, values: own, solver: SOLVER }).rows),
    );
  }
  const starts = values.map((own) =>
    attempt(() => initialValuesOf(compiled, times[0]!, own, { seed: SEED, member: 0 })),
  );
  const good = starts.filter((start) => typeof start !== 'string');
  const flat = (of: 'states' | 'parameters'): Float64Array =>
    Float64Array.from(good.flatMap((start) => [...start[of]]));
  const { states, parameters } = compiled.model;
  const { rows, run } = ensemble.simulate({
    members: good.length,
    y: flat('states'),
    yStride: states.length,
    p: flat('parameters'),
    pStride: parameters.length,
    u: new Float64Array(0),
    uStride: 0,
    from: times[0]!,
    times,
  });
  const width = rows.length / Math.max(1, good.length);
  const failures = new Map(run.failures.map((failure) => [failure.member, failure]));
  let next = 0;
  return starts.map((start) => {
    if (typeof start === 'string') return start;
    const member = next++;
    const failure = failures.get(member);
    if (failure === undefined) return rows.slice(member * width, (member + 1) * width);
    return new SolverFailure(failure.reason, failure.state, failure.time).message;
  });
}

/** By linear interpolation between order statistics; NaN of none. */
function quantileOf(sorted: Float64Array, level: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = level * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}
