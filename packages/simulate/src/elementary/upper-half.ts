/** 2^27 + 1 */
const SPLITTER = 134217729;

/**
 * The upper 26 bits of a number, rounded (Veltkamp; Dekker 1971, Numer. Math. 18:224-242): what is left has 26 bits too, so
 * that products of halves are exact. For |x| < 2^996.
 *
 * @example
 * upperHalf(1 / 3); // 0.33333333581686
 */
export function upperHalf(x: number): number {
  const scaled = SPLITTER * x;
  return scaled - (scaled - x);
}
