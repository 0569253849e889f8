import type { PreventTerm } from './prevent-terms.ts';

/** One equation set: the terms in order, and for each sex and outcome (`female_ascvd`) a coefficient a term. */
export interface PreventTable {
  readonly terms: readonly PreventTerm[];
  readonly [column: string]: readonly (number | PreventTerm)[];
}

/** Which predictors an equation uses beyond the base ones. */
export type PreventModel = 'base' | 'hba1c' | 'uacr' | 'full';

/** The equation sets of one horizon. */
export type PreventTables = Readonly<Record<PreventModel, PreventTable>>;
