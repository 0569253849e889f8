import type { Draws } from '@twinward/contract';
import { exp } from '../../elementary/exp.ts';
import { truncatedExponential } from './truncated-exponential.ts';

/** sqrt(2 pi): narrower intervals around 0 are better met by uniform proposals. */
const WIDE = 2.5066282746310002;

/**
 * A standard normal number that lies in [low, high], by the rejections of Robert 1995 (Statistics and Computing 5:121-125,
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
  const root = Math.sqrt(low * low + 4);
  const rate = (low + root) / 2;
  if (high - low < 1 / rate) return uniformly(draws, low, high, low);
  for (;;) {
    const z = low + truncatedExponential(draws, 0, (high - low) * rate) / rate;
    if (draws.uniform() <= exp((-(z - rate) * (z - rate)) / 2)) return z;
  }
}

/** Accepts in proportion to the density, which is highest at `mode`. */
function uniformly(draws: Draws, low: number, high: number, mode: number): number {
  for (;;) {
    const z = low + (high - low) * draws.uniform();
    if (draws.uniform() <= exp((mode * mode - z * z) / 2)) return z;
  }
}
