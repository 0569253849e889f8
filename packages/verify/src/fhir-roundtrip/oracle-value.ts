// Whether one value of a resource satisfies one value of a search, by the words of FHIR R4, "Search".
import { isObject, type JsonObject } from '@twinward/connect/fhir';

const UCUM = 'http://unitsofmeasure.org';
/** Units that measure the same, with what turns them into one another; of all others a unit only equals itself. */
const FACTORS: Readonly<Record<string, readonly [unit: string, factor: number]>> = {
  kg: ['g', 1000],
  g: ['g', 1],
  mg: ['g', 1e-3],
  ug: ['g', 1e-6],
  ng: ['g', 1e-9],
  pg: ['g', 1e-12],
  m: ['m', 1],
  cm: ['m', 1e-2],
  mm: ['m', 1e-3],
  L: ['L', 1],
  mL: ['L', 1e-3],
  fL: ['L', 1e-15],
  'g/L': ['g/L', 1],
  'g/dL': ['g/L', 10],
  'mg/L': ['g/L', 1e-3],
  'mg/dL': ['g/L', 1e-2],
  'ug/dL': ['g/L', 1e-5],
  'ng/mL': ['g/L', 1e-6],
  'pg/mL': ['g/L', 1e-9],
  'mmol/L': ['mol/L', 1e-3],
  'umol/L': ['mol/L', 1e-6],
  '10*3/uL': ['/L', 1e9],
  '10*6/uL': ['/L', 1e12],
  'mL/min': ['L/min', 1e-3],
  'mL/min/{1.73_m2}': ['L/min', 1e-3],
  '%': ['1', 1e-2],
  'mg/g': ['1', 1e-3],
  '{score}': ['1', 1],
  '{T-score}': ['1', 1],
};

/** Whether it does. `kind` is the type of the search parameter. */
export function holds(kind: string, value: unknown, modifier: string, searched: string): boolean {
  switch (kind) {
    case 'token':
      return tokensOf(value).some(([system, code]) => {
        const bar = searched.indexOf('|');
        if (bar < 0) return code === searched;
        const [wanted, rest] = [searched.slice(0, bar), searched.slice(bar + 1)];
        return system === null ? code === rest : system === wanted && (rest === '' || code === rest);
      });
    case 'string':
      return wordsOf(value).some((word) => {
        if (modifier === 'exact') return word === searched;
        const [text, wanted] = [fold(word), fold(searched)];
        return modifier === 'contains' ? text.includes(wanted) : text.startsWith(wanted);
      });
    case 'reference': {
      const reference = isObject(value) ? value.reference : value;
      return reference === searched || (typeof reference === 'string' && reference.endsWith(`/${searched}`));
    }
    case 'uri':
      return value === searched;
    case 'date':
      return compareRange(spanOf(value), searched);
    case 'quantity':
      return isObject(value) && compareQuantity(value, searched);
    case 'number':
      return typeof value === 'number' && compareNumber(value, searched, 1);
    default:
      return false;
  }
}

/** System (null where the code's own is implied) and code. */
function tokensOf(value: unknown): readonly (readonly [string | null, string])[] {
  if (!isObject(value)) return [[null, String(value)]];
  if (Array.isArray(value.coding)) return value.coding.flatMap(tokensOf);
  if (typeof value.code === 'string') return [[String(value.system ?? ''), value.code]];
  if (typeof value.value === 'string') {
    // Of a telephone the system is no code system.
    const contact = ['phone', 'fax', 'email', 'pager', 'url', 'sms', 'other'].includes(String(value.system));
    return [[contact ? '' : String(value.system ?? ''), value.value]];
  }
  return [];
}

function wordsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (!isObject(value)) return [];
  const names = [
    'text',
    'family',
    'given',
    'prefix',
    'suffix',
    'line',
    'city',
    'district',
    'state',
    'postalCode',
    'country',
  ];
  return names.flatMap((name) => {
    const one = value[name];
    return (Array.isArray(one) ? one : [one]).filter((part): part is string => typeof part === 'string');
  });
}

