import type { ElementaryFunction } from '@twinward/simulate';
import { binaryOrder } from './binary-order.ts';
import { type BinaryParts, binaryParts } from './binary-parts.ts';
import { FixedPoint, nearestQuotient } from './fixed-point.ts';

/** Bits that are right, at least. */
const BITS = 192;
/** Where tanh differs from 1 by less than any double shows. */
const SATURATED = 400;

/**
 * The value of an elementary function at double arguments to at least 180 bits, from BigInt arithmetic with as many bits as the
 * arguments ask for. For arguments other than 0 where the function is finite and not 0.
 *
 * @example
 * const { m, exponent } = exactValue('log', 2, 0);
 * Number(m) * 2 ** exponent; // 0.6931471805599453
 */
export function exactValue(name: ElementaryFunction, x: number, y: number): BinaryParts {
  const order = binaryOrder(x);
  switch (name) {
    case 'exp':
      return exponential(FixedPoint.of(BITS), x);
    case 'expm1':
      return value(FixedPoint.of(BITS + Math.max(0, -order)), (point) => exponentialLess(point, x));
    case 'tanh':
      return value(FixedPoint.of(BITS + Math.max(0, -order)), (point) => hyperbolicTangent(point, x));
    case 'log':
      return value(FixedPoint.of(BITS + 64), (point) => logarithm(point, x));
    case 'pow':
      return power(x, y);
    case 'sin':
      return value(FixedPoint.of(BITS + 64 + Math.abs(order)), (point) => sineAndCosine(point, x)[0]);
    case 'cos':
      return value(FixedPoint.of(BITS + 64 + Math.abs(order)), (point) => sineAndCosine(point, x)[1]);
    case 'tan':
      return value(FixedPoint.of(BITS + 64 + Math.abs(order)), (point) =>
        point.over(...sineAndCosine(point, x)),
      );
    case 'atan':
      return value(FixedPoint.of(BITS + Math.abs(order)), (point) => arcTangent(point, x));
  }
}

function value(point: FixedPoint, compute: (point: FixedPoint) => bigint): BinaryParts {
  return { m: compute(point), exponent: -Number(point.bits) };
}

function fixed(point: FixedPoint, x: number): bigint {
  const { m, exponent } = binaryParts(x);
  return point.from(m, exponent);
}

function exponential(point: FixedPoint, x: number): BinaryParts {
  const [m, k] = point.exponential(fixed(point, x));
  return { m, exponent: Number(k - point.bits) };
}

function exponentialLess(point: FixedPoint, x: number): bigint {
  const [m, k] = point.exponential(fixed(point, x));
  return (k >= 0n ? m << k : m >> -k) - point.one;
}

function hyperbolicTangent(point: FixedPoint, x: number): bigint {
  const e = exponentialLess(point, 2 * Math.min(Math.abs(x), SATURATED));
  const size = point.over(e, e + 2n * point.one);
  return x < 0 ? -size : size;
}

function logarithm(point: FixedPoint, x: number): bigint {
  const k = binaryOrder(x * Math.SQRT1_2) + 1;
  const { m, exponent } = binaryParts(x);
  return point.logarithm(point.from(m, exponent - k)) + BigInt(k) * point.ln2;
}

function power(x: number, y: number): BinaryParts {
  const point = FixedPoint.of(BITS + 64 + Math.max(0, binaryOrder(y)));
  const { m, exponent } = binaryParts(y);
  const product = logarithm(point, Math.abs(x)) * m;
  const [size, k] = point.exponential(
    exponent >= 0 ? product << BigInt(exponent) : product >> BigInt(-exponent),
  );
  const odd = Math.abs(y % 2) === 1;
  return { m: x < 0 && odd ? -size : size, exponent: Number(k - point.bits) };
}

function sineAndCosine(point: FixedPoint, x: number): readonly [sine: bigint, cosine: bigint] {
  const t = fixed(point, x);
  const quarters = nearestQuotient(2n * t, point.pi);
  const [sine, cosine] = point.circular(t - (quarters * point.pi) / 2n);
  switch (quarters & 3n) {
    case 0n:
      return [sine, cosine];
    case 1n:
      return [cosine, -sine];
    case 2n:
      return [-sine, -cosine];
    default:
      return [-cosine, sine];
  }
}

function arcTangent(point: FixedPoint, x: number): bigint {
  const t = fixed(point, Math.abs(x));
  const size =
    t <= point.one ? point.arcTangent(t) : point.pi / 2n - point.arcTangent(point.over(point.one, t));
  return x < 0 ? -size : size;
}
