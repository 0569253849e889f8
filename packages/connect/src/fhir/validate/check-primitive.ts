import type { Definitions } from '../definitions/definitions.ts';
import type { Json } from '../json.ts';
import { dateRange } from '../search/date-range.ts';
import type { Findings } from './findings.ts';

const NUMBERS: ReadonlySet<string> = new Set(['decimal', 'integer', 'positiveInt', 'unsignedInt']);
const DATES: ReadonlySet<string> = new Set(['date', 'dateTime', 'instant']);
/** The text type's own pattern only says that it is not empty. */
const WORDS: ReadonlySet<string> = new Set(['string', 'markdown']);
const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const patterns = new Map<string, RegExp | null>();

/** A primitive value: its kind in JSON, its pattern, and what patterns cannot say (days of a month, UUIDs). */
export function checkPrimitive(
  value: Json,
  type: string,
  path: string,
  definitions: Definitions,
  findings: Findings,
): void {
  if (type === 'boolean') {
    if (typeof value !== 'boolean') findings.add('value', path, 'it is true or false');
    return;
  }
  if (NUMBERS.has(type)) {
    if (typeof value !== 'number') findings.add('value', path, 'it is a number');
    else if (type !== 'decimal' && !Number.isInteger(value))
      findings.add('value', path, 'it is a whole number');
    else if (
      (type === 'positiveInt' && value < 1) ||
      (type === 'unsignedInt' && value < 0) ||
      (type !== 'decimal' && Math.abs(value) > 2 ** 31 - (value < 0 ? 0 : 1))
    ) {
      findings.add('value', path, `it is no ${type}`);
    }
    return;
  }
  if (typeof value !== 'string') {
    findings.add('value', path, `a ${type} is text`);
    return;
  }
  if (value.trim() === '') findings.add('value', path, 'a text is not empty');
  else if (WORDS.has(type)) {
    if (value.length > 1024 * 1024) findings.add('too-long', path, 'a text has at most 1 MiB');
  } else if (DATES.has(type)) {
    if (!(patternOf(type, definitions)?.test(value) ?? true) || dateRange(value) === null) {
      findings.add('value', path, `it is no ${type}`);
    }
  } else if (type === 'base64Binary') {
    if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value) || value.replace(/\s/g, '').length % 4 !== 0) {
      findings.add('value', path, 'it is no base64');
    }
  } else {
    if (!(patternOf(type, definitions)?.test(value) ?? true)) findings.add('value', path, `it is no ${type}`);
    if (value.startsWith('urn:uuid:') && !UUID.test(value.replace(/[#?|].*$/, ''))) {
      findings.add('value', path, 'a UUID has 32 digits of 0 to 9 and a to f');
    }
  }
}

function patternOf(type: string, definitions: Definitions): RegExp | null {
  let pattern = patterns.get(type);
  if (pattern === undefined) {
    const text = definitions.types[type]?.regex;
    pattern = text === undefined ? null : new RegExp(`^(?:${text})$`);
    patterns.set(type, pattern);
  }
  return pattern;
}
