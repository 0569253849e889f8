/** mg/dL of cholesterol in one mmol/L. */
const CHOLESTEROL = 38.665;

/** A hint, ready to end a remedy, where a number looks like one in another unit; else nothing. */
export function unitHint(field: string, value: unknown): string {
  if (typeof value !== 'number') return '';
  if (field === 'hba1c' && value > 20 && value <= 200)
    return `; ${value} looks like mmol/mol, which is ${hba1cOfIfcc(value).toFixed(1)} %`;
  if (['ldl', 'hdl', 'totalCholesterol'].includes(field) && value > 12 && value <= 500)
    return `; ${value} looks like mg/dL, which is ${(value / CHOLESTEROL).toFixed(2)} mmol/L`;
  if (field === 'haemoglobin' && value > 25 && value <= 250) return `; ${value} looks like g/L`;
  return '';
}

/** HbA1c, %, of one in mmol/mol by the master equation (Hoelzel et al. 2004, Clin. Chem. 50:166-174; rearranged). */
export function hba1cOfIfcc(millimolesPerMole: number): number {
  return 0.09148 * millimolesPerMole + 2.152;
}
