// Reads the unit of glucose out of a header or a unit cell. What is neither mg/dL nor mmol/L is refused, never guessed.
import { TwinwardError } from '@twinward/contract';
import type { GlucoseUnit } from './import-options.ts';

const MASS = /(^|[^a-z])mg[\s_./-]*dl($|[^a-z])/i;
const AMOUNT = /(^|[^a-z])mmol[\s_./-]*l?($|[^a-z])/i;
const OTHER =
  /(^|[^a-z])([mu]?g[\s_]*\/[\s_]*(l|ml)|[uµn]mol[\s_]*\/[\s_]*l|mg[\s_]*\/[\s_]*l|mol[\s_]*\/[\s_]*l)($|[^a-z])/i;

/** The unit a text states, or null if it states none. Throws `unit.unknown` for a unit glucose is not read in here. */
export function glucoseUnitOf(text: string, field: string, row?: number): GlucoseUnit | null {
  if (MASS.test(text)) return 'mg/dL';
  if (AMOUNT.test(text)) return 'mmol/L';
  if (OTHER.test(text)) {
    throw new TwinwardError('unit.unknown', 'glucose is given in a unit other than mg/dL and mmol/L', {
      field,
      ...(row === undefined ? {} : { row }),
      remedy: 'export the file in mg/dL or mmol/L',
    });
  }
  return null;
}
