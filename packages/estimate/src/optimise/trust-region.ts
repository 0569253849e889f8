import { solveUpper, type Triangular, triangularise } from '../linear-algebra/triangularise.ts';

/** A step of the linear model: z [n], its length, and the damped system it solves, for solving again with other right-hand sides. */
export interface RegionStep {
  readonly z: Float64Array;
  readonly length: number;
  readonly damping: number;
  readonly damped: Float64Array;
}

/** A step counts as of the asked length within this share. */
const TOLERANCE = 0.1;

/**
 * The least |R z - c|^2 over |z| <= radius (within a tenth): z with (R'R + damping) z = R'c, the damping by the Hebden and More
 * iteration (More 1978, "The Levenberg-Marquardt algorithm", section 5); 0 when the whole Gauss-Newton step is allowed.
 */
export function regionStep(system: Triangular, radius: number): RegionStep {
  const { r, c } = system;
  const n = c.length;
  const whole = solveUpper(system);
  if (whole !== null) {
    const length = norm(whole);
    if (length <= (1 + TOLERANCE) * radius) return { z: whole, length, damping: 0, damped: r };
  }
  const slope = new Float64Array(n);
  for (let j = 0; j < n; j++) for (let i = 0; i <= j; i++) slope[j] = slope[j]! + r[i * n + j]! * c[i]!;
  let high = norm(slope) / radius;
  const least = 1e-12 * high;
  if (!(high > 0)) return { z: new Float64Array(n), length: 0, damping: 0, damped: r };
  let low = whole === null ? 0 : Math.max(0, (norm(whole) - radius) / newton(whole, r, radius));
  let damping = Math.max(low, least, 1e-3 * high);
  for (let round = 0; ; round++) {
    const { z, damped } = dampedStep(system, damping);
    const length = norm(z);
    const excess = length - radius;
    const close = Math.abs(excess) <= TOLERANCE * radius;
    if (close || round === 20 || (low === 0 && excess < 0 && damping <= least)) {
      return { z, length, damping, damped };
    }
    if (excess > 0) low = Math.max(low, damping);
    else high = Math.min(high, damping);
    damping += excess / newton(z, damped, radius);
    if (!(damping > low && damping < high)) damping = Math.max(Math.sqrt(low * high), least, 1e-3 * high);
  }
}

/** z with (R'R + damping) z = R'c, from the triangle of R over the root of the damping. */
function dampedStep({ r, c }: Triangular, damping: number): { z: Float64Array; damped: Float64Array } {
  const n = c.length;
  const a = new Float64Array(2 * n * n);
  a.set(r);
  const b = new Float64Array(2 * n);
  b.set(c);
  const root = Math.sqrt(damping);
  for (let i = 0; i < n; i++) a[(n + i) * n + i] = root;
  const below = triangularise(a, b, n);
  return { z: solveUpper(below) ?? new Float64Array(n), damped: below.r };
}

/** radius |q|^2 with q = S'^-1 z / |z|: what Newton's step on 1 / |z| divides the excess by. */
function newton(z: Float64Array, s: Float64Array, radius: number): number {
  const n = z.length;
  const length = norm(z);
  const q = new Float64Array(n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let part = z[i]! / length;
    for (let k = 0; k < i; k++) part -= s[k * n + i]! * q[k]!;
    q[i] = part / s[i * n + i]!;
    sum += q[i]! * q[i]!;
  }
  return radius * sum;
}

/** Euclidean length. */
export function norm(x: Float64Array): number {
  let largest = 0;
  for (const value of x) largest = Math.max(largest, Math.abs(value));
  if (!(largest > 0 && largest < Number.POSITIVE_INFINITY)) return largest;
  let sum = 0;
  for (const value of x) sum += (value / largest) * (value / largest);
  return largest * Math.sqrt(sum);
}
