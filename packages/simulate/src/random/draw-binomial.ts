import { type Draws, TwinwardError } from '@twinward/contract';
import { exp } from '../elementary/exp.ts';
import { log } from '../elementary/log.ts';
import { logFactorial } from './log-factorial.ts';

/**
 * How many of `n` independent trials succeed, each with probability `p`: by inversion of one uniform when fewer than 10
 * successes (or failures) are expected, else by transformed rejection (Hormann 1993, J. Stat. Comput. Simul. 46:101-110,
 * algorithm BTRS). Throws `usage` unless n is a whole number >= 0 and p lies in [0, 1].
 *
 * @example
 * const draws = philox('00000000000000ff').draws(0, 0, 0);
 * drawBinomial(draws, 500, 0.03); // 16 of 500 contacts are infected
 */
export function drawBinomial(draws: Draws, n: number, p: number): number {
  if (!(Number.isInteger(n) && n >= 0 && p >= 0 && p <= 1)) {
    throw new TwinwardError('usage', `no binomial distribution of ${n} trials with probability ${p}`);
  }
  if (p > 0.5) return n - drawBinomial(draws, n, 1 - p);
  if (n === 0 || p === 0) return 0;
  return n * p < 10 ? invert(draws, n, p) : reject(draws, n, p);
}

function invert(draws: Draws, n: number, p: number): number {
  const odds = p / (1 - p);
  let left = draws.uniform();
  let probability = exp(n * log(1 - p));
  let k = 0;
  while (left > probability && k < n && k < 200) {
    left -= probability;
    k += 1;
    probability *= (odds * (n - k + 1)) / k;
  }
  return k;
}

function reject(draws: Draws, n: number, p: number): number {
  const sd = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * sd;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * sd;
  const mode = Math.floor((n + 1) * p);
  const logOdds = log(p / (1 - p));
  const atMode = logFactorial(mode) + logFactorial(n - mode);
  for (;;) {
    const u = draws.uniform() - 0.5;
    const v = draws.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + n * p + 0.5);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > n) continue;
    const overMode = atMode - logFactorial(k) - logFactorial(n - k) + (k - mode) * logOdds;
    if (log((v * alpha) / (a / (us * us) + b)) <= overMode) return k;
  }
}
