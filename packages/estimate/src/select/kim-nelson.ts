import { TwinwardError } from '@twinward/contract';
import { pow } from '@twinward/simulate';
import {
  checkConfidence,
  type DesignSample,
  DesignSamples,
  firstOf,
  leastMean,
  type Selection,
  type SelectionControl,
} from './selection.ts';

/** How surely to choose, and what difference matters. */
export interface KimNelsonOptions extends SelectionControl {
  /** The smallest difference of means worth telling apart, in the unit of the measure; above 0. */
  readonly indifference: number;
  /** Probability of selecting the best if it is better by the indifference; default 0.95. */
  readonly confidence?: number;
}

/**
 * Selects the best of a few simulated designs with a guarantee: the fully sequential procedure of Kim and Nelson 2001 (ACM TOMACS
 * 11:251-273). Every design still running gets one more replication a round, and one falls out when another is better by more than
 * chance and the indifference allow. The guarantee holds for independent and for common random numbers, with normal measures
 * (averages over a run are nearly so) of unequal variances. Two designs closer than the indifference are either as good.
 *
 * Throws `usage` for an indifference, confidence or number of designs that cannot be, `model.domain` for measures that are not
 * finite.
 *
 * @example
 * const mean = [10, 9, 12];
 * const noise = (design, n) => Math.cos(7 * n + design);
 * kimNelson((design, n) => mean[design] + noise(design, n), 3, { indifference: 0.5 }).best; // 1
 */
export function kimNelson(sample: DesignSample, designs: number, options: KimNelsonOptions): Selection {
  const { indifference: delta, signal, progress } = options;
  if (!(delta > 0 && delta < Number.POSITIVE_INFINITY)) {
    throw new TwinwardError('usage', `an indifference of ${delta}`, {
      field: 'indifference',
      remedy: 'give the smallest difference that matters, above 0, in the unit of the measure',
    });
  }
  const confidence = checkConfidence(options.confidence ?? 0.95, designs);
  const n0 = firstOf(options);
  const samples = new DesignSamples(sample, designs, options);
  const eta = 0.5 * (pow((2 * (1 - confidence)) / (designs - 1), -2 / (n0 - 1)) - 1);
  const h2 = 2 * eta * (n0 - 1);
  const spread = varianceOfDifferences(samples.values);
  let running = Array.from({ length: designs }, (_, design) => design);
  for (let r = n0; ; r++) {
    const means = running.map((design) => samples.mean(design));
    running = running.filter((i, at) =>
      running.every((l, other) => {
        if (i === l) return true;
        const leeway = Math.max(0, (delta / (2 * r)) * ((h2 * spread[i]![l]!) / (delta * delta) - r));
        return means[at]! <= means[other]! + leeway;
      }),
    );
    progress?.(samples.total, running.length);
    if (running.length === 1)
      return { best: running[0]!, status: 'selected', confidence, designs: samples.summaries() };
    const best = leastMean(samples, running);
    // From here on no leeway is left: every mean but the least is out, save by an exact tie.
    if (running.every((i) => running.every((l) => r * delta * delta >= h2 * spread[i]![l]!)))
      return { best, status: 'selected', confidence, designs: samples.summaries() };
    if (signal?.aborted === true)
      return { best, status: 'cancelled', confidence: 0, designs: samples.summaries() };
    for (const design of running) samples.draw(design);
  }
}

/** Sample variances of the differences between designs over their first replications. */
function varianceOfDifferences(values: readonly (readonly number[])[]): readonly Float64Array[] {
  return values.map((one) =>
    Float64Array.from(values, (other) => {
      const differences = one.map((x, n) => x - other[n]!);
      const mean = differences.reduce((sum, x) => sum + x, 0) / differences.length;
      return differences.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (differences.length - 1);
    }),
  );
}
