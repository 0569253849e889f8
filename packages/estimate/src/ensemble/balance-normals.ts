import { cholesky } from './cholesky.ts';
import { covarianceOf, meanOf } from './moments.ts';

/** Members that a balanced sample has for each of its numbers, at least: fewer would be bent out of shape. */
const MEMBERS_EACH = 3;

/**
 * Moves standard normal draws [members x size, by rows] in place so that their mean is 0 and their covariance the identity exactly: z becomes
 * L^-1 (z - mean), L L' the covariance of the sample. A small ensemble then begins without the correlations that chance alone gives it, which a
 * filter would take for knowledge (second-order exact sampling; Pham 2001, MWR 129:1194-1207; Evensen 2004, Ocean Dyn. 54:539-560). Fewer
 * than three members for each number stay as they were drawn.
 *
 * @example
 * const draws = Float64Array.from([1, 3, 2, 2, 5]);
 * balanceNormals(draws, 1);
 * Math.abs(draws.reduce((sum, z) => sum + z, 0)) < 1e-12; // true
 */
export function balanceNormals(values: Float64Array, size: number): void {
  const members = values.length / size;
  if (members < MEMBERS_EACH * size) return;
  const columns = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: members }, (_row, m) => values[m * size + i]!),
  );
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) covariance[i * size + j] = covarianceOf(columns[i]!, columns[j]!, null);
  const l = cholesky(covariance, size);
  const means = columns.map((column) => meanOf(column, null));
  for (let m = 0; m < members; m++) {
    const row = values.subarray(m * size, (m + 1) * size);
    for (let i = 0; i < size; i++) {
      let left = row[i]! - means[i]!;
      for (let k = 0; k < i; k++) left -= l[i * size + k]! * row[k]!;
      row[i] = left / l[i * size + i]!;
    }
  }
}
