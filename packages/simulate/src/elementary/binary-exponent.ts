const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
/** The high words of 1 and of sqrt(1/2), less each other. */
const FROM_ROOT_HALF = 0x95f62;

/**
 * The whole k for which x / 2^k lies between about sqrt(1/2) and sqrt(2) (0.7071066 to 1.4142132), for a normal x > 0.
 *
 * @example
 * binaryExponent(0.75); // 0
 */
export function binaryExponent(x: number): number {
  double[0] = x;
  return ((words[HIGH]! + FROM_ROOT_HALF) >> 20) - 1023;
}
