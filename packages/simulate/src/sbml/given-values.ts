import type { SbmlModel } from './sbml-model.ts';

/** What the file says of compartments, parameters and stoichiometries; NaN for nothing. */
export function givenValues({ compartments, parameters, reactions }: SbmlModel): ReadonlyMap<string, number> {
  const given = new Map<string, number>();
  for (const { reactants, products } of reactions) {
    for (const { id, stoichiometry } of [...reactants, ...products])
      if (id !== null) given.set(id, stoichiometry);
  }
  for (const { id, value } of parameters) given.set(id, value);
  for (const { id, size } of compartments) given.set(id, size);
  return given;
}
