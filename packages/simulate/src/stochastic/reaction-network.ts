import type { Expression } from '../graph/expression.ts';
import type { HybridModel } from '../hybrid/hybrid-model.ts';

/** A reaction as a stochastic process: what it changes each time it fires, and how often it does. */
export interface ReactionChannel {
  readonly name: string;
  /** Firings per unit of time, an expression of states, parameters and time. */
  readonly propensity: Expression;
  /** What is added to states, by role `state` symbols; parts that cancel are left out. */
  readonly changes: readonly { readonly target: Expression; readonly by: Expression }[];
  /** What it takes, and how much of each: its order in each reactant. */
  readonly reactants: readonly { readonly target: Expression; readonly order: Expression }[];
}

/** A model whose reactions fire one by one, for exact and approximate stochastic simulation. */
export interface ReactionNetwork {
  /** All but the reactions: states flow by rate rules alone, events and what is reported are those of the model. */
  readonly rest: HybridModel;
  readonly reactions: readonly ReactionChannel[];
}
