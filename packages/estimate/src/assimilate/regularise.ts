import type { Belief, Column, Draws } from '@twinward/contract';
import { exp, log } from '@twinward/simulate';
import { cholesky } from '../ensemble/cholesky.ts';
import { fromScale, toScale } from '../ensemble/column-scale.ts';
import { columnValues } from '../ensemble/column-values.ts';
import { weightsOf } from '../ensemble/log-weights.ts';
import { covarianceOf, meanOf } from '../ensemble/moments.ts';

/**
 * The kernel of Liu and West 2001 ("Combined parameter and state estimation in simulation-based filtering", eq. 10.3.12 on) on
 * parameter columns, on their scales: theta = a theta_i + (1 - a) mean + b L e, with L L' the covariance before resampling, e
 * standard normal and a = sqrt(1 - b^2), so that mean and covariance are kept while copies are told apart. The bandwidth b is
 * `multiplier` times that of a normal kernel, (4 / ((d + 2) N))^(1 / (d + 4)) (Silverman 1986, eq. 4.14), at most 1.
 */
export function regularise(
  weighted: Belief,
  picked: Belief,
  columns: readonly Column[],
  multiplier: number,
  drawsOf: (member: number) => Draws,
): Belief {
  const indices = columns.flatMap((c, i) => (c.role === 'parameter' ? [i] : []));
  const d = indices.length;
  if (d === 0 || multiplier === 0) return picked;
  const weights = weightsOf(weighted);
  const scaled = indices.map((i) => toScale(columns[i]!, columnValues(weighted, i)));
  const means = scaled.map((z) => meanOf(z, weights));
  const covariance = new Float64Array(d * d);
  for (let i = 0; i < d; i++)
    for (let j = 0; j < d; j++) covariance[i * d + j] = covarianceOf(scaled[i]!, scaled[j]!, weights);
  const l = cholesky(covariance, d);
  const kernel = exp(log(4 / ((d + 2) * picked.size)) / (d + 4));
  const b = Math.min(1, multiplier * kernel);
  const a = Math.sqrt(1 - b * b);
  const own = indices.map((i) => toScale(columns[i]!, columnValues(picked, i)));
  const values = picked.values.slice();
  for (let m = 0; m < picked.size; m++) {
    const draws = drawsOf(m);
    const e = Float64Array.from({ length: d }, () => draws.normal());
    for (let i = 0; i < d; i++) {
      if (covariance[i * d + i] === 0) continue;
      let noise = 0;
      for (let k = 0; k <= i; k++) noise += l[i * d + k]! * e[k]!;
      const z = a * own[i]![m]! + (1 - a) * means[i]! + b * noise;
      values[m * picked.width + indices[i]!] = fromScale(columns[indices[i]!]!, z);
    }
  }
  return { ...picked, values };
}
