/** What a model asks of its fluxes at steady state: bounds, and sums of fluxes to make large or small. */
export interface FluxBalance {
  readonly objectives: readonly FluxObjective[];
  readonly active: string;
  /** Each bound by the reaction it holds for: a number, or the id of a parameter. */
  readonly bounds: readonly FluxBound[];
}

/** A sum of fluxes to make as large or as small as can be. */
export interface FluxObjective {
  readonly id: string;
  readonly sense: 'minimise' | 'maximise';
  readonly terms: readonly { readonly reaction: string; readonly coefficient: number }[];
}

/** What the flux of a reaction may not go below or above. */
export interface FluxBound {
  readonly reaction: string;
  readonly side: 'lower' | 'upper';
  readonly value: number | string;
}
