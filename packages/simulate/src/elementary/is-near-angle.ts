/** Quarter turns up to 2^20, in radians. */
const FARTHEST = 1647099;
/** A rest closer than this to a whole quarter turn needs more of pi: 2^-20. */
const CLOSEST = 9.5367431640625e-7;

/**
 * Whether x = k pi/2 + r is small enough for three parts of pi/2, and r not so small that they would not do.
 *
 * @example
 * isNearAngle(1e9, 0, 0.5); // false
 */
export function isNearAngle(x: number, k: number, r: number): boolean {
  return Math.abs(x) <= FARTHEST && (Math.abs(r) >= CLOSEST || k === 0);
}
