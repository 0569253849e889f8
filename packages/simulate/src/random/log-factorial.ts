import { log } from '../elementary/log.ts';

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * The natural logarithm of k! for a whole k >= 0: the product itself below 16, Stirling's series above (relative error
 * below 1e-15).
 *
 * @example
 * logFactorial(5); // 4.787492
 */
export function logFactorial(k: number): number {
  if (k < 16) {
    let product = 1;
    for (let i = 2; i <= k; i++) product *= i;
    return log(product);
  }
  const x = k + 1;
  const z = 1 / (x * x);
  const series = (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z / 1680))) / x;
  return (x - 0.5) * log(x) - x + HALF_LOG_TWO_PI + series;
}
