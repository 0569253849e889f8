import type { Draws } from '@twinward/contract';

/** A distribution of the platform at certain parameters, and what is exactly true of it. */
export interface DrawnDistribution {
  readonly name: string;
  readonly draw: (draws: Draws) => number;
  readonly mean: number;
  readonly variance: number;
  /** A continuous one by its cumulative probability, a discrete one by the probabilities of 0, 1, ... until nothing is left. */
  readonly exact:
    | { readonly kind: 'continuous'; readonly below: (x: number) => number }
    | { readonly kind: 'discrete'; readonly probability: (k: number) => number };
}
