const double = new Float64Array(1);
const bits = new BigUint64Array(double.buffer);

/** A number m 2^exponent. */
export interface BinaryParts {
  readonly m: bigint;
  readonly exponent: number;
}

/** A finite double, exactly. */
export function binaryParts(x: number): BinaryParts {
  double[0] = x;
  const biased = Number((bits[0]! >> 52n) & 0x7ffn);
  const fraction = bits[0]! & 0xfffffffffffffn;
  const m = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return { m: x < 0 ? -m : m, exponent: Math.max(biased, 1) - 1075 };
}
