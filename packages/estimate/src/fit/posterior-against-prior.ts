import { type Belief, type Parameter, type TwinModel, TwinwardError } from '@twinward/contract';
import { exp } from '@twinward/simulate';
import { distributionQuantile } from '../distribution/distribution-quantile.ts';
import { fromScale, toScale } from '../ensemble/column-scale.ts';
import { columnValues } from '../ensemble/column-values.ts';
import { effectiveSize } from '../ensemble/effective-size.ts';
import { weightsOf } from '../ensemble/log-weights.ts';
import { covarianceOf } from '../ensemble/moments.ts';
import { quantiles } from '../forecast/quantile.ts';

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
  /** `informed` below 0.25 (the interval is less than half as wide), `mostly prior` above 0.8. */
  readonly verdict: 'informed' | 'partly informed' | 'mostly prior';
  /** For drawing: a shared grid [61] in the parameter's unit and both densities on the column's scale, each with peak 1 or less. */
  readonly grid: readonly number[];
  readonly priorDensity: readonly number[];
  readonly posteriorDensity: readonly number[];
}

/** Points at which the prior is read off its quantile function. */
const PRIOR_POINTS = 999;
const GRID_POINTS = 61;

/**
 * Every estimated parameter's belief against its prior. Throws `model.invalid` if an estimated parameter has no column of role
 * `parameter`.
 */
export function posteriorAgainstPrior(model: TwinModel, belief: Belief): readonly ParameterLearning[] {
  const weights = weightsOf(belief);
  return model.parameters
    .filter((p) => p.role === 'estimated')
    .map((parameter) => {
      const index = model.columns.findIndex((c) => c.role === 'parameter' && c.name === parameter.name);
      const column = model.columns[index];
      if (column === undefined) {
        throw new TwinwardError('model.invalid', `the estimated parameter ${parameter.name} has no column`, {
          field: parameter.name,
          remedy: 'add a column of role "parameter" with its name',
        });
      }
      const prior = Float64Array.from({ length: PRIOR_POINTS }, (_, i) =>
        distributionQuantile(parameter.prior, (i + 0.5) / PRIOR_POINTS),
      );
      const posterior = columnValues(belief, index);
      const [priorZ, posteriorZ] = [toScale(column, prior), toScale(column, posterior)];
      const ratio = covarianceOf(posteriorZ, posteriorZ, weights) / covarianceOf(priorZ, priorZ, null);
      const zs = gridOver(priorZ, posteriorZ);
      const densities = [kernelDensity(priorZ, null, zs), kernelDensity(posteriorZ, weights, zs)] as const;
      const peak = Math.max(...densities[0], ...densities[1]);
      return {
        parameter,
        prior: interval(prior, null),
        posterior: interval(posterior, weights),
        varianceRatio: ratio,
        verdict: ratio < 0.25 ? 'informed' : ratio > 0.8 ? 'mostly prior' : 'partly informed',
        grid: zs.map((z) => fromScale(column, z)),
        priorDensity: densities[0].map((d) => d / peak),
        posteriorDensity: densities[1].map((d) => d / peak),
      };
    });
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
