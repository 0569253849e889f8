import type { LogDensity } from './log-density.ts';
import type { Metric } from './metric.ts';

/** A point in phase space: where a trajectory is, how it moves, and its energy. */
export interface Phase {
  readonly q: Float64Array;
  readonly p: Float64Array;
  /** M^-1 p. */
  readonly velocity: Float64Array;
  readonly gradient: Float64Array;
  /** Of the density. */
  readonly log: number;
  /** H = p' M^-1 p / 2 - log; Infinity where the density is zero. */
  readonly energy: number;
}

/** A point at rest of the density, given momentum p. */
export function phaseAt(
  q: Float64Array,
  log: number,
  gradient: Float64Array,
  p: Float64Array,
  metric: Metric,
): Phase {
  const velocity = metric.velocity(p);
  let kinetic = 0;
  for (let i = 0; i < p.length; i++) kinetic += 0.5 * p[i]! * velocity[i]!;
  const energy = kinetic - log;
  return { q, p, velocity, gradient, log, energy: Number.isNaN(energy) ? Number.POSITIVE_INFINITY : energy };
}

/** One step of the leapfrog, the symplectic integrator of second order; `step` is negative backwards in time. */
export function leapfrog(from: Phase, step: number, density: LogDensity, metric: Metric): Phase {
  const n = from.q.length;
  const p = new Float64Array(n);
  for (let i = 0; i < n; i++) p[i] = from.p[i]! + 0.5 * step * from.gradient[i]!;
  const drift = metric.velocity(p);
  const q = new Float64Array(n);
  for (let i = 0; i < n; i++) q[i] = from.q[i]! + step * drift[i]!;
  const gradient = new Float64Array(n);
  const log = density.value(q, gradient);
  for (let i = 0; i < n; i++) p[i] = p[i]! + 0.5 * step * gradient[i]!;
  return phaseAt(q, log, gradient, p, metric);
}
