import { estimateOf } from './figure-estimates.ts';
import type { FigureEstimate, HospitalResult } from './hospital-result.ts';

/**
 * What a change does to a figure: the differences between replications that share their draws, with the 95 % interval of their
 * mean (paired t). Both results must come of one seed.
 */
export function pairedChange(
  before: HospitalResult,
  after: HospitalResult,
  figure: (sample: Readonly<Record<string, number>>) => number,
): FigureEstimate {
  return estimateOf(
    before.samples
      .slice(0, after.samples.length)
      .map((sample, i) => figure(after.samples[i]!) - figure(sample)),
  );
}

/** How many wait at a time, on average, all queues together. */
export function waitingOf(sample: Readonly<Record<string, number>>): number {
  return Object.entries(sample).reduce(
    (sum, [name, value]) => (name.startsWith('queue for ') && !Number.isNaN(value) ? sum + value : sum),
    0,
  );
}
