import type { StochasticMoments } from '@twinward/simulate';
import type { StochasticCase } from './stochastic-case.ts';

/** A standard deviation printed as 0 is smaller than this; what does not vary has its mean to this, relatively. */
const PRINTED = 1e-4;

/** How the moments of many runs compare with what is expected. */
export interface Judgement {
  /** Times at which a Z, or a Y, lies outside its range. */
  readonly means: readonly number[];
  readonly sds: readonly number[];
  /** How many values of Z and Y were compared. */
  readonly tests: number;
  /** What does not vary and has another value, or varies where it should not; null if nothing does. */
  readonly wrong: string | null;
}

/**
 * The tests of the SBML Test Suite (Evans, Gillespie and Wilkinson 2008, doi:10.1093/bioinformatics/btm566), n runs: Z = sqrt(n)
 * (mean - mu) / sigma and Y = sqrt(n / 2) (S^2 / sigma^2 - 1), each in its range. Where a case expects no standard deviation, because
 * the distribution has no moments, its mean column holds the median, and Z is that of the sign test: (above - below) / sqrt(above +
 * below). Quantities that are made of each other leave their ranges together, so times are counted, not values.
 */
export function judgeMoments(
  expects: StochasticCase,
  { runs, means, variances }: StochasticMoments,
  below: Float64Array,
  above: Float64Array,
): Judgement {
  const found = { means: new Set<number>(), sds: new Set<number>() };
  let tests = 0;
  let wrong: string | null = null;
  const width = expects.variables.length;
  for (let i = 0; i < expects.means.length; i++) {
    const time = expects.times[Math.floor(i / width)]!;
    const [mu, sigma] = [expects.means[i]!, expects.sds[i]!];
    if (sigma === 0) {
      const off = Math.abs(means[i]! - mu) > PRINTED * Math.max(1, Math.abs(mu));
      if (off || !(Math.sqrt(variances[i]!) < PRINTED)) {
        const { name } = expects.variables[i % width]!;
        wrong ??= `${name} at ${time} is ${means[i]} with variance ${variances[i]}, not always ${mu}`;
      }
      continue;
    }
    tests += 1;
    if (Number.isNaN(sigma)) {
      const apart = above[i]! + below[i]!;
      const z = apart === 0 ? 0 : (above[i]! - below[i]!) / Math.sqrt(apart);
      if (!within(z, expects.meanRange)) found.means.add(time);
      continue;
    }
    tests += 1;
    const z = (Math.sqrt(runs) * (means[i]! - mu)) / sigma;
    const y = Math.sqrt(runs / 2) * (variances[i]! / (sigma * sigma) - 1);
    if (!within(z, expects.meanRange)) found.means.add(time);
    if (!within(y, expects.sdRange)) found.sds.add(time);
  }
  for (const [variable, { name }] of expects.variables.entries()) {
    const places = expects.times.map((_, row) => row * width + variable);
    if (!places.some((i) => Number.isNaN(expects.sds[i]!))) continue;
    if (places.every((i) => above[i] === 0 && below[i] === 0)) wrong ??= `${name} never varies`;
  }
  return { means: [...found.means], sds: [...found.sds], tests, wrong };
}

function within(value: number, [low, high]: readonly [number, number]): boolean {
  return value > low && value < high;
}
