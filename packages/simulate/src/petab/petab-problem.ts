/** Scale on which a parameter is searched, or an observable is compared: as it is, its natural or its decadic logarithm. */
export type PetabScale = 'lin' | 'log' | 'log10';

/** A row of the parameter table. Values are on the linear scale, whatever `scale` says (PEtab 1.0, "Parameter table"). */
export interface PetabParameter {
  readonly id: string;
  readonly scale: PetabScale;
  readonly lower: number;
  readonly upper: number;
  /** NaN where the table gives none. */
  readonly nominal: number;
  readonly estimated: boolean;
}

/** A row of the condition table: what it sets, as a number or the id of a parameter. */
export interface PetabCondition {
  readonly id: string;
  readonly sets: ReadonlyMap<string, number | string>;
}

/** A row of the observable table; formulas in the model's ids, with `observableParameterN_id` and `noiseParameterN_id` still in them. */
export interface PetabObservable {
  readonly id: string;
  readonly formula: string;
  readonly noiseFormula: string;
  readonly transformation: PetabScale;
  readonly noise: 'normal' | 'laplace';
}

/** A row of the measurement table. */
export interface PetabMeasurement {
  /** One-based row of its table, heading not counted. */
  readonly row: number;
  readonly observable: string;
  readonly preequilibration: string | null;
  readonly condition: string;
  readonly value: number;
  /** Infinity for a measurement in the steady state. */
  readonly time: number;
  readonly observableParameters: readonly (number | string)[];
  readonly noiseParameters: readonly (number | string)[];
}

/** A parameter-estimation problem in PEtab version 1 (Schmiester et al. 2021, PLoS Comput. Biol. 17:e1008646), read and cross-checked. */
export interface PetabProblem {
  /** The text of the SBML file. */
  readonly sbml: string;
  readonly parameters: ReadonlyMap<string, PetabParameter>;
  readonly conditions: ReadonlyMap<string, PetabCondition>;
  readonly observables: ReadonlyMap<string, PetabObservable>;
  readonly measurements: readonly PetabMeasurement[];
}
