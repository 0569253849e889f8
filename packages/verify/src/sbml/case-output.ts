import { TwinwardError } from '@twinward/contract';
import type { Expression } from '@twinward/simulate';
import type { SbmlQuantity } from '@twinward/simulate/sbml';
import type { CaseSettings } from './sbml-case.ts';

/** What a case reports of an id: its amount, its concentration, or its value as formulas have it. */
export function caseOutput(
  quantities: ReadonlyMap<string, SbmlQuantity>,
  id: string,
  settings: Pick<CaseSettings, 'amount' | 'concentration'>,
): Expression {
  const quantity = quantities.get(id);
  if (quantity === undefined) {
    throw new TwinwardError('request.unsupported', `the model has no "${id}" to report`);
  }
  if (settings.amount.has(id)) return quantity.amount ?? quantity.value;
  return settings.concentration.has(id) ? (quantity.concentration ?? quantity.value) : quantity.value;
}
