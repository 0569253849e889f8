import { exp } from '@twinward/simulate';

/** One breath of the respiratory muscles. */
export interface MuscleEffort {
  /** cmH2O at the end of inspiration, at least 0: how far the muscles pull. */
  readonly amplitude: number;
  /** Seconds of inspiration and of the whole breath. */
  readonly inspiration: number;
  readonly period: number;
}

/**
 * Pressure of the respiratory muscles, cmH2O, `t` seconds into a breath (Albanese et al. 2016, equations 4 and 5): a parabola while
 * they pull, an exponential of a fifth of the expiration while they let go.
 */
export function musclePressure({ amplitude, inspiration: TI, period: T }: MuscleEffort, t: number): number {
  if (amplitude === 0) return 0;
  const TE = T - TI;
  if (t <= TI) return (-amplitude * t * (T - t)) / (TI * TE);
  const tau = TE / 5;
  const rest = exp(-5);
  return (-amplitude * (exp(-(t - TI) / tau) - rest)) / (1 - rest);
}
