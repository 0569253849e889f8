/** Where a value comes from; `unverified` was reported somewhere and could not be checked. */
export type Basis = 'published' | 'derived' | 'assumed' | 'unverified';

/** A value of a model with its name, where it comes from and what it is. */
export interface LabelledValue {
  readonly value: Amount | readonly number[];
  readonly basis: Basis;
  readonly unit?: string;
  readonly source?: string;
  readonly note?: string;
}

/** A number, a distribution in the model's unit of time, an attribute of the entity, or a value named among the parameters. */
export type Amount =
  | number
  | Spread
  | { readonly parameter: string }
  | { readonly attribute: string; readonly times?: number; readonly plus?: number }
  | { readonly since: string | 0 }
  | { readonly sum: readonly Amount[] };

/** A distribution as planners write it. */
export type Spread =
  | { readonly dist: 'exponential'; readonly mean: number }
  | { readonly dist: 'erlang'; readonly mean: number; readonly stages: number }
  | { readonly dist: 'lognormal'; readonly mean: number; readonly sd: number }
  | { readonly dist: 'gamma'; readonly mean: number; readonly sd: number }
  | { readonly dist: 'weibull'; readonly shape: number; readonly scale: number }
  | { readonly dist: 'triangular'; readonly min: number; readonly mode: number; readonly max: number }
  | { readonly dist: 'uniform'; readonly min: number; readonly max: number }
  /** Drawn again until it is at least `min` and at most `max`. */
  | {
      readonly dist: 'normal';
      readonly mean: number;
      readonly sd: number;
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly dist: 'empirical'; readonly values: readonly number[]; readonly weights?: readonly number[] }
  /** Exponential phases, of the given means with the given probabilities. */
  | {
      readonly dist: 'hyperexponential';
      readonly means: readonly number[];
      readonly weights: readonly number[];
    }
  /** Shares that last longer than each time, from 1 on; above 0 at the last, the last hazard goes on. */
  | {
      readonly dist: 'survival-table';
      readonly at: readonly number[];
      readonly survival: readonly number[];
    }
  /** Time until exponential phases are left: where it starts, mean times, probabilities [from][to] of what comes after. */
  | {
      readonly dist: 'phase-type';
      readonly start: readonly number[];
      readonly means: readonly number[];
      readonly next: readonly (readonly number[])[];
    }
  | { readonly dist: 'mixture'; readonly parts: readonly Spread[]; readonly weights: readonly number[] };
