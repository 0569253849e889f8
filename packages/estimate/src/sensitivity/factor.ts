import { type Distribution, TwinwardError } from '@twinward/contract';
import { distributionQuantile } from '../distribution/distribution-quantile.ts';

/** Something uncertain that a model depends on. */
export interface Factor {
  readonly name: string;
  readonly distribution: Distribution;
}

/** A model whose output depends on the factors, in their order. */
export type FactorModel = (x: Float64Array) => number;

/** The factors' values at a point of the unit cube, and the model's output there; throws `model.domain` when it is not finite. */
export function outputAt(model: FactorModel, factors: readonly Factor[], u: ArrayLike<number>): number {
  const x = Float64Array.from(factors, ({ distribution }, j) => distributionQuantile(distribution, u[j]!));
  const output = model(x);
  if (Number.isFinite(output)) return output;
  const where = factors.map(({ name }, j) => `${name} = ${x[j]}`).join(', ');
  throw new TwinwardError('model.domain', `the output is ${output} at ${where}`, {
    field: 'model',
    remedy: 'narrow the factors to where the model can be computed',
  });
}
