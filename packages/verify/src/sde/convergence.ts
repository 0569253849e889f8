import type { AbortSignalLike } from '@twinward/contract';
import { type StochasticIntegrator, type StochasticPaths, stochasticPaths } from '@twinward/simulate';
import type { SdeProblem } from './sde-problem.ts';

/** How often steps are halved further for a reference than for the shortest step judged. */
const FINER = 4;

/** Errors of a method at steps that are halved again and again. */
export interface Convergence {
  /** Root of the mean square distance from the true end of each path, over all states. */
  readonly strong: readonly number[];
  /** Largest distance of the mean from the true mean of the same paths, over states. */
  readonly weak: readonly number[];
}

/** Runs members to their ends with steps halved 0 to `levels` - 1 times, each along the paths of the others. */
export function convergence(
  problem: SdeProblem,
  run: EndsRun,
  levels: number,
  truth: Float64Array,
): Convergence {
  const { members } = run;
  const runs = Array.from({ length: levels }, (_, halvings) => endsOf(problem, { ...run, halvings }));
  const n = problem.initial.length;
  const distances = runs.map(({ y }) => y.map((value, i) => value - truth[i]!));
  return {
    strong: distances.map((list) => Math.sqrt(list.reduce((sum, d) => sum + d * d, 0) / members)),
    weak: distances.map((list) => {
      const sums = new Float64Array(n);
      list.forEach((d, i) => {
        sums[i % n] = sums[i % n]! + d;
      });
      return Math.max(...sums.map(Math.abs)) / members;
    }),
  };
}

/** How ends are come by. */
export interface EndsRun {
  readonly method: StochasticIntegrator;
  readonly halvings: number;
  readonly members: number;
  readonly seed: string;
  readonly signal: AbortSignalLike;
}

/** The ends of all members' paths. */
export function endsOf({ system, initial, parameters, text }: SdeProblem, run: EndsRun): StochasticPaths {
  const times = [0, text.end];
  const arrays = { y: initial, yStride: 0, p: parameters, pStride: 0, u: new Float64Array(), uStride: 0 };
  return stochasticPaths(system, { ...arrays, ...run, times, step: text.step });
}

/** The method of the highest order that a problem allows. */
export function bestMethod({ system }: SdeProblem): StochasticIntegrator {
  return system.entangled === null ? 'sri' : 'euler-maruyama';
}

/** The true ends of the paths: in closed form, or with steps far shorter than the shortest of so many levels. */
export function trueEnds(problem: SdeProblem, levels: number, given: EndsRun): Float64Array {
  const { exact, system } = problem;
  const { members } = given;
  const run = { ...given, method: bestMethod(problem) };
  if (exact === null) return endsOf(problem, { ...run, halvings: levels - 1 + FINER }).y;
  const m = system.processes.length;
  const n = system.states.length;
  const { noise } = endsOf(problem, { ...run, halvings: 0 });
  const ends = new Float64Array(members * n);
  for (let member = 0; member < members; member++) {
    ends.set(exact(noise.subarray(member * m, (member + 1) * m)), member * n);
  }
  return ends;
}

/** The slope of the logarithm of errors to base 2 over halvings, downwards: the order of convergence, by least squares. */
export function orderOf(errors: readonly number[]): number {
  const centre = (errors.length - 1) / 2;
  let [product, square] = [0, 0];
  errors.forEach((error, i) => {
    product += (i - centre) * Math.log2(error);
    square += (i - centre) ** 2;
  });
  return -product / square;
}
