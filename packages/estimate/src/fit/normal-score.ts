import { inverseNormal } from '@twinward/simulate';

/** Normal scores are kept within this many standard deviations, so that one wild reading does not silence a twin that fits. */
export const LARGEST_NORMAL_SCORE = 4;

/** The standard normal value with the mass `pit` below it (Wichura 1988), within plus or minus `LARGEST_NORMAL_SCORE`. */
export function normalScore(pit: number): number {
  if (pit <= 0) return -LARGEST_NORMAL_SCORE;
  if (pit >= 1) return LARGEST_NORMAL_SCORE;
  return Math.max(-LARGEST_NORMAL_SCORE, Math.min(LARGEST_NORMAL_SCORE, inverseNormal(pit)));
}
