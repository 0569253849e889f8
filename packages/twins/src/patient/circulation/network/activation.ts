import { cos, pow } from '@twinward/simulate';

/** Activation as a half-sine wave: 1/2 - 1/2 cos(2 pi tc / twitch) while tc, the time since `active`, is at most `twitch`. Seconds. */
export function halfCosine(t: number, period: number, active: number, twitch: number): number {
  const contracting = Math.max(0, (t % period) - active);
  return contracting <= twitch ? 0.5 - 0.5 * cos((2 * Math.PI * contracting) / twitch) : 0;
}

/** Activation that rises over `contractDuration` and falls over `relaxDuration`, each by half a cosine. Seconds. */
export function piecewiseCosine(
  t: number,
  period: number,
  contractStart: number,
  contractDuration: number,
  relaxStart: number,
  relaxDuration: number,
): number {
  const contracting = since(t, contractStart, period);
  if (contracting < contractDuration) return 0.5 * (1 - cos((Math.PI * contracting) / contractDuration));
  const relaxing = since(t, relaxStart, period);
  return relaxing < relaxDuration ? 0.5 * (1 + cos((Math.PI * relaxing) / relaxDuration)) : 0;
}

/** Atrial activation that wraps across the end of the beat; `share` of the period long, its wave `period / wave` into the beat. */
export function wrappingCosine(t: number, period: number, share: number, wave: number): number {
  const length = share * period;
  const peak = period / wave;
  const inBeat = t % period;
  if (inBeat <= peak) return 0.5 * (1 - cos((2 * Math.PI * (inBeat - peak + length)) / length));
  if (inBeat < period - length + peak) return 0;
  return 0.5 * (1 - cos((2 * Math.PI * (inBeat - peak - (period - length))) / length));
}

/** Shape of a two-Hill activation: time constants in seconds, exponents without unit. */
export interface TwoHill {
  readonly tau1: number;
  readonly tau2: number;
  readonly m1: number;
  readonly m2: number;
}

/**
 * Activation as the product of a rising and a falling Hill curve, g1/(1+g1) 1/(1+g2) with g_i = (tau/tau_i)^m_i (Mynard et al. 2012,
 * Int. J. Numer. Meth. Biomed. Engng. 28:626-641), scaled by `norm` to a maximum of 1; `tau` is the time since it began.
 */
export function twoHill(tau: number, { tau1, tau2, m1, m2 }: TwoHill, norm: number): number {
  const rising = pow(tau / tau1, m1);
  return (norm * rising) / (1 + rising) / (1 + pow(tau / tau2, m2));
}

/** Where the maximum of a two-Hill activation over a beat is looked for, in seconds. */
const SAMPLE = 1e-5;

/** The factor that brings the maximum of a two-Hill activation over one period to 1. */
export function twoHillNorm(shape: TwoHill, period: number): number {
  let most = 0;
  for (let i = 0; i * SAMPLE < period; i++) most = Math.max(most, twoHill(i * SAMPLE, shape, 1));
  return 1 / most;
}

/** Time since `start` in a cycle of length `period`, in [0, period). */
export function since(t: number, start: number, period: number): number {
  const tau = (t - start) % period;
  return tau < 0 ? tau + period : tau;
}
