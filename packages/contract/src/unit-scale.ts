/** Exponents of the base dimensions used here: length, mass, time, temperature, amount, international unit, electric charge. */
export type Dimension = readonly [number, number, number, number, number, number, number];

/** What a UCUM unit is: how many base units (m, g, s, K, mol, [iU], C) it is worth, and of what kind. */
export interface UnitScale {
  readonly factor: number;
  readonly dimension: Dimension;
  /** The units it was written with and their exponents, so that it can be written again. */
  readonly terms: ReadonlyMap<string, number>;
}

interface Atom {
  readonly factor: number;
  readonly dimension: Dimension;
}

const LONGEST = 200;
const NONE: Dimension = [0, 0, 0, 0, 0, 0, 0];
const NO_TERMS: ReadonlyMap<string, number> = new Map();
const dim = (...d: number[]): Dimension =>
  [0, 1, 2, 3, 4, 5, 6].map((i) => d[i] ?? 0) as unknown as Dimension;

/** The unit of a pure number. */
export const UNITY: UnitScale = { factor: 1, dimension: NONE, terms: NO_TERMS };

/** UCUM atoms (UCUM 2.1 tables 1 to 5), the part that the models of this platform use; factors to m, g, s, K, mol, [iU], C. */
const ATOMS: Readonly<Record<string, Atom>> = {
  m: { factor: 1, dimension: dim(1) },
  g: { factor: 1, dimension: dim(0, 1) },
  s: { factor: 1, dimension: dim(0, 0, 1) },
  min: { factor: 60, dimension: dim(0, 0, 1) },
  h: { factor: 3600, dimension: dim(0, 0, 1) },
  d: { factor: 86_400, dimension: dim(0, 0, 1) },
  wk: { factor: 604_800, dimension: dim(0, 0, 1) },
  a: { factor: 31_557_600, dimension: dim(0, 0, 1) },
  K: { factor: 1, dimension: dim(0, 0, 0, 1) },
  mol: { factor: 1, dimension: dim(0, 0, 0, 0, 1) },
  L: { factor: 1e-3, dimension: dim(3) },
  l: { factor: 1e-3, dimension: dim(3) },
  Hz: { factor: 1, dimension: dim(0, 0, -1) },
  N: { factor: 1e3, dimension: dim(1, 1, -2) },
  Pa: { factor: 1e3, dimension: dim(-1, 1, -2) },
  'm[Hg]': { factor: 133_322_000, dimension: dim(-1, 1, -2) },
  'm[H2O]': { factor: 9_806_650, dimension: dim(-1, 1, -2) },
  J: { factor: 1e3, dimension: dim(2, 1, -2) },
  W: { factor: 1e3, dimension: dim(2, 1, -3) },
  bar: { factor: 1e8, dimension: dim(-1, 1, -2) },
  eq: { factor: 1, dimension: dim(0, 0, 0, 0, 1) },
  osm: { factor: 1, dimension: dim(0, 0, 0, 0, 1) },
  kat: { factor: 1, dimension: dim(0, 0, -1, 0, 1) },
  C: { factor: 1, dimension: dim(0, 0, 0, 0, 0, 0, 1) },
  A: { factor: 1, dimension: dim(0, 0, -1, 0, 0, 0, 1) },
  V: { factor: 1e3, dimension: dim(2, 1, -2, 0, 0, 0, -1) },
  F: { factor: 1e-3, dimension: dim(-2, -1, 2, 0, 0, 0, 2) },
  Ohm: { factor: 1e3, dimension: dim(2, 1, -1, 0, 0, 0, -2) },
  S: { factor: 1e-3, dimension: dim(-2, -1, 1, 0, 0, 0, 2) },
  rad: { factor: 1, dimension: NONE },
  deg: { factor: Math.PI / 180, dimension: NONE },
  cal: { factor: 4184, dimension: dim(2, 1, -2) },
  '[lb_av]': { factor: 453.592_37, dimension: dim(0, 1) },
  '[in_i]': { factor: 0.0254, dimension: dim(1) },
  '[iU]': { factor: 1, dimension: dim(0, 0, 0, 0, 0, 1) },
  U: { factor: 1 / 60e6, dimension: dim(0, 0, -1, 0, 1) },
  '%': { factor: 0.01, dimension: NONE },
  // A logarithm: a number of its own here, never turned into a concentration.
  '[pH]': { factor: 1, dimension: NONE },
};

const METRIC = new Set([
  'm',
  'g',
  's',
  'mol',
  'L',
  'l',
  'Hz',
  'N',
  'Pa',
  'm[Hg]',
  'm[H2O]',
  'J',
  'W',
  'cal',
  '[iU]',
  'U',
  'K',
  'bar',
  'eq',
  'osm',
  'kat',
  'C',
  'A',
  'V',
  'F',
  'Ohm',
  'S',
  'rad',
]);

const PREFIXES: Readonly<Record<string, number>> = {
  p: 1e-12,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  c: 1e-2,
  d: 1e-1,
  da: 10,
  h: 100,
  k: 1e3,
  M: 1e6,
  G: 1e9,
};

const parsed = new Map<string, UnitScale>();

/**
 * The scale of a UCUM unit (case-sensitive; products, quotients, powers, brackets, annotations), or null for a text that is no
 * unit known here. `Cel` stands for its kelvin: a difference, not a point on the scale.
 *
 * @example
 * unitScale('mg/kg/min/(pmol/L)') !== null; // true
 * unitScale('mg/dL')?.factor; // 10
 */
