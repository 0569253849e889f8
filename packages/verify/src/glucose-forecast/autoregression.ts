/** Lags of the reference autoregression: one hour of five-minute readings. */
export const ORDER = 12;

/**
 * The coefficients [13] of x(t+1) = c0 + c1 x(t) + ... + c12 x(t-11) by least squares over every complete stretch of the points
 * before `end`; null if there are fewer stretches than coefficients.
 */
export function fitAutoregression(x: Float64Array, end: number): Float64Array | null {
  const n = ORDER + 1;
  const A = new Float64Array(n * n);
  const b = new Float64Array(n);
  const row = new Float64Array(n).fill(1);
  let stretches = 0;
  for (let t = ORDER - 1; t + 1 < end; t++) {
    for (let k = 0; k < ORDER; k++) row[k + 1] = x[t - k]!;
    const next = x[t + 1]!;
    if (Number.isNaN(next) || row.some((value) => Number.isNaN(value))) continue;
    stretches++;
    for (let i = 0; i < n; i++) {
      b[i] = b[i]! + row[i]! * next;
      for (let j = 0; j < n; j++) A[i * n + j] = A[i * n + j]! + row[i]! * row[j]!;
    }
  }
  return stretches < n ? null : solved(A, b, n);
}

/** The forecast `steps` points after t, each step taking the one before as if it had been read. */
export function iterateAutoregression(c: Float64Array, x: Float64Array, t: number, steps: number): number {
  const recent = Array.from({ length: ORDER }, (_, k) => x[t - k]!);
  for (let step = 0; step < steps; step++) {
    let next = c[0]!;
    for (let k = 0; k < ORDER; k++) next += c[k + 1]! * recent[k]!;
    recent.pop();
    recent.unshift(next);
  }
  return recent[0]!;
}

/** Gaussian elimination with partial pivoting. */
function solved(A: Float64Array, b: Float64Array, n: number): Float64Array | null {
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++)
      if (Math.abs(A[i * n + column]!) > Math.abs(A[pivot * n + column]!)) pivot = i;
    if (A[pivot * n + column] === 0) return null;
    for (let j = 0; j < n; j++)
      [A[column * n + j], A[pivot * n + j]] = [A[pivot * n + j]!, A[column * n + j]!];
    [b[column], b[pivot]] = [b[pivot]!, b[column]!];
    for (let i = column + 1; i < n; i++) {
      const factor = A[i * n + column]! / A[column * n + column]!;
      for (let j = column; j < n; j++) A[i * n + j] = A[i * n + j]! - factor * A[column * n + j]!;
      b[i] = b[i]! - factor * b[column]!;
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) b[i] = b[i]! - A[i * n + j]! * b[j]!;
    b[i] = b[i]! / A[i * n + i]!;
  }
  return b;
}
