import type { Expression } from '../graph/expression.ts';

/** What an id of the model stands for, as expressions of the hybrid model. */
export interface SbmlQuantity {
  readonly id: string;
  readonly of: 'compartment' | 'species' | 'parameter' | 'stoichiometry' | 'reaction';
  /** Its value in formulas: for a species its concentration, or its amount if it has only substance units. */
  readonly value: Expression;
  /** Of species only. */
  readonly amount: Expression | null;
  readonly concentration: Expression | null;
}
