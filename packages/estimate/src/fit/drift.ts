import type { Innovation } from '@twinward/contract';
import { normalScore } from './normal-score.ts';

/**
 * Mean squared normal score of the latest `window` innovations: 1 when the twin is calibrated, more when readings scatter or
 * stray farther from its predictions than it says. Null while there are none.
 */
export function driftOf(innovations: readonly Innovation[], window: number): number | null {
  const judged = innovations.slice(-window);
  if (judged.length === 0) return null;
  return judged.reduce((sum, { pit }) => sum + normalScore(pit) ** 2, 0) / judged.length;
}
