import { type Draws, TwinwardError } from '@twinward/contract';
import { exp } from '../elementary/exp.ts';
import { log } from '../elementary/log.ts';
import { logFactorial } from './log-factorial.ts';

/**
 * A Poisson count of the given mean: by inversion of one uniform below mean 10, else by transformed rejection (Hormann
 * 1993, Insurance: Mathematics and Economics 12:39-45, algorithm PTRS). Throws `usage` for a mean that is negative or not
 * finite.
 *
 * @example
 * const draws = philox('00000000000000ff').draws(0, 0, 0);
 * drawPoisson(draws, 4.2); // 4 admissions in an hour
 */
export function drawPoisson(draws: Draws, mean: number): number {
  if (!(mean >= 0 && mean < Infinity))
    throw new TwinwardError('usage', `no Poisson distribution of mean ${mean}`);
  return mean < 10 ? invert(draws, mean) : reject(draws, mean);
}

function invert(draws: Draws, mean: number): number {
  let left = draws.uniform();
  let probability = exp(-mean);
  let k = 0;
  while (left > probability && k < 200) {
    left -= probability;
    k += 1;
    probability *= mean / k;
  }
  return k;
}

function reject(draws: Draws, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  const logMean = log(mean);
  for (;;) {
    const u = draws.uniform() - 0.5;
    const v = draws.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (log((v * inverseAlpha) / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k)) return k;
  }
}
