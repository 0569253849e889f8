import type { InterventionField } from '@twinward/contract';

/** A number of a treatment, with the bounds, default and step of its control. */
export function treatmentField(
  name: string,
  label: string,
  unit: string,
  [minimum, usual, maximum, step]: readonly [number, number, number, number],
): InterventionField {
  return { name, label, unit, minimum, maximum, default: usual, step };
}
