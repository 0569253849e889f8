import type { Distribution } from '@twinward/contract';
import { exp, inverseNormal, log } from '@twinward/simulate';
import { gammaQuantile } from './gamma-quantile.ts';

/**
 * The value below which the share `p` (0 < p < 1) of a distribution lies, in the unit of the quantity. A draw is the quantile
 * of a uniform number, so one draw makes one value whatever the distribution.
 */
export function distributionQuantile(distribution: Distribution, p: number): number {
  switch (distribution.kind) {
    case 'fixed':
      return distribution.value;
    case 'normal':
      return distribution.mean + distribution.sd * inverseNormal(p);
    case 'logNormal':
      return distribution.median * exp(distribution.logSd * inverseNormal(p));
    case 'logitNormal': {
      const { median, low, high, logitSd } = distribution;
      const z = log((median - low) / (high - median)) + logitSd * inverseNormal(p);
      return low + (high - low) / (1 + exp(-z));
    }
    case 'gamma':
      return distribution.scale * gammaQuantile(distribution.shape, p);
    case 'uniform':
      return distribution.low + p * (distribution.high - distribution.low);
  }
}
