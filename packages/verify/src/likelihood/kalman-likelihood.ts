/** x' = F x + b + w, w ~ N(0, Q), a step; y = H x + e, e ~ N(0, diag R); x before the first step ~ N(mean, covariance). By rows. */
export interface LinearCourse {
  readonly f: Float64Array;
  readonly b: Float64Array;
  readonly q: Float64Array;
  readonly h: Float64Array;
  readonly r: Float64Array;
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
  /** [steps][p], NaN where one is missing. */
  readonly observations: readonly Float64Array[];
}

/** The exact log-likelihood of a linear normal course (Kalman 1960), one observation at a time. */
export function kalmanLikelihood({ f, b, q, h, r, mean, covariance, observations }: LinearCourse): number {
  const n = mean.length;
  let [m, p] = [mean, covariance];
  let total = 0;
  for (const observed of observations) {
    m = timesColumn(f, m).map((value, i) => value + b[i]!);
    p = sandwich(f, p, n).map((value, at) => value + q[at]!);
    for (let j = 0; j < r.length; j++) {
      if (Number.isNaN(observed[j]!)) continue;
      const row = h.subarray(j * n, (j + 1) * n);
      const cross = timesColumn(p, row);
      const variance = dot(row, cross) + r[j]!;
      const innovation = observed[j]! - dot(row, m);
      total -= 0.5 * (innovation ** 2 / variance + Math.log(2 * Math.PI * variance));
      m = m.map((value, i) => value + (cross[i]! * innovation) / variance);
      p = p.map((value, at) => value - (cross[Math.floor(at / n)]! * cross[at % n]!) / variance);
    }
  }
  return total;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

function timesColumn(a: Float64Array, x: Float64Array): Float64Array {
  const n = x.length;
  return Float64Array.from({ length: a.length / n }, (_, i) => dot(a.subarray(i * n, (i + 1) * n), x));
}

/** A P A'. */
function sandwich(a: Float64Array, p: Float64Array, n: number): Float64Array {
  const rows = (matrix: Float64Array, i: number) => matrix.subarray(i * n, (i + 1) * n);
  // P is symmetric: row j of A P' holds P a_j
  const half = Array.from({ length: n }, (_, j) => timesColumn(p, rows(a, j)));
  return Float64Array.from({ length: n * n }, (_, at) => dot(rows(a, Math.floor(at / n)), half[at % n]!));
}
