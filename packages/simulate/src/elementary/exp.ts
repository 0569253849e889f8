import { nearest } from './nearest.ts';
import { reducedExponential } from './reduced-exponential.ts';
import { twoToThe } from './two-to-the.ts';

/**
 * e to the x, by argument reduction x = k ln 2 + r and a polynomial of degree 11 on |r| <= ln(2)/2.
 *
 * Uses only + - * and powers of two, so that every engine gives the same bits, in JavaScript as in WebAssembly; `Math.exp`
 * does not promise that. Within 0.7 ulp of the true value, 0.8 where it is subnormal. Overflows to Infinity above 709.78, underflows gradually to 0
 * below -745.13.
 *
 * @example
 * exp(1); // 2.718281828459045
 */
export function exp(x: number): number {
  if (!(Math.abs(x) <= 708)) return extremeExp(x);
  const k = nearest(x * Math.LOG2E);
  return reducedExponential(x, 0, k) * twoToThe(k);
}

function extremeExp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 710) return Infinity;
  if (x < -746) return 0;
  const k = nearest(x * Math.LOG2E);
  // in two steps, of which only the last can round or overflow
  const half = nearest(k * 0.5);
  return reducedExponential(x, 0, k) * twoToThe(k - half) * twoToThe(half);
}
