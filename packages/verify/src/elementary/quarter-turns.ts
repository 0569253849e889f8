import { binaryOrder } from './binary-order.ts';
import type { DoubleDouble } from './double-double.ts';
import { HALF_PI } from './double-double-constants.ts';
import { FixedPoint } from './fixed-point.ts';
import { scaled } from './scaled.ts';

/** Bits of a quarter turn after the point: 61 may be 0 for the hardest angle, 106 are wanted, 53 are multiplied away. */
const BITS = 256;
const TURN = 1n << BigInt(BITS + 2);
const QUARTER = 1n << BigInt(BITS);
/** 2/pi to as many bits as the largest double asks for. */
const LARGEST = 1024 + BITS;
const TWO_OVER_PI = twoOverPi();
/** 2^(order - 52) 2/pi modulo a whole turn, by order, so that its product with a mantissa is an angle. */
const digits = new Map<number, bigint>();

function twoOverPi(): bigint {
  const point = FixedPoint.of(LARGEST + 64);
  return point.over(2n * point.one, point.pi) >> (point.bits - BigInt(LARGEST));
}

/**
 * Reduces an angle of any size: writes x - n pi/2, at most pi/4, to `rest` and gives n modulo 4. The digits of 2/pi that make whole turns
 * are left out (Payne and Hanek 1983), the others multiplied exactly.
 */
export function quarterTurns(x: number, rest: DoubleDouble): number {
  if (Math.abs(x) < 0.78) {
    rest.set(x);
    return 0;
  }
  const order = binaryOrder(x);
  let slice = digits.get(order);
  if (slice === undefined) {
    slice = (TWO_OVER_PI >> BigInt(LARGEST - BITS - (order - 52))) % TURN;
    digits.set(order, slice);
  }
  const angle = (BigInt(scaled(Math.abs(x), 52 - order)) * slice) % TURN;
  const quarters = (angle + QUARTER / 2n) / QUARTER;
  const beyond = angle - quarters * QUARTER;
  const high = Number(beyond);
  rest.set(high, Number(beyond - BigInt(high))).scale(2 ** -BITS);
  rest.times(HALF_PI);
  if (x > 0) return Number(quarters) % 4;
  rest.scale(-1);
  return (4 - Number(quarters)) % 4;
}
