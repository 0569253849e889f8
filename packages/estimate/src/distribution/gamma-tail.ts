import { exp, log } from '@twinward/simulate';
import { logGamma } from './log-gamma.ts';

/**
 * The regularised upper incomplete gamma function Q(a, x) for a > 0, x >= 0: the series below a + 1 and Lentz's continued
 * fraction above (Abramowitz and Stegun 6.5.29, 6.5.31). P(Poisson(x) <= k) = Q(k + 1, x); P(chi2_n > x) = Q(n/2, x/2).
 */
export function gammaTail(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = exp(a * log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * series(a, x) : front * fraction(a, x);
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 10_000 && term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 10_000; n++) {
    const step = -n * (n - a);
    b += 2;
    d = 1 / (step * d + b);
    c = b + step / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}
