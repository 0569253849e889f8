import { gammaTail } from './gamma-tail.ts';

/** The value below which the share `p` (0 < p < 1) of a gamma distribution of this shape and scale 1 lies; by bisection. */
export function gammaQuantile(shape: number, p: number): number {
  let [low, high] = [0, shape + 1];
  while (gammaTail(shape, high) > 1 - p) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-13 * high; i++) {
    const middle = (low + high) / 2;
    if (gammaTail(shape, middle) > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
