import { type Observable, type TwinModel, TwinwardError } from '@twinward/contract';

/** The observable of a name; throws `observation.invalid` naming those the model has. */
export function observableOf(model: TwinModel, name: string): Observable {
  const found = model.observables.find((o) => o.name === name);
  if (found === undefined) {
    throw new TwinwardError('observation.invalid', `${model.name} has no observable ${name.slice(0, 80)}`, {
      field: 'observable',
      remedy: `use one of ${model.observables.map((o) => o.name).join(', ')}`,
    });
  }
  return found;
}
