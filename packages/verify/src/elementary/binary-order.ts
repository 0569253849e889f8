const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/** The whole e with 2^e <= |x| < 2^(e + 1), for a finite x; 0 counts as the smallest double. */
export function binaryOrder(x: number): number {
  double[0] = x;
  const biased = (words[HIGH]! >>> 20) & 0x7ff;
  if (biased > 0) return biased - 1023;
  return x === 0 ? -1074 : binaryOrder(x * 2 ** 54) - 54;
}
