import { log } from '@twinward/simulate';
import { meanOf } from '../ensemble/moments.ts';

/**
 * How many independent draws the draws of some chains [chains][draws] are worth for their mean: N / (1 + 2 sum of
 * autocorrelations), by Geyer's initial monotone sequence over chains that are halved beforehand (Vehtari, Gelman, Simpson,
 * Carpenter and Buerkner 2021, Bayesian Analysis 16:667-718, section 3.2). At most N log10 N; NaN for draws without spread.
 */
export function effectiveDraws(chains: readonly Float64Array[]): number {
  const halves = halved(chains);
  const n = halves[0]!.length;
  const means = Float64Array.from(halves, (half) => meanOf(half, null));
  const covariance = (lag: number): number => {
    return meanOf(
      Float64Array.from(halves, (half, c) => autocovariance(half, means[c]!, lag)),
      null,
    );
  };
  const within = (covariance(0) * n) / (n - 1);
  const total = ((n - 1) / n) * within + varianceOf(means);
  const correlation = (lag: number): number => 1 - (within - covariance(lag)) / total;
  // sums of neighbouring autocorrelations of a reversible chain are positive and fall; where they no longer do there is noise
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let lag = 0; lag + 1 < n; lag += 2) {
    const pair = (lag === 0 ? 1 : correlation(lag)) + correlation(lag + 1);
    if (!(pair > 0)) break;
    least = Math.min(least, pair);
    sum += least;
  }
  const draws = halves.length * n;
  return total > 0 ? draws / Math.max(2 * sum - 1, log(10) / log(draws)) : Number.NaN;
}

/** Each chain as two: a chain that drifts differs from itself. The middle draw of an odd number is left out. */
export function halved(chains: readonly Float64Array[]): readonly Float64Array[] {
  return chains.flatMap((chain) => {
    const half = Math.floor(chain.length / 2);
    return [chain.subarray(0, half), chain.subarray(chain.length - half)];
  });
}

/** Unbiased variance. */
export function varianceOf(values: Float64Array): number {
  return (autocovariance(values, meanOf(values, null), 0) * values.length) / (values.length - 1);
}

function autocovariance(values: Float64Array, mean: number, lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) sum += (values[i]! - mean) * (values[i - lag]! - mean);
  return sum / values.length;
}
