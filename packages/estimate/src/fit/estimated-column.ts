import { type Belief, type Column, type Parameter, type TwinModel, TwinwardError } from '@twinward/contract';
import { distributionQuantile } from '../distribution/distribution-quantile.ts';
import { toScale } from '../ensemble/column-scale.ts';
import { columnValues } from '../ensemble/column-values.ts';

/** An estimated parameter, where its belief is kept, and prior and posterior on the scale on which it is estimated. */
export interface EstimatedColumn {
  readonly parameter: Parameter;
  readonly column: Column;
  /** Quantiles of the prior, evenly in probability, in the parameter's unit and on the scale. */
  readonly prior: Float64Array;
  readonly priorZ: Float64Array;
  /** The members' values [N]. */
  readonly posterior: Float64Array;
  readonly posteriorZ: Float64Array;
}

/** Points at which the prior is read off its quantile function. */
const PRIOR_POINTS = 999;

/** Every estimated parameter with its column. Throws `model.invalid` if one has no column of role `parameter`. */
export function estimatedColumns(model: TwinModel, belief: Belief): readonly EstimatedColumn[] {
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
      return {
        parameter,
        column,
        prior,
        priorZ: toScale(column, prior),
        posterior,
        posteriorZ: toScale(column, posterior),
      };
    });
}

/** `informed` below 0.25 (the interval is less than half as wide as the prior's), `mostly prior` above 0.8. */
export type LearningVerdict = 'informed' | 'partly informed' | 'mostly prior';

/** What a posterior over prior variance means. */
export function verdictOf(varianceRatio: number): LearningVerdict {
  if (varianceRatio < 0.25) return 'informed';
  return varianceRatio > 0.8 ? 'mostly prior' : 'partly informed';
}
