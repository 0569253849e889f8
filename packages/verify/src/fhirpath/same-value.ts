import type { PathValue } from '@twinward/connect/fhir';
import { isObject } from '@twinward/connect/fhir';

/** FHIR types by what a test calls them, where the two differ. */
const SYSTEM: Readonly<Record<string, string>> = {
  boolean: 'Boolean',
  string: 'String',
  integer: 'Integer',
  decimal: 'Decimal',
  date: 'Date',
  dateTime: 'DateTime',
  time: 'Time',
  Quantity: 'Quantity',
};

/**
 * Whether a value is what a test expects: its type, and the value itself. Decimals are compared as numbers; instants as instants of
 * the same precision, whatever their zone.
 */
export function sameValue({ value, type }: PathValue, text: string, expected: string | undefined): boolean {
  if (expected !== undefined && !sameType(type, expected)) return false;
  const plain = text.trim().replace(/^@T?/, '');
  if (isObject(value)) {
    const quantity = /^(-?[\d.]+) (?:'(.*)'|(\w+))$/.exec(plain);
    if (quantity === null) return false;
    const unit = value.code ?? value.unit;
    return Number(quantity[1]) === Number(value.value) && (quantity[2] ?? quantity[3]) === unit;
  }
  const given = String(value).replace(/^@T?/, '');
  if (given === text || given === plain) return true;
  if (/Decimal|Integer/.test(type)) return plain !== '' && Number(plain) === Number(given);
  return /T\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/.test(plain) && digits(given) === digits(plain)
    ? Date.parse(zoned(given)) === Date.parse(zoned(plain))
    : quantityText(given) === quantityText(plain) && quantityText(plain) !== null;
}

function sameType(type: string, expected: string): boolean {
  const name = type.replace(/^(FHIR|System)\./, '');
  if (name === expected || name === SYSTEM[expected]) return true;
  // An integer stands wherever a decimal may (FHIRPath 2.0, "Conversion"); ids and codes are strings of the system.
  return expected === 'decimal' ? name === 'Integer' : /^(code|id)$/.test(expected) && name === 'String';
}

/** How far a time goes, whether or not its fraction is all zeros and so was left out. */
function digits(text: string): number {
  const local = text.replace(/(Z|[+-]\d\d:\d\d)$/, '');
  return /\.\d*[1-9]/.test(local) ? local.length : local.replace(/\.0+$/, '').length;
}

function zoned(text: string): string {
  return text.replace(/-00:00$/, 'Z');
}

function quantityText(text: string): string | null {
  const parts = /^(-?[\d.]+) '?([^']*)'?$/.exec(text);
  return parts === null ? null : `${Number(parts[1])} ${parts[2]}`;
}
