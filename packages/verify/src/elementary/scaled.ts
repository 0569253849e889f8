/** x 2^k, in two steps, since the power itself may be beyond the doubles. */
export function scaled(x: number, k: number): number {
  const half = Math.trunc(k / 2);
  return x * 2 ** half * 2 ** (k - half);
}
