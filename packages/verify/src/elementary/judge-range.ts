import {
  atan,
  cos,
  type ElementaryArrays,
  type ElementaryFunction,
  exp,
  expm1,
  log,
  philox,
  pow,
  sin,
  tan,
  tanh,
} from '@twinward/simulate';
import type { ArgumentRange } from './argument-range.ts';
import { DoubleDouble } from './double-double.ts';
import { errorInUlp } from './error-in-ulp.ts';
import { ESTIMATES } from './estimate.ts';
import { estimatedError } from './estimated-error.ts';
import { exactValue } from './exact-value.ts';

export const OURS: Readonly<Record<ElementaryFunction, (x: number, y: number) => number>> = {
  exp,
  expm1,
  log,
  pow,
  tanh,
  sin,
  cos,
  tan,
  atan,
};

/** Points worked on at a time. */
const CHUNK = 20_000;
/** Points whose exact value is found: the worst of each kind by the estimate, and one in so many. */
const WORST = 8;
const SAMPLES = 200;

/** The worst of the points of one range. */
export interface RangeVerdict {
  /** Largest error of ours, in ulp, and where it is. */
  readonly ours: number;
  readonly at: readonly [x: number, y: number];
  /** Largest error of the engine's own function, in ulp. */
  readonly engine: number;
  /** Points at which WebAssembly, one by one or two at a time, gave other bits than JavaScript. */
  readonly differing: number;
  /** Largest difference of the estimate from the exact error, in ulp. */
  readonly estimateOff: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly value: number;
  readonly estimate: number;
}

/**
 * Draws points of a range and finds the largest errors: estimated in double-double arithmetic at every point, then measured against
 * the exact value at the points where the estimate is largest, and at some others to measure the estimate itself.
 */
export function judgeRange(
  range: ArgumentRange,
  points: number,
  seed: string,
  arrays: readonly ElementaryArrays[],
): RangeVerdict {
  const draws = philox(seed).derive(`${range.of} ${range.name}`).draws(0, 0, 0);
  const [own, engine] = [OURS[range.of], Math[range.of] as (x: number, y: number) => number];
  const estimate = ESTIMATES[range.of];
  const [ours, theirs, sampled] = [new WorstPoints(), new WorstPoints(), [] as Point[]];
  const out = new DoubleDouble();
  const every = Math.max(1, Math.floor(points / SAMPLES));
  let differing = 0;
  for (let done = 0; done < points; done += CHUNK) {
    const count = Math.min(CHUNK, points - done);
    const [x, y, values] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
    for (let i = 0; i < count; i++) {
      x[i] = range.x(draws.uniform(), draws.uniform());
      if (range.y !== undefined) y[i] = range.y(draws.uniform(), draws.uniform(), x[i]!);
      values[i] = own(x[i]!, y[i]!);
      const k = estimate(x[i]!, y[i]!, out);
      const error = estimatedError(values[i]!, out, k);
      ours.offer(x[i]!, y[i]!, values[i]!, error);
      const value = engine(x[i]!, y[i]!);
      theirs.offer(x[i]!, y[i]!, value, estimatedError(value, out, k));
      if ((done + i) % every === 0) sampled.push({ x: x[i]!, y: y[i]!, value: values[i]!, estimate: error });
    }
    for (const array of arrays) differing += differences(array, range.of, x, y, values);
  }
  const judged = (list: readonly Point[]): readonly { readonly point: Point; readonly error: number }[] =>
    list.map((point) => ({ point, error: errorInUlp(point.value, exactValue(range.of, point.x, point.y)) }));
  const [worst, engineWorst] = [judged(ours.points), judged(theirs.points)];
  const largest = worst.reduce((a, b) => (b.error > a.error ? b : a));
  const off = [...worst, ...engineWorst, ...judged(sampled)]
    .filter(({ point }) => Number.isFinite(point.estimate))
    .map(({ point, error }) => Math.abs(point.estimate - error));
  return {
    ours: largest.error,
    at: [largest.point.x, largest.point.y],
    engine: Math.max(...engineWorst.map(({ error }) => error)),
    differing,
    estimateOff: Math.max(...off),
  };
}

function differences(
  array: ElementaryArrays,
  name: ElementaryFunction,
  x: Float64Array,
  y: Float64Array,
  values: Float64Array,
): number {
  const result = new Float64Array(x.length);
  array.apply(name, result, x, y);
  let differing = 0;
  for (let i = 0; i < result.length; i++) if (!Object.is(result[i], values[i])) differing += 1;
  return differing;
}

/** The points with the largest estimated errors so far. */
class WorstPoints {
  readonly points: Point[] = [];
  #least = -1;

  offer(x: number, y: number, value: number, estimate: number): void {
    if (!(estimate > this.#least)) return;
    this.points.push({ x, y, value, estimate });
    if (this.points.length <= WORST) return;
    this.points.sort((a, b) => b.estimate - a.estimate).pop();
    this.#least = this.points.at(-1)!.estimate;
  }
}
