// One cell of glucose: a value, a limit it lies beyond (`Low`, `High`), or the sentinel of a sensor that had nothing to say.
import { TwinwardError } from '@twinward/contract';
import type { GlucoseUnit } from './import-options.ts';
import { readDecimal } from './read-decimal.ts';
import type { ReadingState } from './reading-kind.ts';

/** The range a glucose reading can possibly have, by unit (20 to 600 mg/dL). */
export const POSSIBLE_GLUCOSE: Readonly<
  Record<GlucoseUnit, { readonly low: number; readonly high: number }>
> = {
  'mg/dL': { low: 20, high: 600 },
  'mmol/L': { low: 1.1, high: 33.3 },
};

/**
 * Limits of a sensor's range in mg/dL, which is what transmitters report in whatever the file shows. Abbott's readers reach
 * 500; "above 400" stays true of them.
 */
export const SENSOR_RANGE: { readonly low: number; readonly high: number } = { low: 40, high: 400 };

const LOW =
  /^(low|lo|niedrig|tief|bas|basse|bajo|baja|basso|bassa|laag|låg|lågt|lav|lavt|matala|niski|niskie|nízk[áéý]|baixo|düşük)$/i;
const HIGH =
  /^(high|hi|hoch|haut|haute|[ée]lev[ée]e?|alto|alta|hoog|hög|högt|høy|høyt|høj|højt|korkea|wysoki|wysokie|vysok[áéý]|yüksek)$/i;
const NOTHING = /^(na|n\/a|null|none|-+|---)$/i;
const SENTINELS = new Set([0, -1, -9, -99, -99.9, -100, -999, -9999]);

/** A glucose cell that could be read; `value` is 0 unless the state is `quantity`. */
export interface GlucoseReading {
  readonly state: ReadingState;
  readonly value: number;
}

/**
 * Reads a cell that is not empty. Throws `observation.invalid` naming row and field for text that is no number and for values
 * no person's glucose can have; the text itself is not repeated, because a shifted row may hold a name there.
 */
export function readGlucose(text: string, unit: GlucoseUnit, field: string, row: number): GlucoseReading {
  if (LOW.test(text)) return { state: 'below', value: 0 };
  if (HIGH.test(text)) return { state: 'above', value: 0 };
  if (/^nan$/i.test(text)) return { state: 'not-a-number', value: 0 };
  if (NOTHING.test(text)) return { state: 'unknown', value: 0 };
  const value = readDecimal(text);
  if (value === null) {
    throw new TwinwardError('observation.invalid', 'the glucose is not a number', {
      field,
      row,
      remedy: 'write a number such as 104 or 5.8, or Low or High',
    });
  }
  if (SENTINELS.has(value)) return { state: 'sensor-error', value: 0 };
  const { low, high } = POSSIBLE_GLUCOSE[unit];
  if (value < low || value > high) {
    throw new TwinwardError('observation.invalid', `${value} ${unit} is not a possible glucose`, {
      field,
      row,
      remedy: `values from ${low} to ${high} ${unit} are possible; check the unit and the row`,
    });
  }
  return { state: 'quantity', value };
}
