import type { Expression } from '../graph/expression.ts';
import type { ExpressionGraph } from '../graph/expression-graph.ts';
import type { SbmlModel } from './sbml-model.ts';
import type { SbmlQuantity } from './sbml-quantity.ts';

/** What quantities need of the lowering they are part of. */
export interface QuantityScope {
  readonly graph: ExpressionGraph;
  readonly value: (id: string) => Expression;
  readonly amount: (species: string) => Expression;
  readonly carries: (id: string) => boolean;
}

/** Everything of a model that has a value, by its id. */
export function lowerQuantities(
  { compartments, species, parameters, reactions }: SbmlModel,
  { graph, value, amount, carries }: QuantityScope,
): ReadonlyMap<string, SbmlQuantity> {
  const quantities = new Map<string, SbmlQuantity>();
  const put = (id: string, of: SbmlQuantity['of']): void => {
    quantities.set(id, { id, of, value: value(id), amount: null, concentration: null });
  };
  for (const { id } of compartments) put(id, 'compartment');
  for (const { id, compartment } of species) {
    const whole = amount(id);
    const concentration = carries(compartment) ? graph.apply('divide', whole, value(compartment)) : null;
    quantities.set(id, { id, of: 'species', value: value(id), amount: whole, concentration });
  }
  for (const { id } of parameters) put(id, 'parameter');
  for (const { id, reactants, products } of reactions) {
    put(id, 'reaction');
    for (const reference of [...reactants, ...products]) {
      if (reference.id !== null) put(reference.id, 'stoichiometry');
    }
  }
  return quantities;
}
