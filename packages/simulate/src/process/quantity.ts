import type { Distribution } from '@twinward/contract';

/** A random quantity as plain data: the distributions of the contract, and those that queues need besides. */
export type Variate =
  | Distribution
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'triangular'; readonly low: number; readonly mode: number; readonly high: number }
  | { readonly kind: 'weibull'; readonly shape: number; readonly scale: number }
  /** One of the values, in proportion to the weights, or each as likely as the others. */
  | { readonly kind: 'empirical'; readonly values: readonly number[]; readonly weights?: readonly number[] }
  /** A part drawn in proportion to the weights, then a number of that part. */
  | { readonly kind: 'mixture'; readonly parts: readonly Variate[]; readonly weights: readonly number[] }
  /** The shares that last longer than each time, straight on the scale of the logarithm between them; the last hazard goes on. */
  | { readonly kind: 'survivalTable'; readonly at: readonly number[]; readonly survival: readonly number[] }
  /**
   * Time until a chain of exponential phases is left (Neuts 1981): where it starts, mean time in each phase, and the probabilities [from][to]
   * of what comes after; what a row lacks to 1 leaves.
   */
  | {
      readonly kind: 'phaseType';
      readonly start: readonly number[];
      readonly means: readonly number[];
      readonly next: readonly (readonly number[])[];
    }
  /** Drawn again until it lies from `low` to `high`. */
  | { readonly kind: 'truncated'; readonly of: Variate; readonly low?: number; readonly high?: number };

/** What a step works with: a number, a random one, one the entity carries, or the time. */
export type Quantity =
  | number
  | Variate
  /** An attribute of the entity, times `times` (1 unless said), plus `plus` (0 unless said). */
  | { readonly attribute: string; readonly times?: number; readonly plus?: number }
  /** The time now less the attribute, 0 for a plain clock reading. */
  | { readonly since: string | 0 }
  /** All of these together, and not less than `least`, if that is given. */
  | { readonly sum: readonly Quantity[]; readonly least?: number };
