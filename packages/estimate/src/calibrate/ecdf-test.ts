import type { RandomSource } from '@twinward/contract';
import { exp, log, logFactorial } from '@twinward/simulate';
import type { TestResult } from '../score/uniformity.ts';

/** Points of (0, 1) at which the empirical distribution is held against the uniform one. */
const POINTS = 99;

/**
 * Whether ranks of simulation-based calibration are uniform: the graphical test of Saeilynoja, Buerkner, Vehtari 2022 (Stat.
 * Comput. 32:32, section 2). At each of 99 points the number of values below it is binomial if they are uniform; the statistic
 * is the least of the two-sided tail probabilities over all points, and p the share of so many simulated uniform samples of the
 * same size with one as small, so that all points are judged at once. The seed of `random` decides the simulated samples.
 *
 * @param values on [0, 1], at least one
 * @example
 * const even = Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);
 * ecdfTest(even, philox('0000000000000001')).p; // 1
 */
export function ecdfTest(values: ArrayLike<number>, random: RandomSource, simulated = 2000): TestResult {
  const size = values.length;
  const tails = Array.from({ length: POINTS }, (_, i) => twoSidedTails(size, (i + 1) / (POINTS + 1)));
  const counts = new Float64Array(POINTS + 1);
  const statisticOf = (value: (i: number) => number): number => {
    counts.fill(0);
    for (let i = 0; i < size; i++) {
      const bin = Math.min(POINTS, Math.floor(value(i) * (POINTS + 1)));
      counts[bin] = counts[bin]! + 1;
    }
    let below = 0;
    let least = 1;
    for (let i = 0; i < POINTS; i++) {
      below += counts[i]!;
      least = Math.min(least, tails[i]![below]!);
    }
    return least;
  };
  const statistic = statisticOf((i) => values[i]!);
  let smaller = 0;
  for (let s = 0; s < simulated; s++) {
    const draws = random.draws(s, 0, 0);
    if (statisticOf(() => draws.uniform()) <= statistic) smaller++;
  }
  return { statistic, p: smaller / simulated };
}

/** For each count [size + 1], twice the smaller tail of the binomial distribution beyond it, at most 1. */
function twoSidedTails(size: number, p: number): Float64Array {
  const [logP, logQ] = [log(p), log(1 - p)];
  const all = logFactorial(size);
  const mass = Float64Array.from({ length: size + 1 }, (_, k) =>
    exp(all - logFactorial(k) - logFactorial(size - k) + k * logP + (size - k) * logQ),
  );
  const tails = new Float64Array(size + 1);
  let below = 0;
  for (let k = 0; k <= size; k++) {
    below += mass[k]!;
    tails[k] = below;
  }
  let above = 0;
  for (let k = size; k >= 0; k--) {
    above += mass[k]!;
    tails[k] = Math.min(1, 2 * Math.min(tails[k]!, above));
  }
  return tails;
}
