import { exp, initialValuesOf, philox, SolverFailure, simulateHybrid } from '@twinward/simulate';
import type { LabRequest } from './lab-messages.ts';
import { type OpenModel, SOLVER } from './open-model.ts';

/** The outputs of one member [times x quantities], or why it could not be simulated. */
export type MemberRows = Float64Array | string;

/** Times at which everything is seen. */
const POINTS = 161;
const SEED = '00000000000001ab';
/** Members that are simulated together where nothing jumps. */
const TOGETHER = 16;

/** The times of a request, from 0 to its end. */
export function timesOf({ end }: LabRequest): Float64Array {
  return Float64Array.from({ length: POINTS }, (_, i) => (end * i) / (POINTS - 1));
}

/** How many members belong together: what a member gives depends on no other lot. */
export function lotOf(model: OpenModel): number {
  return model.ensemble === null ? 1 : TOGETHER;
}

/** The numbers of one member by name; member 0 is the model as it stands on the sliders. */
export function valuesOf(
  { view }: OpenModel,
  { moved, differing, spread }: LabRequest,
  member: number,
): Readonly<Record<string, number>> {
  const values: Record<string, number> = { ...moved };
  if (member === 0 || spread === 0) return values;
  const random = philox(SEED);
  const differs = new Set(differing);
  view.parameters.forEach(({ name, value }, index) => {
    if (!differs.has(name)) return;
    values[name] = (moved[name] ?? value) * exp(spread * random.draws(member, index, 0).normal());
  });
  return values;
}

/** Simulates the members from `first` to `last`; `first` begins a lot. */
export function simulateMembers(
  model: OpenModel,
  request: LabRequest,
  first: number,
  last: number,
): readonly MemberRows[] {
  const times = timesOf(request);
  const lot = lotOf(model);
  const found: MemberRows[] = [];
  for (let from = first; from <= last; from += lot) {
    const count = Math.min(lot, last - from + 1);
    const values = Array.from({ length: count }, (_, i) => valuesOf(model, request, from + i));
    found.push(...membersOf(model, values, times));
  }
  return found;
}

function membersOf(
  { compiled, ensemble }: OpenModel,
  values: readonly Readonly<Record<string, number>>[],
  times: Float64Array,
): readonly MemberRows[] {
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
