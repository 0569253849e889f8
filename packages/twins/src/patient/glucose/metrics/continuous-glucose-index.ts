// COGI, the continuous glucose monitoring index (Leelarathna et al. 2020, J Diabetes Sci Technol 14:277): time in range, time below and
// spread in one number.
import { sdGlucose } from './average-glucose.ts';
import { percentBelow, percentInRange } from './time-in-range.ts';

/**
 * COGI, 0 to 100, higher is better: 50 % weight on time in 70 to 180 mg/dL (0 to 100 %), 35 % on time below 70 (15 to 0 %), 15 % on the
 * standard deviation (108 to 18 mg/dL), each linear between its ends.
 */
export function continuousGlucoseIndex(mgdl: Float64Array): number {
  const towards = (value: number, worst: number, best: number): number =>
    Math.min(1, Math.max(0, (value - worst) / (best - worst)));
  return (
    50 * towards(percentInRange(mgdl, 70, 180), 0, 100) +
    35 * towards(percentBelow(mgdl, 70), 15, 0) +
    15 * towards(sdGlucose(mgdl), 108, 18)
  );
}
