import { type Distribution, TwinwardError } from '@twinward/contract';
import { valueOfNormal } from './distribution-quantile.ts';

/** A parameter to be estimated, and what is known of it before. */
export interface ParameterPrior {
  readonly name: string;
  readonly prior: Distribution;
}

/**
 * Writes the parameters [members x count, by rows] that standard normal coordinates stand for: on these every prior is the
 * standard normal, bounds are infinitely far away, and parameters are comparable.
 */
export function parametersAt(priors: readonly ParameterPrior[], z: Float64Array, out: Float64Array): void {
  for (let at = 0; at < z.length; at++) out[at] = valueOfNormal(priors[at % priors.length]!.prior, z[at]!);
}

/** Refuses an empty list and parameters that are fixed, since nothing could be learnt of them. */
export function checkPriors(priors: readonly ParameterPrior[]): void {
  const fixed = priors.find(({ prior }) => prior.kind === 'fixed');
  if (priors.length > 0 && fixed === undefined) return;
  throw new TwinwardError(
    'usage',
    fixed === undefined ? 'there are no parameters to estimate' : `${fixed.name} is fixed`,
    { field: 'parameters', remedy: 'list the parameters that are uncertain' },
  );
}
