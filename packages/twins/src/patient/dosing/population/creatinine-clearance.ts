import { convert, TwinwardError } from '@twinward/contract';
import type { Quantity } from './treatment-history.ts';

/** C4H7N3O, g/mol. */
const MOLAR_MASS = 113.12;
/** What can be. */
const RANGES = {
  age: { low: 18, high: 110, unit: 'years' },
  weight: { low: 25, high: 350, unit: 'kg' },
  creatinine: { low: 0.1, high: 25, unit: 'mg/dL' },
} as const;

/**
 * Creatinine clearance, mL/min, by Cockcroft and Gault 1976 (Nephron 16:31-41): (140 - age) weight / (72 creatinine), times 0.85 in
 * women, creatinine in mg/dL. Throws `subject.invalid`, by field, for a value that is absurd, with a hint where it looks like the other
 * unit of creatinine; `unit.incompatible` for a unit that is none of it.
 *
 * @example
 * const person = { sex: 'male', age: 60, weight: 72, creatinine: { value: 88.4, unit: 'umol/L' } };
 * creatinineClearance(person).toFixed(0); // 80
 */
export function creatinineClearance(person: {
  readonly sex: 'female' | 'male';
  readonly age: number;
  /** kg. */
  readonly weight: number;
  readonly creatinine: Quantity;
}): number {
  const { value, unit } = person.creatinine;
  const creatinine = convert(value, unit, 'mg/dL', MOLAR_MASS);
  check('age', person.age, '');
  check('weight', person.weight, '');
  const micromolar = value >= 30 && unit === 'mg/dL' ? `; ${value} looks like umol/L` : '';
  const milligram = value < 9 && unit === 'umol/L' ? `; ${value} looks like mg/dL` : '';
  check('creatinine', creatinine, micromolar + milligram);
  const men = ((140 - person.age) * person.weight) / (72 * creatinine);
  return person.sex === 'female' ? 0.85 * men : men;
}

function check(field: keyof typeof RANGES, value: number, hint: string): void {
  const { low, high, unit } = RANGES[field];
  if (value >= low && value <= high) return;
  throw new TwinwardError('subject.invalid', `${field} is absurd`, {
    field,
    remedy: `give ${low} to ${high} ${unit}${hint}`,
  });
}
