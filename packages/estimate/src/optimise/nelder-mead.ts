import { type Bounds, type Box, boxAround, intoBox } from './box.ts';
import type { Optimum } from './optimum.ts';
import { Evaluations, type SearchControl } from './search-control.ts';

/** How to search. */
export interface NelderMeadOptions extends SearchControl, Bounds {
  /** First changes of each component; by default 5 % of it, or 0.05 where it is 0. */
  readonly steps?: ArrayLike<number>;
  /** Ends when the simplex is smaller than this share of x in every component, and flat to rounding or smaller still; default 1e-8. */
  readonly tolerance?: number;
}

interface Corner {
  readonly x: Float64Array;
  readonly value: number;
}

/**
 * The least value of a function without derivatives, by the simplex of Nelder and Mead 1965 with the coefficients that Gao and Han
 * 2012 (Comput. Optim. Appl. 51:259-277) adapt to the dimension. Points outside bounds are moved to them. When a simplex has
 * shrunk, a fresh one is raised at its best corner and the search ends only when that one finds nothing better: a simplex can
 * collapse where there is no minimum. For up to some ten components, and functions with noise or kinks.
 *
 * Points where the function is not a number are avoided. Throws `usage` for impossible bounds and starts, `model.domain` when the
 * function at the start is not finite.
 *
 * @example
 * nelderMead((x) => Math.abs(x[0] - 2) + (x[1] + 1) * (x[1] + 1), [0, 0]).x[0]; // 2.000
 */
export function nelderMead(
  f: (x: Float64Array) => number,
  start: ArrayLike<number>,
  options: NelderMeadOptions = {},
): Optimum {
  const box = boxAround(start, options);
  const n = start.length;
  const evaluations = new Evaluations(f, 500 * n, options);
  const tolerance = options.tolerance ?? 1e-8;
  const steps = Float64Array.from(
    start,
    (x, j) => options.steps?.[j] ?? (x === 0 ? 0.05 : 0.05 * Math.abs(x)),
  );
  const first = Float64Array.from(start);
  let best: Corner = { x: first, value: evaluations.first(first) };
  const scale = Math.abs(best.value);
  for (;;) {
    const simplex = raise(best, steps, box, evaluations);
    const ended = shrink(simplex, steps, box, evaluations, tolerance, 1e-18 * scale);
    const found = simplex[0]!;
    const gain = best.value - found.value;
    const same = gain <= 1e-10 * (Math.abs(best.value) + Math.abs(found.value)) + 1e-16 * scale;
    best = found.value < best.value ? found : best;
    if (ended === null && !same) continue;
    const { status, reason } = ended ?? {
      status: 'converged' as const,
      reason: 'the simplex is small, and a fresh one finds nothing better',
    };
    return { ...best, status, reason, evaluations: evaluations.count, covariance: null };
  }
}

/** A simplex about a corner, one step along every axis, away from a bound that is too near. */
function raise(corner: Corner, steps: Float64Array, box: Box, evaluations: Evaluations): Corner[] {
  const simplex = [corner];
  for (let j = 0; j < steps.length; j++) {
    const x = corner.x.slice();
    const up = x[j]! + steps[j]! <= box.upper[j]!;
    x[j] = x[j]! + (up ? steps[j]! : -steps[j]!);
    simplex.push(tried(x, box, evaluations));
  }
  return simplex.sort((a, b) => a.value - b.value);
}

/** Moves the simplex until it is small, in order of value; why it had to end before, if it had to. */
function shrink(
  simplex: Corner[],
  steps: Float64Array,
  box: Box,
  evaluations: Evaluations,
  tolerance: number,
  least: number,
): ReturnType<Evaluations['ended']> {
  const n = simplex.length - 1;
  const expand = 1 + 2 / n;
  const contract = n === 1 ? 0.5 : 0.75 - 1 / (2 * n);
  const reduce = n === 1 ? 0.5 : 1 - 1 / n;
  for (;;) {
    const ended = evaluations.ended();
    if (ended !== null) return ended;
    if (small(simplex, steps, tolerance, least)) return null;
    const [best, worst] = [simplex[0]!, simplex[n]!];
    const centre = centroid(simplex.slice(0, n));
    const beyond = (factor: number): Corner =>
      tried(
        centre.map((c, j) => c + factor * (c - worst.x[j]!)),
        box,
        evaluations,
      );
    const reflected = beyond(1);
    let taken: Corner | null = null;
    if (reflected.value < best.value) {
      const expanded = beyond(expand);
      taken = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < simplex[n - 1]!.value) taken = reflected;
    else {
      const outside = reflected.value < worst.value;
      const contracted = beyond(outside ? contract : -contract);
      if (contracted.value < Math.min(reflected.value, worst.value)) taken = contracted;
    }
    if (taken !== null) simplex[n] = taken;
    else {
      for (let i = 1; i <= n; i++) {
        const x = best.x.map((b, j) => b + reduce * (simplex[i]!.x[j]! - b));
        simplex[i] = tried(x, box, evaluations);
      }
    }
    simplex.sort((a, b) => a.value - b.value);
  }
}

function tried(x: Float64Array, box: Box, evaluations: Evaluations): Corner {
  intoBox(x, box);
  return { x, value: evaluations.at(x) };
}

function centroid(corners: readonly Corner[]): Float64Array {
  return corners[0]!.x.map((_, j) => corners.reduce((sum, { x }) => sum + x[j]!, 0) / corners.length);
}

function small(simplex: readonly Corner[], steps: Float64Array, tolerance: number, least: number): boolean {
  const [best, worst] = [simplex[0]!, simplex.at(-1)!];
  const flat = worst.value - best.value <= 1e-15 * Math.abs(best.value) + least;
  let widest = 0;
  for (let j = 0; j < best.x.length; j++) {
    const size = Math.max(Math.abs(best.x[j]!), steps[j]!);
    for (const { x } of simplex) widest = Math.max(widest, Math.abs(x[j]! - best.x[j]!) / size);
  }
  return widest <= (flat ? tolerance : 1e-3 * tolerance);
}
