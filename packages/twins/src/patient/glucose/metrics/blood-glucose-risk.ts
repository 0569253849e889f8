// The blood glucose risk function and its indices (Kovatchev et al. 1997, Diabetes Care 20:1655; 2006, Diabetes Care 29:2433).
// The skewed scale of glucose is made symmetric, f(G) = 1.509 (ln(G)^1.084 - 5.381), zero at 112.5 mg/dL; risk is 10 f(G)^2, computed
// as 22.77 (ln(G)^1.084 - 5.381)^2 as the 2006 paper and the software in use do.
import type { CgmRecording } from './cgm-recording.ts';

const DAY = 86_400_000;

/** 10 * 1.509^2, rounded as published. */
const RISK_FACTOR = 22.77;

/** ln(G)^1.084 - 5.381, the symmetrised glucose before scaling. */
function symmetrised(g: number): number {
  return Math.log(g) ** 1.084 - 5.381;
}

function meanRisk(mgdl: Float64Array, side: (f: number) => number): number {
  let sum = 0;
  for (const g of mgdl) sum += RISK_FACTOR * side(symmetrised(g)) ** 2;
  return sum / mgdl.length;
}

/** Low blood glucose index: the mean risk of the low side; minimal below 1.1, high above 5. */
export function lowBloodGlucoseIndex(mgdl: Float64Array): number {
  return meanRisk(mgdl, (f) => Math.min(f, 0));
}

/** High blood glucose index: the mean risk of the high side; low below 4.5, high above 9. */
export function highBloodGlucoseIndex(mgdl: Float64Array): number {
  return meanRisk(mgdl, (f) => Math.max(f, 0));
}

/**
 * Average daily risk range: per calendar day the largest risk of the low side plus that of the high side, averaged over the days;
 * low below 20, high above 40.
 */
export function averageDailyRiskRange({ times, mgdl }: CgmRecording): number {
  const days = new Map<number, { low: number; high: number }>();
  for (const [i, g] of mgdl.entries()) {
    const day = Math.floor(times[i]! / DAY);
    const f = symmetrised(g);
    const range = days.get(day);
    if (range === undefined) days.set(day, { low: Math.min(f, 0), high: Math.max(f, 0) });
    else {
      range.low = Math.min(range.low, f);
      range.high = Math.max(range.high, f);
    }
  }
  let sum = 0;
  for (const { low, high } of days.values()) sum += RISK_FACTOR * (low ** 2 + high ** 2);
  return sum / days.size;
}
