import { TwinwardError } from '@twinward/contract';
import { boundedStep } from './bounded-step.ts';
import { type Bounds, type Box, boxAround, intoBox } from './box.ts';
import { dot, LimitedMemory } from './limited-memory.ts';
import { type LinePoint, lineSearch } from './line-search.ts';
import { numericJacobian } from './numeric-jacobian.ts';
import type { Optimum } from './optimum.ts';
import { Evaluations, type SearchControl } from './search-control.ts';
import type { SmoothFunction } from './smooth-function.ts';

/** How to search. */
export interface LbfgsbOptions extends SearchControl, Bounds {
  /** Steps remembered; default 10. */
  readonly memory?: number;
  /** Ends when no component of the projected gradient is larger; default 1e-8. */
  readonly gradientTolerance?: number;
  /** Ends when a step brings less than this share of the value; default 1e-14. */
  readonly tolerance?: number;
}

/**
 * The least value of a smooth function of many components within bounds, by the limited-memory quasi-Newton method L-BFGS-B: Byrd,
 * Lu, Nocedal and Zhu 1995, with generalised Cauchy point, subspace minimisation and a line search by the strong Wolfe
 * conditions. A point where the function is not a number is stepped back from.
 *
 * Throws `usage` for impossible bounds and starts, `model.domain` when value or gradient at the start is not finite.
 *
 * @example
 * const bowl = { value: (x) => x[0] * x[0] + x[1] * x[1], gradient: (x, out) => out.set([2 * x[0], 2 * x[1]]) };
 * lbfgsb(bowl, [3, 2], { lower: [1, -1] }).value; // 1
 */
export function lbfgsb(f: SmoothFunction, start: ArrayLike<number>, options: LbfgsbOptions = {}): Optimum {
  const box = boxAround(start, options);
  const n = start.length;
  const evaluations = new Evaluations(f.value, 1000 + 100 * n, options);
  const memory = new LimitedMemory(n, options.memory ?? 10);
  const { gradientTolerance = 1e-8, tolerance = 1e-14 } = options;
  let x: Float64Array = Float64Array.from(start);
  let value = evaluations.first(x);
  let g = gradientOf(f, x, box);
  if (!g.every(Number.isFinite)) {
    throw new TwinwardError('model.domain', 'the gradient at the start is not finite', {
      field: 'start',
      remedy: 'start where the function is smooth',
    });
  }
  const end = (status: Optimum['status'], reason: string): Optimum => {
    return { x, value, status, reason, evaluations: evaluations.count, covariance: null };
  };
  for (let slow = 0; ; ) {
    const ended = evaluations.ended();
    if (ended !== null) return end(ended.status, ended.reason);
    if (projectedGradient(x, g, box) <= gradientTolerance) return end('converged', 'the gradient is zero');
    const target = boundedStep(x, g, box, memory);
    const d = target.map((to, i) => to - x[i]!);
    const slope = dot(d, g);
    const fresh = memory.size === 0;
    const moved = slope < 0 ? along(f, evaluations, x, d, { step: 0, value, slope }, box, fresh) : null;
    if (moved === null) {
      if (fresh) return end(...standstill(value, slope));
      memory.forget();
      continue;
    }
    memory.learn(
      moved.x.map((to, i) => to - x[i]!),
      moved.gradient.map((to, i) => to - g[i]!),
    );
    const gain = value - moved.value;
    ({ x, value } = moved);
    g = moved.gradient;
    slow = gain <= tolerance * Math.max(Math.abs(value), Math.abs(value + gain)) ? slow + 1 : 0;
    if (slow === 3) return end('converged', 'steps no longer bring a gain');
  }
}

interface Moved {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** A step along d that brings a gain, as far as the box allows; null when there is none. */
function along(
  f: SmoothFunction,
  evaluations: Evaluations,
  x: Float64Array,
  d: Float64Array,
  origin: LinePoint,
  box: Box,
  fresh: boolean,
): Moved | null {
  const tried = new Map<number, Moved>();
  let most = 1e10;
  for (let i = 0; i < x.length; i++) {
    const room = d[i]! > 0 ? box.upper[i]! - x[i]! : box.lower[i]! - x[i]!;
    if (d[i] !== 0) most = Math.min(most, room / d[i]!);
  }
  const first = fresh ? Math.min(1, 1 / Math.sqrt(dot(d, d))) : 1;
  const found = lineSearch(
    (step) => {
      const there = intoBox(
        x.map((from, i) => from + step * d[i]!),
        box,
      );
      const value = evaluations.at(there);
      const gradient = Number.isFinite(value) ? gradientOf(f, there, box) : new Float64Array(x.length);
      const slope = dot(gradient, d);
      if (!Number.isFinite(slope)) return { step, value: Number.POSITIVE_INFINITY, slope: 0 };
      tried.set(step, { x: there, value, gradient });
      return { step, value, slope };
    },
    origin,
    first,
    Math.max(1, most),
  );
  return found === null ? null : (tried.get(found.step) ?? null);
}

/** No step leads down: at a minimum the promise is then rounding, elsewhere something is wrong with the derivatives. */
function standstill(value: number, slope: number): readonly [Optimum['status'], string] {
  if (-slope <= 1e-9 * (1 + Math.abs(value))) return ['converged', 'no step promises a gain'];
  return [
    'stopped',
    'no step leads down although the gradient says so; is it the gradient of this function?',
  ];
}

function gradientOf(f: SmoothFunction, x: Float64Array, box: Box): Float64Array {
  const out = new Float64Array(x.length);
  if (f.gradient !== undefined) f.gradient(x, out);
  else {
    const residual = (at: Float64Array, one: Float64Array): void => {
      one[0] = f.value(at);
    };
    numericJacobian(residual, x, 1, box, out);
  }
  return out;
}

/** The longest component of the gradient that does not point out of the box. */
function projectedGradient(x: Float64Array, g: Float64Array, { lower, upper }: Box): number {
  let longest = 0;
  for (let i = 0; i < x.length; i++) {
    const to = Math.max(lower[i]!, Math.min(upper[i]!, x[i]! - g[i]!));
    longest = Math.max(longest, Math.abs(to - x[i]!));
  }
  return longest;
}
