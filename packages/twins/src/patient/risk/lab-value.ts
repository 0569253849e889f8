// Laboratory values as they are reported, with their units, in those the equations take.
import { convert, TwinwardError } from '@twinward/contract';
import { hba1cOfIfcc } from './unit-hint.ts';

/** Values that are reported in more than one unit. */
export type LabValue = 'totalCholesterol' | 'hdl' | 'ldl' | 'hba1c' | 'haemoglobin' | 'uacr';

/** g/mol. */
const [CHOLESTEROL, CREATININE] = [386.65, 113.12];

/**
 * A laboratory value in the unit of the equations: cholesterol mmol/L, HbA1c % (mmol/mol by the master equation, never by a factor of
 * ten), haemoglobin g/dL, urine albumin over creatinine mg/g. Throws `unit.incompatible`, naming the value, for a unit that is
 * none of it.
 *
 * @example
 * labValue('hba1c', { value: 53, unit: 'mmol/mol' }).toFixed(1); // 7.0
 * labValue('ldl', { value: 116, unit: 'mg/dL' }).toFixed(2); // 3.00
 */
export function labValue(
  name: LabValue,
  { value, unit }: { readonly value: number; readonly unit: string },
): number {
  try {
    if (name === 'hba1c') {
      if (unit === '%') return value;
      if (unit === 'mmol/mol') return hba1cOfIfcc(value);
      throw refusal(name, unit, '% or mmol/mol');
    }
    if (name === 'haemoglobin') return convert(value, unit, 'g/dL');
    if (name === 'uacr') {
      if (unit === 'mg/g') return value;
      if (unit === 'mg/mmol') return value * (1000 / CREATININE);
      throw refusal(name, unit, 'mg/g or mg/mmol');
    }
    return convert(value, unit, 'mmol/L', CHOLESTEROL);
  } catch (error) {
    if (!(error instanceof TwinwardError) || error.place.field === name) throw error;
    throw refusal(name, unit, name === 'haemoglobin' ? 'g/dL or g/L' : 'mmol/L or mg/dL');
  }
}

function refusal(name: string, unit: string, want: string): TwinwardError {
  return new TwinwardError('unit.incompatible', `${name} is not given in "${unit.slice(0, 20)}"`, {
    field: name,
    remedy: `give it in ${want}`,
  });
}