/** Case, accents and space that means nothing (at the ends, in runs) make no difference. */
function fold(text: string): string {
  return text
    .trim()
    .replace(/\s+/g, ' ')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

type Span = readonly [from: number, to: number];

function spanOf(value: unknown): Span | null {
  if (typeof value === 'string') return spanOfText(value);
  if (!isObject(value)) return null;
  if (value.start === undefined && value.end === undefined) return null;
  const from = value.start === undefined ? Number.NEGATIVE_INFINITY : spanOfText(String(value.start))[0];
  const to = value.end === undefined ? Number.POSITIVE_INFINITY : spanOfText(String(value.end))[1];
  return [from, to];
}

/** A date by the calendar of JavaScript: its first instant and the first one after it. */
function spanOfText(text: string): Span {
  if (text.length === 4) return [Date.UTC(Number(text), 0), Date.UTC(Number(text) + 1, 0)];
  if (text.length === 7) {
    const [year, month] = text.split('-').map(Number);
    return [Date.UTC(year!, month! - 1), Date.UTC(year!, month!)];
  }
  const start = Date.parse(text);
  if (text.length === 10) return [start, start + 86_400_000];
  return [
    start,
    start + (text.includes('.') ? 1 : /T\d\d:\d\d(Z|[+-]\d\d:\d\d)?$/.test(text) ? 60_000 : 1000),
  ];
}

function compareRange(span: Span | null, searched: string): boolean {
  if (span === null) return false;
  const prefix = /^[a-z]{2}/.exec(searched)?.[0] ?? 'eq';
  const [from, to] = spanOfText(searched.replace(/^[a-z]{2}/, ''));
  const contained = from <= span[0] && span[1] <= to;
  switch (prefix) {
    case 'eq':
      return contained;
    case 'ne':
      return !contained;
    case 'gt':
      return span[1] > to;
    case 'lt':
      return span[0] < from;
    case 'ge':
      return span[1] > to || contained;
    case 'le':
      return span[0] < from || contained;
    case 'sa':
      return span[0] >= to;
    case 'eb':
      return span[1] <= from;
    default:
      return false;
  }
}

function compareQuantity(quantity: JsonObject, searched: string): boolean {
  if (typeof quantity.value !== 'number') return false;
  const [number = '', system, code] = searched.split('|');
  if (code === undefined) return compareNumber(quantity.value, number, 1);
  if (system === '')
    return (quantity.code === code || quantity.unit === code) && compareNumber(quantity.value, number, 1);
  if (quantity.system !== UCUM) return false;
  if (quantity.code === code) return compareNumber(quantity.value, number, 1);
  const [own, wanted] = [FACTORS[String(quantity.code)], FACTORS[code]];
  if (own === undefined || wanted === undefined || own[0] !== wanted[0]) return false;
  return compareNumber((quantity.value * own[1]) / wanted[1], number, 1);
}

function compareNumber(value: number, searched: string, slack: number): boolean {
  const prefix = /^[a-z]{2}/.exec(searched)?.[0] ?? 'eq';
  const text = searched.replace(/^[a-z]{2}/, '');
  const number = Number(text);
  const half = (slack * 0.5) / 10 ** (text.split('.')[1]?.length ?? 0);
  // To twelve digits, beyond which sums of decimals are not exact.
  const near = (x: number): number => Number(x.toPrecision(12));
  const inside = near(value) >= near(number - half) && near(value) < near(number + half);
  switch (prefix) {
    case 'eq':
      return inside;
    case 'ne':
      return !inside;
    case 'gt':
    case 'sa':
      return near(value) > near(number);
    case 'lt':
    case 'eb':
      return near(value) < near(number);
    case 'ge':
      return near(value) >= near(number);
    case 'le':
      return near(value) <= near(number);
    default:
      return false;
  }
}
