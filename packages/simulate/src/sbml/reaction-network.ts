import type { Expression } from '../graph/expression.ts';
import type { HybridModel } from '../hybrid/hybrid-model.ts';
import type { SbmlQuantity } from './sbml-quantity.ts';

/** A reaction as a stochastic process: what it changes each time it fires, and how often it does. */
export interface ReactionChannel {
  readonly name: string;
  /** Firings per unit of time, an expression of states, parameters and time. */
  readonly propensity: Expression;
  /** What is added to states, by role `state` symbols; parts that cancel are left out. */
  readonly changes: readonly { readonly target: Expression; readonly by: Expression }[];
}

/** The distributions of SBML Level 3 distrib Version 1, section 3.3; further arguments, a lower and an upper end, truncate. */
export type DistributionName =
  | 'normal'
  | 'uniform'
  | 'bernoulli'
  | 'binomial'
  | 'cauchy'
  | 'chisquare'
  | 'exponential'
  | 'gamma'
  | 'laplace'
  | 'lognormal'
  | 'poisson'
  | 'rayleigh';

/** A number drawn anew each time what uses it is carried out. */
export interface RandomDraw {
  /** Of role `input`, in the order of the draws; stands for the number in expressions. */
  readonly symbol: Expression;
  readonly distribution: DistributionName;
  readonly arguments: readonly Expression[];
  /** The event whose assignments use it, or null for what is drawn at the start. */
  readonly event: string | null;
}

/** A model whose reactions fire one by one, for exact and approximate stochastic simulation. */
export interface ReactionNetwork {
  /** All but the reactions: states flow by rate rules alone, events and what is reported are those of the model. */
  readonly rest: HybridModel;
  readonly reactions: readonly ReactionChannel[];
  readonly draws: readonly RandomDraw[];
  readonly quantities: ReadonlyMap<string, SbmlQuantity>;
}
