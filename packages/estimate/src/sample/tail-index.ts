import { TwinwardError } from '@twinward/contract';
import { exp, log } from '@twinward/simulate';
import { quantile } from '../forecast/quantile.ts';
import { type Chains, chainsOf } from './chains.ts';

/** Share of the draws that counts as the tail. */
const SHARE = 0.05;

/**
 * How fast a parameter's tail falls: a such that P(|x - median| > k) goes like k^-a, from a generalised Pareto distribution fitted
 * to what the farthest 5 % of the draws exceed the others by. At most 2 means that the variance is infinite and an sd of draws
 * tells only of the largest few; at most 1, that there is no mean either. Infinity for a tail that falls faster than any power.
 * Throws `usage` for a parameter that is not there.
 */
export function tailIndex(chains: Chains, parameter: string): number {
  const place = chains.names.indexOf(parameter);
  if (place < 0) {
    throw new TwinwardError('usage', `there are no draws of ${parameter}`, { field: 'parameter' });
  }
  const all = chainsOf(chains, place).flatMap((chain) => Array.from(chain));
  const median = quantile(all, null, 0.5);
  const distances = Float64Array.from(all, (value) => Math.abs(value - median)).sort();
  const from = distances.length - Math.max(5, Math.floor(SHARE * distances.length));
  const edge = distances[from - 1] ?? 0;
  const shape = paretoShape(distances.subarray(Math.max(0, from)).map((distance) => distance - edge));
  return shape > 0 ? 1 / shape : Number.POSITIVE_INFINITY;
}

/**
 * The shape xi of a generalised Pareto distribution, P(X > x) = (1 + xi x / sigma)^(-1 / xi), from rising exceedances [n]: the
 * mean over the profile likelihood of b = -xi / sigma of Zhang and Stephens 2009 (Technometrics 51:316-325).
 */
function paretoShape(x: Float64Array): number {
  const n = x.length;
  const largest = x[n - 1]!;
  const quarter = x[Math.floor(n / 4 + 0.5) - 1]!;
  if (!(quarter > 0)) return 0;
  const points = 30 + Math.floor(Math.sqrt(n));
  const bs = Float64Array.from({ length: points }, (_, j) => {
    return 1 / largest + (1 - Math.sqrt(points / (j + 0.5))) / (3 * quarter);
  });
  const shapeAt = (b: number): number => x.reduce((sum, value) => sum + log(1 - b * value), 0) / n;
  const likelihoods = bs.map((b) => {
    const shape = shapeAt(b);
    return n * (log(-b / shape) - shape - 1);
  });
  const most = likelihoods.reduce((a, b) => Math.max(a, b));
  let [sum, weighted] = [0, 0];
  bs.forEach((b, j) => {
    const weight = exp(likelihoods[j]! - most);
    sum += weight;
    weighted += weight * b;
  });
  return shapeAt(weighted / sum);
}
