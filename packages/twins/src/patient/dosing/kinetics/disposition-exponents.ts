import type { RateConstants } from './rate-constants.ts';

/**
 * The exponents, /h, fastest first, at which a central compartment with up to two peripheral ones empties: the roots of
 *
 *     k10 + sum out_i - x = sum out_i back_i / (back_i - x)
 *
 * For two compartments alpha, beta = (s +- sqrt((k10 + k12 - k21)^2 + 4 k12 k21)) / 2 with s = k10 + k12 + k21, beta taken as
 * k10 k21 / alpha so that a slow one keeps its digits. For three the roots are parted by the return rates, and each is
 * bisected between its neighbours down to the last bit.
 */
export function dispositionExponents({ k10, exchange }: RateConstants): Float64Array {
  const [first, second] = exchange;
  if (first === undefined) return Float64Array.of(k10);
  if (second === undefined) {
    const { out, back } = first;
    const apart = k10 + out - back;
    const alpha = (k10 + out + back + Math.sqrt(apart * apart + 4 * out * back)) / 2;
    return Float64Array.of(alpha, (k10 * back) / alpha);
  }
  const fast = Math.max(first.back, second.back);
  const slow = Math.min(first.back, second.back);
  const most = k10 + first.out + second.out + fast;
  const cubic = (x: number): number =>
    (k10 + first.out + second.out - x) * (first.back - x) * (second.back - x) -
    first.out * first.back * (second.back - x) -
    second.out * second.back * (first.back - x);
  const alpha = bisect(cubic, fast, most);
  const gamma = bisect(cubic, 0, slow);
  return Float64Array.of(alpha, bisect(cubic, slow, fast), gamma);
}

/** The root of a function of opposite sign at the ends, or an end where it is zero there. */
function bisect(f: (x: number) => number, low: number, high: number): number {
  const rising = f(high) > f(low);
  let [a, b] = [low, high];
  for (;;) {
    const middle = a + (b - a) / 2;
    if (middle <= a || middle >= b) return middle;
    if (f(middle) > 0 === rising) b = middle;
    else a = middle;
  }
}
