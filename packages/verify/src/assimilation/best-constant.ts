import type { Truth } from './twin-experiment.ts';

/** Looks that published runs of an estimate that never looks were averaged over. */
const STRETCH = 1000;

/** How near a constant estimate can come to truths. */
export interface BestConstant {
  /** Time-averaged error about each truth's own mean, averaged over truths: no constant does better in the square. */
  readonly least: number;
  /** The same over stretches of 1,000 looks about the mean of each stretch: the range that chance gives a run of that length. */
  readonly stretches: { readonly low: number; readonly high: number } | null;
}

/** What the best constant estimate errs by, chosen with the truths [looks x size] in hand, from a look on. */
export function bestConstant(truths: readonly Truth[], from: number): BestConstant {
  const errors = truths.map((truth) => errorAboutMean(truth, from, truth.cycles));
  const stretches = truths.flatMap((truth) =>
    Array.from({ length: Math.floor((truth.cycles - from) / STRETCH) }, (_, i) =>
      errorAboutMean(truth, from + i * STRETCH, from + (i + 1) * STRETCH),
    ),
  );
  return {
    least: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    stretches: stretches.length === 0 ? null : { low: Math.min(...stretches), high: Math.max(...stretches) },
  };
}

function errorAboutMean({ states, cycles }: Truth, from: number, to: number): number {
  const size = states.length / cycles;
  const mean = new Float64Array(size);
  for (let k = from; k < to; k++)
    for (let i = 0; i < size; i++) mean[i] = mean[i]! + states[k * size + i]! / (to - from);
  let sum = 0;
  for (let k = from; k < to; k++) {
    let square = 0;
    for (let i = 0; i < size; i++) square += (states[k * size + i]! - mean[i]!) ** 2;
    sum += Math.sqrt(square / size);
  }
  return sum / (to - from);
}
