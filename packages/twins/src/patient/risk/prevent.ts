import { TwinwardError } from '@twinward/contract';
import { exp } from '@twinward/simulate';
import { PREVENT_10_YEARS } from './prevent-10-years.ts';
import { PREVENT_30_YEARS } from './prevent-30-years.ts';
import type { PreventPerson } from './prevent-person.ts';
import type { PreventModel } from './prevent-table.ts';
import { preventTerms } from './prevent-terms.ts';
import { unitHint } from './unit-hint.ts';

/** Probability, 0 to 1, of a first event within the horizon. */
export interface PreventRisk {
  readonly totalCvd: number;
  readonly ascvd: number;
  readonly heartFailure: number;
  readonly coronary: number;
  readonly stroke: number;
}

const RANGES = {
  age: { low: 30, high: 79, unit: 'years' },
  totalCholesterol: { low: 3.3, high: 8.3, unit: 'mmol/L' },
  hdl: { low: 0.5, high: 2.6, unit: 'mmol/L' },
  systolic: { low: 90, high: 180, unit: 'mm[Hg]' },
  bmi: { low: 18.5, high: 39.9, unit: 'kg/m2' },
  egfr: { low: 15, high: 140, unit: 'mL/min/1.73 m2' },
} as const;

/** May be unknown; limits of the reference implementation. */
const OPTIONAL = {
  hba1c: { low: 3, high: 15, unit: '%' },
  uacr: { low: 0.1, high: 25_000, unit: 'mg/g' },
  deprivationDecile: { low: 1, high: 10, unit: '(decile)' },
} as const;

/**
 * The risk of a first cardiovascular event by the American Heart Association's PREVENT equations (Khan et al. 2024, Circulation
 * 149:430-449): 1 / (1 + exp(-x)) of a linear predictor, by sex, outcome and horizon. The 30-year equations were made for ages 30 to 59.
 *
 * Throws `subject.invalid`, naming the field, for a value outside what the equations were made for.
 *
 * @example
 * const person = { sex: 'female', age: 50, totalCholesterol: 5.172, hdl: 1.1637, systolic: 160, bmi: 35, egfr: 90, diabetes: true,
 *   smoker: false, antihypertensive: true, statin: false, hba1c: null, uacr: null, deprivationDecile: null };
 * preventRisk(person, 'base', 10).totalCvd; // 0.147
 */
export function preventRisk(person: PreventPerson, model: PreventModel, years: 10 | 30): PreventRisk {
  check(person);
  return preventEquation(person, model, years);
}

/** The equation itself, for a person that need not lie within what it was made for. */
export function preventEquation(person: PreventPerson, model: PreventModel, years: 10 | 30): PreventRisk {
  const table = (years === 10 ? PREVENT_10_YEARS : PREVENT_30_YEARS)[model];
  const terms = preventTerms(person);
  const risk = (outcome: string): number => {
    const weights = table[`${person.sex}_${outcome}`] as readonly number[];
    const x = table.terms.reduce((sum, term, i) => sum + weights[i]! * terms[term], 0);
    return 1 / (1 + exp(-x));
  };
  return {
    totalCvd: risk('total_cvd'),
    ascvd: risk('ascvd'),
    heartFailure: risk('heart_failure'),
    coronary: risk('chd'),
    stroke: risk('stroke'),
  };
}

function check(person: PreventPerson): void {
  if (person.sex !== 'female' && person.sex !== 'male') {
    throw new TwinwardError('subject.invalid', 'PREVENT was made for women and men', {
      field: 'sex',
      remedy: 'give female or male',
    });
  }
  for (const [field, { low, high, unit }] of Object.entries({ ...RANGES, ...OPTIONAL })) {
    const value = person[field as keyof typeof RANGES | keyof typeof OPTIONAL];
    if (value === null && Object.hasOwn(OPTIONAL, field)) continue;
    if (!(value !== null && value >= low && value <= high)) {
      throw new TwinwardError('subject.invalid', `${field} ${value} is outside what PREVENT was made for`, {
        field,
        remedy: `give ${low} to ${high} ${unit}${unitHint(field, value)}`,
      });
    }
  }
}
