import { exp } from './exp.ts';
import { tanh } from './tanh.ts';

/**
 * e to the x, less 1, accurate near 0: with T = tanh(x / 2), 2 T / (1 - T) below 1 in size, else e^x - 1. The same bits in every
 * engine; within 4 ulp of the true value.
 *
 * @example
 * expm1(1e-10); // 0.000000000100000000005
 */
export function expm1(x: number): number {
  if (!(x > -1 && x < 1)) return exp(x) - 1;
  if (Math.abs(x) < 1e-17) return x;
  const t = tanh(0.5 * x);
  return (2 * t) / (1 - t);
}
