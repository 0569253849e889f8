import { type BinaryParts, binaryParts } from './binary-parts.ts';

const LEAST_ORDER = -1022;
/** The halfway point above the largest double, from which on the rounded value is infinite: 2^1024 - 2^970. */
const OVERFLOW = (1n << 1024n) - (1n << 970n);
/** Fractions of a unit that are told apart: 2^-60. */
const FINE = 60;

/**
 * How far a double is from the true value, in units in the last place: the distance of doubles in the binade of the true value, 2^-1074
 * among subnormal ones. Infinity where it is not a number, or infinite though the true value rounds to a double.
 */
export function errorInUlp(given: number, exact: BinaryParts): number {
  if (Number.isNaN(given)) return Infinity;
  const size = exact.m < 0n ? -exact.m : exact.m;
  if (Math.abs(given) === Infinity) {
    const beyond = scaled(size, exact.exponent) >= OVERFLOW && given > 0 === exact.m > 0n;
    return beyond ? 0 : Infinity;
  }
  const order = size.toString(2).length - 1 + exact.exponent;
  const unit = Math.max(order, LEAST_ORDER) - 52 - FINE;
  const { m, exponent } = binaryParts(given);
  const apart = scaled(m, exponent - unit) - scaled(exact.m, exact.exponent - unit);
  return Math.abs(Number(apart)) / 2 ** FINE;
}

function scaled(m: bigint, exponent: number): bigint {
  return exponent >= 0 ? m << BigInt(exponent) : m >> BigInt(-exponent);
}
