import { TwinwardError } from '@twinward/contract';

/** Bounds, side by side; where one is missing it is infinite. */
export interface Bounds {
  readonly lower?: ArrayLike<number>;
  readonly upper?: ArrayLike<number>;
}

/** The box in which a search stays: lower <= x <= upper, component by component [n]. */
export interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * The box of given bounds for a search that starts at `start`. Throws `usage` for bounds of another length, a lower bound not
 * below its upper one, or a start that is not finite or lies outside.
 */
export function boxAround(start: ArrayLike<number>, { lower, upper }: Bounds): Box {
  const n = start.length;
  if (n === 0) refuse('start', 'there is nothing to search over', 'give at least one number');
  const box = {
    lower: side(lower, n, Number.NEGATIVE_INFINITY, 'lower'),
    upper: side(upper, n, Number.POSITIVE_INFINITY, 'upper'),
  };
  for (let i = 0; i < n; i++) {
    const [low, high, x] = [box.lower[i]!, box.upper[i]!, start[i]!];
    if (!(low < high))
      refuse(`lower[${i}]`, `no number lies between ${low} and ${high}`, 'give lower < upper');
    if (!Number.isFinite(x)) refuse(`start[${i}]`, `${x} is no start`, 'give finite numbers');
    if (!(x >= low && x <= high)) {
      refuse(`start[${i}]`, `${x} is not within ${low} to ${high}`, 'start inside the bounds');
    }
  }
  return box;
}

/** The nearest point of the box, in place. */
export function intoBox(x: Float64Array, { lower, upper }: Box): Float64Array {
  for (let i = 0; i < x.length; i++) x[i] = Math.max(lower[i]!, Math.min(upper[i]!, x[i]!));
  return x;
}

function side(given: ArrayLike<number> | undefined, n: number, none: number, field: string): Float64Array {
  if (given === undefined) return new Float64Array(n).fill(none);
  if (given.length !== n) refuse(field, `${given.length} bounds for ${n} numbers`, 'give one for each');
  return Float64Array.from(given);
}

function refuse(field: string, message: string, remedy: string): never {
  throw new TwinwardError('usage', message, { field, remedy });
}
