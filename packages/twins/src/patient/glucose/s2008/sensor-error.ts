import { exp } from '@twinward/simulate';

/**
 * The error of a continuous glucose sensor, mg/dL, from its standard-scale state e: the Johnson S_U curve that Breton and
 * Kovatchev 2008 (J. Diabetes Sci. Technol. 2:853-862) fitted, with the constants simglucose uses for the Dexcom sensor
 * (`data/glucose/sensor_params.csv`): xi + lambda sinh((e - gamma) / delta).
 */
export function sensorError(e: number): number {
  const u = (e + 0.5444) / 1.6898;
  return -5.47 + (15.9574 * (exp(u) - exp(-u))) / 2;
}

/** Correlation of e over 15 minutes; its innovations are such that var e = phi^2 / (1 - phi^2). */
export const SENSOR_PHI = 0.7;

/** Stationary standard deviation of e: e' = phi (e + N(0, 1)). */
export const SENSOR_SD: number = Math.sqrt(SENSOR_PHI ** 2 / (1 - SENSOR_PHI ** 2));
