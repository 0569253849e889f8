import { DoubleDouble } from './double-double.ts';
import { FixedPoint } from './fixed-point.ts';

const POINT = FixedPoint.of(256);

/** A fixed-point number of 256 bits, rounded. */
function rounded(x: bigint): DoubleDouble {
  const high = Number(x);
  return new DoubleDouble().set(high, Number(x - BigInt(high))).scale(2 ** -256);
}

export const LN2: DoubleDouble = rounded(POINT.ln2);
export const HALF_PI: DoubleDouble = rounded(POINT.pi / 2n);

/** 1/n! for n from 0 to 27, where the next would be below 2^-93. */
export const INVERSE_FACTORIALS: readonly DoubleDouble[] = inverseFactorials();

function inverseFactorials(): readonly DoubleDouble[] {
  const list: DoubleDouble[] = [];
  let factorial = 1n;
  for (let n = 0n; n < 28n; n++) {
    if (n > 0n) factorial *= n;
    list.push(rounded(POINT.one / factorial));
  }
  return list;
}
