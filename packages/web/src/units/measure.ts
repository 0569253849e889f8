// How a quantity is shown: in its own unit, or for glucose in the unit the reader is used to.

/** The two units glucose is read in around the world. */
export type GlucoseChoice = 'mg/dL' | 'mmol/L';

/** mg/dL in one mmol/L of glucose (molar mass 180.156 g/mol). */
export const MGDL_PER_MMOLL = 18.0156;

/** A way to show a quantity: shown = stored * factor, with so many decimals. */
export interface Measure {
  readonly unit: string;
  readonly factor: number;
  readonly decimals: number;
}

/** What has a unit and says what it is. */
export interface Quantity {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
}

/** Whether a quantity is a glucose concentration in mg/dL, the only kind the unit choice applies to. */
export function isGlucose(quantity: Quantity): boolean {
  return quantity.unit === 'mg/dL' && /glucose|cgm/i.test(`${quantity.name} ${quantity.label}`);
}

/** How to show a quantity under the reader's choice of glucose unit. */
export function measureOf(quantity: Quantity, choice: GlucoseChoice): Measure {
  if (!isGlucose(quantity)) return { unit: plainUnit(quantity.unit), factor: 1, decimals: -1 };
  return choice === 'mmol/L'
    ? { unit: 'mmol/L', factor: 1 / MGDL_PER_MMOLL, decimals: 1 }
    : { unit: 'mg/dL', factor: 1, decimals: 0 };
}

const WORDS: Readonly<Record<string, string>> = {
  '1': '',
  a: 'years',
  mo: 'months',
  wk: 'weeks',
  d: 'days',
  Cel: '°C',
};

/** A UCUM unit as people write it: `[iU]` is U, annotations lose their braces, `1` is nothing. */
export function plainUnit(ucum: string): string {
  const words = WORDS[ucum];
  if (words !== undefined) return words;
  return ucum
    .replace(/\[iU\]/g, 'U')
    .replace(/\[Hg\]/g, 'Hg')
    .replace(/\[H2O\]/g, 'H₂O')
    .replace(/\{([^{}]*)\}/g, '$1')
    .replace(/\./g, ' ');
}
