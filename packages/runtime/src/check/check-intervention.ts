import { type Intervention, type InterventionType, type TwinOpened, TwinwardError } from '@twinward/contract';
import type { ModelRegistry } from '../model-registry.ts';

/**
 * Refuses an intervention that no twin of the subject knows, or whose amounts are missing, unknown or outside their safe bounds:
 * `intervention.invalid` naming the field.
 */
export function checkIntervention(
  registry: ModelRegistry,
  twins: readonly TwinOpened[],
  intervention: Intervention,
): void {
  const types = twins.flatMap(({ model }) => registry.get(model).interventions);
  const known = types.filter(({ name }) => name === intervention.type);
  if (known.length === 0) {
    const names = [...new Set(types.map(({ name }) => name))].join(', ');
    throw refused(
      'type',
      `no twin of this subject knows "${intervention.type.slice(0, 40)}"`,
      names === '' ? 'open a twin of this subject that has interventions' : `send one of: ${names}`,
    );
  }
  for (const type of known) checkAmounts(type, intervention.amounts);
}

/** Refuses amounts that are not exactly the fields of an intervention type, each within its bounds. */
export function checkAmounts(type: InterventionType, amounts: Readonly<Record<string, number>>): void {
  for (const { name, label, unit, minimum, maximum } of type.fields) {
    const amount = amounts[name];
    if (amount === undefined) {
      throw refused(`amounts.${name}`, `${label} is missing`, `send it in ${unit}`);
    }
    if (!(amount >= minimum && amount <= maximum)) {
      throw refused(
        `amounts.${name}`,
        `${label} of ${amount} ${unit} is outside ${minimum} to ${maximum}`,
        `send ${minimum} to ${maximum} ${unit}`,
      );
    }
  }
  const unknown = Object.keys(amounts).find((name) => !type.fields.some((field) => field.name === name));
  if (unknown !== undefined) {
    throw refused(`amounts.${unknown.slice(0, 40)}`, `${type.label} has no such amount`, 'leave it out');
  }
}

function refused(field: string, message: string, remedy: string): TwinwardError {
  return new TwinwardError('intervention.invalid', message, { field, remedy });
}
