import type { FluxBalance } from './fbc/flux-balance.ts';
import type { MathFunction, MathNode } from './math-node.ts';

/** A compartment; `size` is NaN where the file gives none. */
export interface SbmlCompartment {
  readonly id: string;
  readonly size: number;
  readonly dimensions: number;
  readonly constant: boolean;
}

/** A species; amounts NaN where the file gives none. */
export interface SbmlSpecies {
  readonly id: string;
  readonly compartment: string;
  readonly initialAmount: number;
  readonly initialConcentration: number;
  readonly hasOnlySubstanceUnits: boolean;
  readonly boundaryCondition: boolean;
  readonly constant: boolean;
  readonly conversionFactor: string | null;
}

/** A parameter; `value` is NaN where the file gives none. */
export interface SbmlParameter {
  readonly id: string;
  readonly value: number;
  readonly constant: boolean;
}

/** A reactant or product. */
export interface SbmlSpeciesReference {
  readonly id: string | null;
  readonly species: string;
  /** NaN where the file gives none. */
  readonly stoichiometry: number;
  readonly stoichiometryMath: MathNode | null;
}

/** A reaction; `law` is null where it has none. */
export interface SbmlReaction {
  readonly id: string;
  readonly reactants: readonly SbmlSpeciesReference[];
  readonly products: readonly SbmlSpeciesReference[];
  readonly law: MathNode | null;
  readonly locals: readonly { readonly id: string; readonly value: number }[];
  readonly fast: boolean;
}

/** A rule; `variable` is empty for an algebraic one. */
export interface SbmlRule {
  readonly kind: 'assignment' | 'rate' | 'algebraic';
  readonly variable: string;
  readonly math: MathNode;
  /** Where it stands in the file. */
  readonly line: number;
}

/** An event; a trigger of null never becomes true. */
export interface SbmlEvent {
  readonly id: string;
  readonly trigger: MathNode | null;
  readonly initialValue: boolean;
  readonly persistent: boolean;
  readonly delay: MathNode | null;
  readonly priority: MathNode | null;
  readonly useValuesFromTriggerTime: boolean;
  readonly assignments: readonly { readonly variable: string; readonly math: MathNode }[];
}

/** An SBML model, of any level, without submodels. */
export interface SbmlModel {
  readonly level: number;
  readonly version: number;
  readonly id: string;
  readonly conversionFactor: string | null;
  readonly functions: ReadonlyMap<string, MathFunction>;
  readonly compartments: readonly SbmlCompartment[];
  readonly species: readonly SbmlSpecies[];
  readonly parameters: readonly SbmlParameter[];
  readonly initialAssignments: readonly { readonly symbol: string; readonly math: MathNode }[];
  readonly rules: readonly SbmlRule[];
  readonly constraints: readonly MathNode[];
  readonly reactions: readonly SbmlReaction[];
  readonly events: readonly SbmlEvent[];
  /** Null where the file states no objective for fluxes. */
  readonly fluxBalance: FluxBalance | null;
  /** At which line of its file each name is declared or determined. */
  readonly lines: ReadonlyMap<string, number>;
}
