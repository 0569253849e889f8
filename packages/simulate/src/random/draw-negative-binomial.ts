import { type Draws, TwinwardError } from '@twinward/contract';
import { drawGamma } from './draw-gamma.ts';
import { drawPoisson } from './draw-poisson.ts';

/**
 * A negative binomial count of the given mean and dispersion k (variance mean + mean^2 / k; the smaller k, the fewer make up most of
 * the sum): a Poisson count whose mean is gamma distributed with shape k (Greenwood and Yule 1920, J. R. Stat. Soc. 83:255-279). With
 * k successes waited for, each of probability p, the failures before have mean k (1 - p) / p. A dispersion of Infinity gives the
 * Poisson distribution. Throws `usage` unless 0 <= mean < Infinity and the dispersion is positive.
 *
 * @example
 * const draws = philox('00000000000000ff').draws(0, 0, 0);
 * drawNegativeBinomial(draws, 2.5, 0.16); // 4 people infected by one, where most infect nobody
 */
export function drawNegativeBinomial(draws: Draws, mean: number, dispersion: number): number {
  if (!(mean >= 0 && mean < Infinity && dispersion > 0)) {
    throw new TwinwardError(
      'usage',
      `no negative binomial distribution of mean ${mean} and dispersion ${dispersion}`,
      {
        field: mean >= 0 && mean < Infinity ? 'dispersion' : 'mean',
        remedy: 'give a finite mean and a positive dispersion',
      },
    );
  }
  if (mean === 0) return 0;
  if (dispersion === Infinity) return drawPoisson(draws, mean);
  return drawPoisson(draws, mean * drawGamma(draws, dispersion, 1 / dispersion));
}
