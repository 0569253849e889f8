import { logNormalDensity } from '../distribution/normal-tail.ts';

/** The logarithmic score of a normal forecast, minus the log density at what came true (Good 1952); smaller is better. */
export function logScore(mean: number, sd: number, truth: number): number {
  return -logNormalDensity(truth, mean, sd * sd);
}
