// GRI, the glycaemia risk index (Klonoff et al. 2023, J Diabetes Sci Technol 17:1226): what 330 clinicians ranked, as a weighted sum of
// times out of range.
import { percentAbove, percentBelow } from './time-in-range.ts';

/**
 * GRI, 0 (best) to 100: 3 x time below 54 mg/dL + 2.4 x time from 54 to below 70 + 1.6 x time above 250 + 0.8 x time above 180 to 250,
 * times in percent of readings.
 */
export function glycaemiaRiskIndex(mgdl: Float64Array): number {
  const veryLow = percentBelow(mgdl, 54);
  const low = percentBelow(mgdl, 70) - veryLow;
  const veryHigh = percentAbove(mgdl, 250);
  const high = percentAbove(mgdl, 180) - veryHigh;
  return Math.min(100, 3 * veryLow + 2.4 * low + 1.6 * veryHigh + 0.8 * high);
}
