/**
 * The distributions of SBML Level 3 distrib Version 1, section 3.3, with their arguments; two further arguments, a lower and an upper
 * end, both included, truncate all but `uniform` and `bernoulli`.
 */
export type DistributionName =
  /** Mean, standard deviation. */
  | 'normal'
  /** Least, greatest. */
  | 'uniform'
  /** Probability of 1. */
  | 'bernoulli'
  /** Trials, probability. */
  | 'binomial'
  /** Scale; or location and scale. */
  | 'cauchy'
  /** Degrees of freedom. */
  | 'chisquare'
  /** Rate. */
  | 'exponential'
  /** Shape, scale. */
  | 'gamma'
  /** Scale; or location and scale. */
  | 'laplace'
  /** Mean and standard deviation of the logarithm. */
  | 'lognormal'
  /** Mean. */
  | 'poisson'
  /** Scale. */
  | 'rayleigh';
