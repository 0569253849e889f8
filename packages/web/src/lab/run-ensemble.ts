import { exp, philox, simulateHybrid } from '@twinward/simulate';
import type { LabFan, LabRequest, LabResult } from './lab-messages.ts';
import type { OpenModel } from './open-model.ts';

const POINTS = 161;
const PATHS = 24;
const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
const SEED = '00000000000001ab';
const SOLVER = { relativeTolerance: 1e-6, absoluteTolerance: 1e-10, maximumSteps: 50_000 } as const;

/** Simulates members one after another, telling after each; ends early, with null, when `goesOn` says no. */
export async function runEnsemble(
  { view, compiled }: OpenModel,
  request: LabRequest,
  goesOn: (done: number) => Promise<boolean>,
  now: () => number,
): Promise<LabResult | null> {
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
  for (let member = 1; member <= request.members; member++) {
    try {
      rows.push(simulateHybrid(compiled, { times, values: valuesOf(member), solver: SOLVER }).rows);
    } catch (error) {
      failed += 1;
      why ??= error instanceof Error ? error.message : String(error);
    }
    if (!(await goesOn(member))) return null;
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

/** By linear interpolation between order statistics; NaN of none. */
function quantileOf(sorted: Float64Array, level: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = level * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}
