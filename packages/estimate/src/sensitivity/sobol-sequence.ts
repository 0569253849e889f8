import { type Draws, TwinwardError } from '@twinward/contract';
import { DIRECTIONS } from './direction-numbers.ts';

/** The most dimensions there are direction numbers for. */
export const MOST_DIMENSIONS: number = DIRECTIONS.length + 1;

const TWO_TO_32 = 4294967296;

/**
 * The first `size` points of Sobol's sequence (Sobol 1967; Antonov and Saleev 1979) in the open unit cube, [size x dimensions, row
 * by row]: every power of two of them is spread evenly over the cube and over each pair of its sides. With `shift`, every dimension
 * is shifted digitally by one random word, which keeps the evenness and makes estimates unbiased; without, the first point is
 * next to the origin. Throws `usage` for more than 51 dimensions or 2^32 points.
 *
 * @example
 * [...sobolPoints(4, 1)].map((u) => u.toFixed(2)); // 0.00,0.50,0.75,0.25
 */
export function sobolPoints(size: number, dimensions: number, shift?: Draws): Float64Array {
  if (!(dimensions >= 1 && dimensions <= MOST_DIMENSIONS && Number.isInteger(size) && size < TWO_TO_32)) {
    throw new TwinwardError('usage', `there are no ${size} Sobol points in ${dimensions} dimensions`, {
      field: 'dimensions',
      remedy: `ask for 1 to ${MOST_DIMENSIONS} dimensions`,
    });
  }
  const points = new Float64Array(size * dimensions);
  for (let j = 0; j < dimensions; j++) {
    const v = directions(j);
    let word = shift === undefined ? 0 : shift.uint32();
    for (let i = 0; i < size; i++) {
      // in the order of Gray's code one direction changes from point to point: that of the lowest zero bit of i
      points[i * dimensions + j] = ((word >>> 0) + 0.5) / TWO_TO_32;
      word ^= v[Math.clz32(~i & (i + 1)) ^ 31]!;
    }
  }
  return points;
}

/** The 32 direction words of a dimension, the first with the highest bit. */
function directions(dimension: number): Uint32Array {
  const v = new Uint32Array(32);
  if (dimension === 0) {
    for (let k = 0; k < 32; k++) v[k] = 1 << (31 - k);
    return v;
  }
  const { a, m } = DIRECTIONS[dimension - 1]!;
  const s = m.length;
  for (let k = 0; k < s; k++) v[k] = m[k]! << (31 - k);
  for (let k = s; k < 32; k++) {
    let word = v[k - s]! ^ (v[k - s]! >>> s);
    for (let i = 1; i < s; i++) if ((a >> (s - 1 - i)) & 1) word ^= v[k - i]!;
    v[k] = word;
  }
  return v;
}
