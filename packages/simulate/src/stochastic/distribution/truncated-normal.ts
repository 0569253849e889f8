import type { Draws } from '@twinward/contract';
import { exp } from '../../elementary/exp.ts';
import { truncatedExponential } from './truncated-exponential.ts';

/** sqrt(2 pi): narrower intervals around 0 are better met by uniform proposals. */
const WIDE = 2.5066282746310002;
/** From here on the square of a number does not feel 4. */
const FAR = 1e9;

/**
 * A standard normal number that lies in [low, high], not both the same infinity, by the rejections of Robert 1995 (Statistics and Computing 5:121-125,
 * doi:10.1007/BF00143942): from normal proposals where the interval holds much of the mass, from exponential ones far out, from
 * uniform ones where it is narrow. At most a few proposals on average, however far out the interval lies.
 */
export function truncatedNormal(draws: Draws, low: number, high: number): number {
  if (high < 0) return -truncatedNormal(draws, -high, -low);
  if (low > 0) return beyond(draws, low, high);
  if (high - low > WIDE) {
    for (;;) {
      const z = draws.normal();
      if (z >= low && z <= high) return z;
    }
  }
  return uniformly(draws, low, high, 0);
}

/** Right of 0: by a shifted exponential of the best rate, or uniform proposals where that would overshoot. */
function beyond(draws: Draws, low: number, high: number): number {
  const root = low > FAR ? low : Math.sqrt(low * low + 4);
  const rate = (low + root) / 2;
  // how far the rate lies beyond `low`, without the rounding of a difference
  const ahead = 2 / (low + root);
  if (high - low < 1 / rate) return uniformly(draws, low, high, low);
  for (;;) {
    const step = truncatedExponential(draws, 0, (high - low) * rate) / rate;
    if (draws.uniform() <= exp((-(step - ahead) * (step - ahead)) / 2)) return low + step;
  }
}

/** Accepts in proportion to the density, which is highest at `mode`. */
function uniformly(draws: Draws, low: number, high: number, mode: number): number {
  for (;;) {
    const z = low + (high - low) * draws.uniform();
    if (draws.uniform() <= exp(((mode - z) * (mode + z)) / 2)) return z;
  }
}
