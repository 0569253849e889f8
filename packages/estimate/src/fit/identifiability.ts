import type { Belief, TwinModel } from '@twinward/contract';
import { weightsOf } from '../ensemble/log-weights.ts';
import { covarianceOf } from '../ensemble/moments.ts';
import { symmetricEigen } from '../linear-algebra/symmetric-eigen.ts';
import { estimatedColumns, type LearningVerdict, verdictOf } from './estimated-column.ts';

/** A combination of parameters, and what the data said about it. */
export interface LearntDirection {
  /** Posterior over prior variance along it. */
  readonly varianceRatio: number;
  readonly verdict: LearningVerdict;
  /** Share of each parameter, in standard deviations of its prior, of length 1 together; the largest first. */
  readonly parts: readonly { readonly name: string; readonly weight: number }[];
  /** Such as `clearance and volume together`, `rate against capacity`: the parts that matter. */
  readonly words: string;
}

/** What the data can tell about a model's parameters, and what they cannot. */
export interface Identifiability {
  /** The best known first; the last are the sloppy ones. */
  readonly directions: readonly LearntDirection[];
  /** How many parameters' worth the data have told: the sum of 1 - variance ratio over the directions, none counted below 0. */
  readonly learnt: number;
}

/** A part that is smaller than this share of the largest is not named. */
const NAMED = 0.35;

/**
 * Which combinations of the estimated parameters the data determine: the eigenvectors of the posterior covariance measured in
 * standard deviations of the prior, on the scales on which parameters are estimated (Gutenkunst et al. 2007, PLoS Comput. Biol.
 * 3:e189, call those that stay uncertain sloppy). Two parameters may each look unknown while their product or ratio is known well:
 * here that shows. With N effective members the ratios are good to about sqrt(8 / N). Throws as `posteriorAgainstPrior`.
 */
export function identifiability(model: TwinModel, belief: Belief): Identifiability {
  const columns = estimatedColumns(model, belief);
  const weights = weightsOf(belief);
  const n = columns.length;
  const sds = columns.map(({ priorZ }) => Math.sqrt(covarianceOf(priorZ, priorZ, null)));
  const covariance = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    const shared = covarianceOf(columns[i]!.posteriorZ, columns[j]!.posteriorZ, weights);
    return sds[i]! > 0 && sds[j]! > 0 ? shared / sds[i]! / sds[j]! : 0;
  });
  const { values, vectors } = symmetricEigen(covariance, n);
  const directions = Array.from(values, (value, direction): LearntDirection => {
    const varianceRatio = Math.max(0, value);
    const parts = columns
      .map(({ parameter }, i) => ({
        name: parameter.name,
        label: parameter.label,
        weight: vectors[i * n + direction]!,
      }))
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
    return {
      varianceRatio,
      verdict: verdictOf(varianceRatio),
      parts: parts.map(({ name, weight }) => ({ name, weight })),
      words: spoken(parts.filter(({ weight }) => Math.abs(weight) >= NAMED * Math.abs(parts[0]!.weight))),
    };
  });
  const learnt = directions.reduce((sum, { varianceRatio }) => sum + Math.max(0, 1 - varianceRatio), 0);
  return { directions, learnt };
}

/** The parts that move one way, against those that move the other. */
function spoken(parts: readonly { readonly label: string; readonly weight: number }[]): string {
  const side = (sign: number): string =>
    parts
      .filter(({ weight }) => weight * sign * parts[0]!.weight > 0)
      .map(({ label }) => label)
      .join(' and ');
  const against = side(-1);
  if (against !== '') return `${side(1)} against ${against}`;
  return parts.length > 1 ? `${side(1)} together` : side(1);
}