export function unitScale(text: string): UnitScale | null {
  const cached = parsed.get(text);
  if (cached !== undefined) return cached;
  const scale =
    text === 'Cel' ? { factor: 1, dimension: dim(0, 0, 0, 1), terms: new Map([['Cel', 1]]) } : parse(text);
  if (scale !== null && parsed.size < 1000) parsed.set(text, scale);
  return scale;
}

/**
 * The product of one unit and a power of another; the exponent may be any number.
 *
 * @example
 * spellUnit(multiplyUnits(unitScale('mg'), unitScale('L'), -1)); // mg/L
 */
export function multiplyUnits(a: UnitScale, b: UnitScale, exponent = 1): UnitScale {
  const terms = new Map(a.terms);
  for (const [unit, power] of b.terms) {
    const sum = (terms.get(unit) ?? 0) + power * exponent;
    if (Math.abs(sum) < 1e-12) terms.delete(unit);
    else terms.set(unit, sum);
  }
  return {
    factor: a.factor * b.factor ** exponent,
    dimension: a.dimension.map((d, i) => d + b.dimension[i]! * exponent) as unknown as Dimension,
    terms,
  };
}

/**
 * Whether two units are of one kind and worth the same: numbers in them may be added as they stand.
 *
 * @example
 * sameUnit(unitScale('mg/L'), unitScale('ug/mL')); // true
 * sameUnit(unitScale('mg/L'), unitScale('mg/dL')); // false
 */
export function sameUnit(a: UnitScale, b: UnitScale): boolean {
  const kind = a.dimension.every((d, i) => Math.abs(d - b.dimension[i]!) < 1e-9);
  return kind && Math.abs(a.factor / b.factor - 1) < 1e-9;
}

/** A unit as text, by the units it came from: `mg/L/h`; 1 for a pure number. Whole powers can be read back. */
export function spellUnit({ terms }: UnitScale): string {
  const sides: [above: string[], below: string[]] = [[], []];
  for (const [unit, exponent] of terms) {
    const size = Math.abs(exponent);
    const side = sides[exponent > 0 ? 0 : 1];
    if (/\d$/.test(unit) && Number.isInteger(size)) side.push(...Array.from({ length: size }, () => unit));
    else if (size === 1) side.push(unit);
    else side.push(Number.isInteger(size) ? `${unit}${size}` : `${unit}^${Number(size.toPrecision(6))}`);
  }
  const [above, below] = sides;
  return above.join('.') + below.map((unit) => `/${unit}`).join('') || '1';
}

/** Reads products and quotients from the left, as UCUM does; what is in brackets first. */
function parse(text: string): UnitScale | null {
  const bare = text.replace(/(^|[./(])\{[^{}]*\}/g, '$11').replace(/\{[^{}]*\}/g, '');
  if (bare.length === 0 || bare.length > LONGEST) return null;
  const tokens = bare.match(/[./()]|\[[^[\]]*\]|[^./()[\]]+/g) ?? [];
  if (tokens.join('') !== bare) return null;
  const open: { readonly scale: UnitScale; readonly sign: number }[] = [];
  let scale = UNITY;
  let sign = 1;
  let wants = true; // a unit, not a sign
  let word = '';
  for (let i = 0; i <= tokens.length; i++) {
    const token = tokens[i];
    const isSign = token === undefined || /^[./()]$/.test(token);
    if (!isSign) {
      word += token;
      continue;
    }
    if (word !== '') {
      const term = wants ? parseTerm(word) : null;
      if (term === null) return null;
      scale = multiplyUnits(scale, term, sign);
      word = '';
      wants = false;
    }
    if (token === undefined) break;
    if (token === '(') {
      if (!wants) return null;
      open.push({ scale, sign });
      [scale, sign] = [UNITY, 1];
    } else if (token === ')') {
      const outer = open.pop();
      if (wants || outer === undefined) return null;
      scale = multiplyUnits(outer.scale, scale, outer.sign);
    } else {
      const leading = token === '/' && wants && (i === 0 || tokens[i - 1] === '(');
      if (wants && !leading) return null;
      sign = token === '/' ? -1 : 1;
      wants = true;
    }
  }
  return wants || open.length > 0 ? null : scale;
}

function parseTerm(token: string): UnitScale | null {
  if (/^\d+$/.test(token)) return number(token, Number(token));
  const power10 = /^10[*^]([+-]?\d+)$/.exec(token);
  if (power10 !== null) return number(token, 10 ** Number(power10[1]));
  const match = /^(.*?)([+-]?\d+)?$/.exec(token);
  const symbol = match?.[1] ?? '';
  const atom = atomOf(symbol);
  if (atom === null) return null;
  const exponent = match?.[2] === undefined ? 1 : Number(match[2]);
  return multiplyUnits(UNITY, { ...atom, terms: new Map([[symbol, 1]]) }, exponent);
}

function number(token: string, factor: number): UnitScale | null {
  if (!(factor > 0 && Number.isFinite(factor))) return null;
  return { factor, dimension: NONE, terms: factor === 1 ? NO_TERMS : new Map([[token, 1]]) };
}

function atomOf(symbol: string): Atom | null {
  const plain = Object.hasOwn(ATOMS, symbol) ? ATOMS[symbol] : undefined;
  if (plain !== undefined && symbol !== 'm[Hg]' && symbol !== 'm[H2O]') return plain;
  for (const [prefix, factor] of Object.entries(PREFIXES)) {
    const rest = symbol.slice(prefix.length);
    const atom = symbol.startsWith(prefix) && METRIC.has(rest) ? ATOMS[rest] : undefined;
    if (atom !== undefined) return { factor: factor * atom.factor, dimension: atom.dimension };
  }
  return plain ?? null;
}
