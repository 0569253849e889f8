import { TwinwardError } from '@twinward/contract';
import { studentQuantile } from '@twinward/estimate';
import { estimateOf } from '../run/figure-estimates.ts';
import type { HospitalResult } from '../run/hospital-result.ts';

/** How a figure differs between two results whose replications share their draws. */
export interface FigureChange {
  readonly figure: string;
  readonly base: number;
  readonly changed: number;
  /** The mean of the differences, replication by replication, and its interval. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** How many times more replications independent runs would need for the same interval. */
  readonly reduction: number;
}

/**
 * The differences of some figures between two results of one seed, with paired intervals that hold together with the
 * probability given (Bonferroni over the figures). Replications in which either has no such figure do not count. Throws `model.domain` for a
 * figure that grows in either for as long as a run lasts, and so has no mean to be compared.
 */
export function compareScenarios(
  base: HospitalResult,
  changed: HospitalResult,
  figures: readonly string[],
  confidence = 0.95,
): readonly FigureChange[] {
  const count = Math.min(base.samples.length, changed.samples.length);
  return figures.map((figure) => {
    const why = base.figures[figure]?.why ?? changed.figures[figure]?.why;
    if (why !== undefined)
      throw new TwinwardError('model.domain', `"${figure}" is not compared: it ${why}`, {
        field: 'figure',
        remedy: 'compare what has a mean, such as how many left, or give the resource more units first',
      });
    const pairs = Array.from({ length: count }, (_, n) => [
      base.samples[n]![figure] ?? Number.NaN,
      changed.samples[n]![figure] ?? Number.NaN,
    ]).filter(([a, b]) => !(Number.isNaN(a!) || Number.isNaN(b!)));
    const [first, second] = [estimateOf(pairs.map(([a]) => a!)), estimateOf(pairs.map(([, b]) => b!))];
    const { mean, sd } = estimateOf(pairs.map(([a, b]) => b! - a!));
    const t = studentQuantile(1 - (1 - confidence) / (2 * figures.length), pairs.length - 1);
    const half = (t * sd) / Math.sqrt(pairs.length);
    return {
      figure,
      base: first.mean,
      changed: second.mean,
      difference: mean,
      low: mean - half,
      high: mean + half,
      reduction: (first.sd * first.sd + second.sd * second.sd) / (sd * sd),
    };
  });
}
