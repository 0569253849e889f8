import { TwinwardError } from './errors.ts';

/** The seven base dimensions used here, as exponents: length, mass, time, temperature, amount, international unit, count. */
type Dimension = readonly [number, number, number, number, number, number, number];

interface Scale {
  readonly factor: number;
  readonly dimension: Dimension;
}

const NONE: Dimension = [0, 0, 0, 0, 0, 0, 0];
const dim = (...d: number[]): Dimension =>
  [0, 1, 2, 3, 4, 5, 6].map((i) => d[i] ?? 0) as unknown as Dimension;

/** UCUM atoms (UCUM 2.1 tables 1 to 5), the part that the models of this platform use; factors to m, g, s, K, mol, [iU]. */
const ATOMS: Readonly<Record<string, Scale>> = {
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
  cal: { factor: 4184, dimension: dim(2, 1, -2) },
  '[lb_av]': { factor: 453.592_37, dimension: dim(0, 1) },
  '[in_i]': { factor: 0.0254, dimension: dim(1) },
  '[iU]': { factor: 1, dimension: dim(0, 0, 0, 0, 0, 1) },
  U: { factor: 1 / 60e6, dimension: dim(0, 0, -1, 0, 1) },
  '%': { factor: 0.01, dimension: NONE },
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

const parsed = new Map<string, Scale>();

/** Whether the text is a unit this platform can convert: UCUM, case-sensitive, with its annotations (`{beats}/min`). */
export function isUnit(text: string): boolean {
  return scaleOf(text) !== null;
}

/** Whether a value in one unit can be given in the other, with the molar mass where mass meets amount. */
export function unitsAgree(from: string, to: string, molarMass?: number): boolean {
  const [a, b] = [scaleOf(from), scaleOf(to)];
  return a !== null && b !== null && ratio(a, b, molarMass) !== null;
}

/**
 * A value converted between UCUM units. Mass and amount of substance meet only where the molar mass (g/mol) is given; mg/dL
 * and mmol/L are never guessed. Insulin's `U` is UCUM's `[iU]`; UCUM's own `U` is the enzyme unit (umol/min). Throws `unit.unknown` or `unit.incompatible`.
 *
 * @example
 * convert(5.5, 'mmol/L', 'mg/dL', 180.156); // 99.0858
 */
export function convert(value: number, from: string, to: string, molarMass?: number): number {
  if (from === to && scaleOf(from) !== null) return value;
  if (from === 'Cel' || to === 'Cel') return convertCelsius(value, from, to);
  const factor = ratio(known(from), known(to), molarMass);
  if (factor === null) {
    throw new TwinwardError('unit.incompatible', `${from} cannot be given in ${to}`, {
      field: 'unit',
      remedy: `send the value in ${to} or a unit of the same kind`,
    });
  }
  return value * factor;
}

function convertCelsius(value: number, from: string, to: string): number {
  const kelvin = from === 'Cel' ? value + 273.15 : convert(value, from, 'K');
  return to === 'Cel' ? kelvin - 273.15 : convert(kelvin, 'K', to);
}

function known(text: string): Scale {
  const scale = scaleOf(text);
  if (scale === null) {
    throw new TwinwardError('unit.unknown', `"${text.slice(0, 40)}" is not a unit known here`, {
      field: 'unit',
      remedy: 'write UCUM, for example mg/dL, mmol/L, mm[Hg], /min',
    });
  }
  return scale;
}

function ratio(from: Scale, to: Scale, molarMass: number | undefined): number | null {
  const difference = from.dimension.map((d, i) => d - to.dimension[i]!);
  const others = difference.some((d, i) => d !== 0 && i !== 1 && i !== 4);
  const [mass, amount] = [difference[1]!, difference[4]!];
  if (others || mass !== -amount) return null;
  if (mass === 0) return from.factor / to.factor;
  if (molarMass === undefined) return null;
  return (from.factor / to.factor) * molarMass ** -mass;
}

function scaleOf(text: string): Scale | null {
  const cached = parsed.get(text);
  if (cached !== undefined) return cached;
  if (text === 'Cel') return { factor: 1, dimension: dim(0, 0, 0, 1) };
  const scale = parse(text);
  if (scale !== null && parsed.size < 1000) parsed.set(text, scale);
  return scale;
}

function parse(text: string): Scale | null {
  const bare = text.replace(/(^|[./])\{[^{}]*\}/g, '$11').replace(/\{[^{}]*\}/g, '');
  if (bare.length === 0 || bare.length > 60 || /^\.|[./]$|[./]{2}/.test(bare)) return null;
  let factor = 1;
  const dimension: number[] = [...NONE];
  let sign = 1;
  for (const token of bare.match(/[./]|[^./]+/g) ?? []) {
    if (token === '/') sign = -1;
    else if (token === '.') sign = 1;
    else {
      const term = parseTerm(token);
      if (term === null) return null;
      factor *= term.factor ** sign;
      term.dimension.forEach((d, i) => {
        dimension[i] = dimension[i]! + sign * d;
      });
    }
  }
  return { factor, dimension: dimension as unknown as Dimension };
}

function parseTerm(token: string): Scale | null {
  if (/^\d+$/.test(token)) return { factor: Number(token), dimension: NONE };
  const power10 = /^10[*^]([+-]?\d+)$/.exec(token);
  if (power10 !== null) return { factor: 10 ** Number(power10[1]), dimension: NONE };
  const match = /^(.*?)([+-]?\d+)?$/.exec(token);
  const atom = atomOf(match?.[1] ?? '');
  if (atom === null) return null;
  const exponent = match?.[2] === undefined ? 1 : Number(match[2]);
  return {
    factor: atom.factor ** exponent,
    dimension: atom.dimension.map((d) => d * exponent) as unknown as Dimension,
  };
}

function atomOf(symbol: string): Scale | null {
  const plain = ATOMS[symbol];
  if (plain !== undefined && symbol !== 'm[Hg]' && symbol !== 'm[H2O]') return plain;
  for (const [prefix, factor] of Object.entries(PREFIXES)) {
    const rest = symbol.slice(prefix.length);
    const atom = symbol.startsWith(prefix) && METRIC.has(rest) ? ATOMS[rest] : undefined;
    if (atom !== undefined) return { factor: factor * atom.factor, dimension: atom.dimension };
  }
  return plain ?? null;
}
