import { TwinwardError } from '@twinward/contract';

/** What moves a drug between its compartments, whichever way it is solved: in closed form or as differential equations. */
export interface Kinetics {
  /** Number of compartments. */
  readonly size: number;
  /** Whether courses add: two given together are the sum of each. */
  readonly linear: boolean;
  /**
   * Moves `amounts` [compartments] on by `hours` while `inflow` [compartments] runs, per hour; returns the exposure meanwhile:
   * the level times hours.
   */
  advance(amounts: Float64Array, inflow: ArrayLike<number>, hours: number): number;
  /** The level that is measured, amount / L. */
  level(amounts: ArrayLike<number>): number;
  /** What a course that repeats every `hours` starts each period with, when `period` carries amounts through one. */
  repeating(hours: number, period: (amounts: Float64Array) => void): Float64Array;
  /** What the compartments hold when `inflow` has run for ever. */
  plateau(inflow: ArrayLike<number>): Float64Array;
  /** Throws `intervention.invalid` unless `cmt` is one of the compartments, numbered from 1; its place from 0. */
  place(cmt: number, row?: number): number;
}

/** The place of a compartment numbered from 1, as `Kinetics.place`. */
export function placeOf(cmt: number, size: number, names: string, row?: number): number {
  if (Number.isInteger(cmt) && cmt >= 1 && cmt <= size) return cmt - 1;
  throw new TwinwardError('intervention.invalid', `there is no compartment ${cmt}`, {
    field: 'cmt',
    ...(row === undefined ? {} : { row }),
    remedy: `give 1 to ${size}${names}`,
  });
}
