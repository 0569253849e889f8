/**
 * The compactly supported correlation of Gaspari and Cohn 1999 (QJRMS 125:723-757, equation 4.10): 1 at distance 0, 0 from twice the
 * half-width `c` on.
 *
 * @example
 * gaspariCohn(1, 1); // 0.2083333
 */
export function gaspariCohn(distance: number, c: number): number {
  const r = distance / c;
  if (r >= 2) return 0;
  if (r <= 1) return 1 + r * r * (-5 / 3 + r * (5 / 8 + r * (1 / 2 - r / 4)));
  return 4 + r * (-5 + r * (5 / 3 + r * (5 / 8 + r * (-1 / 2 + r / 12)))) - 2 / (3 * r);
}
