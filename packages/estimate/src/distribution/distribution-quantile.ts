import type { Distribution } from '@twinward/contract';
import { exp, inverseNormal, log } from '@twinward/simulate';
import { gammaQuantile } from './gamma-quantile.ts';
import { normalCumulative } from './normal-tail.ts';

/** Beyond this many standard deviations a share of the mass can no longer be told from 0 or 1. */
const FARTHEST = 8;

/**
 * The value below which the share `p` (0 < p < 1) of a distribution lies, in the unit of the quantity. A draw is the quantile
 * of a uniform number, so one draw makes one value whatever the distribution.
 */
export function distributionQuantile(distribution: Distribution, p: number): number {
  switch (distribution.kind) {
    case 'gamma':
      return distribution.scale * gammaQuantile(distribution.shape, p);
    case 'uniform':
      return distribution.low + p * (distribution.high - distribution.low);
    case 'fixed':
      return distribution.value;
    default:
      return valueOfNormal(distribution, inverseNormal(p));
  }
}

/**
 * The value of a distribution that a standard normal z stands for: the quantile at the mass below z. With z ~ N(0, 1) it has that
 * distribution, so a parameter within bounds becomes a coordinate without them. For a gamma or uniform distribution z beyond plus or
 * minus 8 counts as 8.
 */
export function valueOfNormal(distribution: Distribution, z: number): number {
  switch (distribution.kind) {
    case 'normal':
      return distribution.mean + distribution.sd * z;
    case 'logNormal':
      return distribution.median * exp(distribution.logSd * z);
    case 'logitNormal': {
      const { median, low, high, logitSd } = distribution;
      const logit = log((median - low) / (high - median)) + logitSd * z;
      return low + (high - low) / (1 + exp(-logit));
    }
    default:
      return distributionQuantile(distribution, normalCumulative(Math.max(-FARTHEST, Math.min(FARTHEST, z))));
  }
}
