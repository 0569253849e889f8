import type { BedCount } from '../schemas/bed-board-schema.ts';

/** The least counts by which a distribution (probabilities of 0, 1, 2, ...) has reached each of some rising levels. */
export function quantilesOf(masses: Float64Array, levels: readonly number[]): readonly number[] {
  const found: number[] = [];
  let sum = 0;
  for (const [k, mass] of masses.entries()) {
    sum += mass;
    while (found.length < levels.length && sum >= levels[found.length]!) found.push(k);
  }
  return levels.map((_, i) => found[i] ?? masses.length - 1);
}

/** What is expected of a count, and its 90 % interval. */
export function bedCount(masses: Float64Array): BedCount {
  const [low, high] = quantilesOf(masses, [0.05, 0.95]) as [number, number];
  return { mean: masses.reduce((sum, mass, k) => sum + k * mass, 0), low, high };
}
