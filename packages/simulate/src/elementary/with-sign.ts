/**
 * `size` with the sign of x, that of zeros too, for a size >= 0 that is 0 only when x is.
 *
 * @example
 * withSign(0, -0); // -0
 */
export function withSign(size: number, x: number): number {
  return x < 0 ? -size : x === 0 ? x : size;
}
