import type { Belief, Parameter, TwinModel } from '@twinward/contract';
import { exp } from '@twinward/simulate';
import { fromScale } from '../ensemble/column-scale.ts';
import { effectiveSize } from '../ensemble/effective-size.ts';
import { weightsOf } from '../ensemble/log-weights.ts';
import { covarianceOf } from '../ensemble/moments.ts';
import { quantiles } from '../forecast/quantile.ts';
import { estimatedColumns, type LearningVerdict, verdictOf } from './estimated-column.ts';

/** Median and 90 % interval, in the parameter's unit. */
export interface ParameterInterval {
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
}

/** What the data said about one estimated parameter. */
export interface ParameterLearning {
  readonly parameter: Parameter;
  readonly prior: ParameterInterval;
  readonly posterior: ParameterInterval;
  /** Posterior over prior variance on the column's scale; near 1 the data say nothing. */
  readonly varianceRatio: number;
  readonly verdict: LearningVerdict;
  /** For drawing: a shared grid [61] in the parameter's unit and both densities on the column's scale, each with peak 1 or less. */
  readonly grid: readonly number[];
  readonly priorDensity: readonly number[];
  readonly posteriorDensity: readonly number[];
}

const GRID_POINTS = 61;

/**
 * Every estimated parameter's belief against its prior. Throws `model.invalid` if an estimated parameter has no column of role
 * `parameter`.
 */
export function posteriorAgainstPrior(model: TwinModel, belief: Belief): readonly ParameterLearning[] {
  const weights = weightsOf(belief);
  return estimatedColumns(model, belief).map(
    ({ parameter, column, prior, priorZ, posterior, posteriorZ }) => {
      const ratio = covarianceOf(posteriorZ, posteriorZ, weights) / covarianceOf(priorZ, priorZ, null);
      const zs = gridOver(priorZ, posteriorZ);
      const densities = [kernelDensity(priorZ, null, zs), kernelDensity(posteriorZ, weights, zs)] as const;
      const peak = Math.max(...densities[0], ...densities[1]);
      return {
        parameter,
        prior: interval(prior, null),
        posterior: interval(posterior, weights),
        varianceRatio: ratio,
        verdict: verdictOf(ratio),
        grid: zs.map((z) => fromScale(column, z)),
        priorDensity: densities[0].map((d) => d / peak),
        posteriorDensity: densities[1].map((d) => d / peak),
      };
    },
  );
}

function interval(values: Float64Array, weights: Float64Array | null): ParameterInterval {
  const [q05, q50, q95] = quantiles(values, weights, [0.05, 0.5, 0.95]);
  return { q05: q05!, q50: q50!, q95: q95! };
}

function gridOver(a: Float64Array, b: Float64Array): number[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const z of [...a, ...b]) {
    low = Math.min(low, z);
    high = Math.max(high, z);
  }
  return Array.from({ length: GRID_POINTS }, (_, i) => low + ((high - low) * i) / (GRID_POINTS - 1));
}

/** Normal kernel density with Silverman's bandwidth 1.06 sd n^(-1/5), n the effective sample size. */
function kernelDensity(zs: Float64Array, weights: Float64Array | null, grid: readonly number[]): number[] {
  const n = weights === null ? zs.length : effectiveSize(weights);
  const sd = Math.sqrt(covarianceOf(zs, zs, weights));
  const width = 1.06 * sd * n ** -0.2;
  if (!(width > 0)) return grid.map(() => 0);
  return grid.map((z) => {
    let sum = 0;
    for (let m = 0; m < zs.length; m++) {
      const d = (z - zs[m]!) / width;
      if (d * d < 50) sum += (weights === null ? 1 / zs.length : weights[m]!) * exp(-0.5 * d * d);
    }
    return sum / width;
  });
}
