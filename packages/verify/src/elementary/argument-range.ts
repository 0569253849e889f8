import type { ElementaryFunction } from '@twinward/simulate';

/** Arguments of one kind for one function, each from two uniform numbers of its own. */
export interface ArgumentRange {
  readonly of: ElementaryFunction;
  readonly name: string;
  readonly x: (u: number, v: number) => number;
  /** The exponent of a power, given its base. */
  readonly y?: (u: number, v: number, x: number) => number;
}

const SMALLEST_NORMAL = 2 ** -1022;
const between =
  (low: number, high: number) =>
  (u: number): number =>
    low + (high - low) * u;
/** As many in each power of two, of both signs. */
const magnitudes =
  (low: number, high: number) =>
  (u: number, v: number): number =>
    (v < 0.5 ? -1 : 1) * 2 ** (low + (high - low) * u);
const positive =
  (low: number, high: number) =>
  (u: number): number =>
    2 ** (low + (high - low) * u);
const subnormal = (u: number, v: number): number => (v < 0.5 ? -1 : 1) * u * SMALLEST_NORMAL;
const nearOne = (u: number, v: number): number => 1 + (v < 0.5 ? -0.5 : 1) * 2 ** (-52 * u);
/** The double nearest to a whole number of quarter turns, below a million. */
const quarterTurn = (u: number): number => Math.ceil(u * 1e6) * (Math.PI / 2);
/** The exponent that gives a power of logarithm between low and high. */
const powerOfLogarithm =
  (low: number, high: number) =>
  (u: number, _v: number, x: number): number =>
    (low + (high - low) * u) / Math.log(x);
const whole = (u: number, v: number): number => (v < 0.5 ? -1 : 1) * Math.ceil(20 * u);

const circular = (of: 'sin' | 'cos' | 'tan'): readonly ArgumentRange[] => [
  { of, name: '-4 to 4', x: between(-4, 4) },
  { of, name: '-1e6 to 1e6', x: between(-1e6, 1e6) },
  { of, name: 'near quarter turns', x: quarterTurn },
  { of, name: '1e-300 to 1', x: magnitudes(-996, 0) },
  { of, name: '1e6 to 1e300', x: magnitudes(20, 996.6) },
  { of, name: 'subnormal', x: subnormal },
];

/** What `verify elementary` tries. */
export const ARGUMENT_RANGES: readonly ArgumentRange[] = [
  { of: 'exp', name: '-20 to 20', x: between(-20, 20) },
  { of: 'exp', name: '-708 to 709', x: between(-708, 709) },
  { of: 'exp', name: '1e-18 to 1', x: magnitudes(-60, 0) },
  { of: 'exp', name: 'subnormal results', x: between(-745.13, -708.39) },
  { of: 'exp', name: 'near overflow', x: between(709, 709.782712893384) },
  { of: 'expm1', name: '-1 to 1', x: between(-1, 1) },
  { of: 'expm1', name: '1e-300 to 1', x: magnitudes(-996, 0) },
  { of: 'expm1', name: '-40 to 709', x: between(-40, 709) },
  { of: 'expm1', name: 'near overflow', x: between(709, 709.782712893384) },
  { of: 'expm1', name: 'subnormal', x: subnormal },
  { of: 'log', name: '0.5 to 2', x: between(0.5, 2) },
  { of: 'log', name: 'near 1', x: nearOne },
  { of: 'log', name: '1e-300 to 1e300', x: positive(-996, 996) },
  { of: 'log', name: 'subnormal', x: (u) => u * SMALLEST_NORMAL },
  { of: 'log', name: 'largest', x: between(2 ** 1021, Number.MAX_VALUE) },
  { of: 'pow', name: '1e-4 to 1e4, to -30 to 30', x: positive(-13, 13), y: between(-30, 30) },
  { of: 'pow', name: '-100 to 100, to whole powers', x: between(-100, 100), y: whole },
  { of: 'pow', name: 'near 1, to powers up to e^±700', x: nearOne, y: powerOfLogarithm(-700, 700) },
  { of: 'pow', name: 'subnormal results', x: positive(-13, 13), y: powerOfLogarithm(-745.1, -708.4) },
  { of: 'pow', name: 'near overflow', x: positive(-13, 13), y: powerOfLogarithm(709, 709.78) },
  { of: 'pow', name: 'subnormal base', x: (u) => u * SMALLEST_NORMAL, y: between(-0.9, 0.9) },
  { of: 'pow', name: 'to powers of 1e-18 to 1', x: positive(-13, 13), y: magnitudes(-60, 0) },
  { of: 'tanh', name: '-1 to 1', x: between(-1, 1) },
  { of: 'tanh', name: '1 to 22', x: between(1, 22) },
  { of: 'tanh', name: '1e-300 to 1', x: magnitudes(-996, 0) },
  { of: 'tanh', name: 'subnormal', x: subnormal },
  ...circular('sin'),
  ...circular('cos'),
  ...circular('tan'),
  { of: 'atan', name: '-3 to 3', x: between(-3, 3) },
  { of: 'atan', name: '1e-300 to 1', x: magnitudes(-996, 0) },
  { of: 'atan', name: '1 to 1e300', x: magnitudes(0, 996) },
  { of: 'atan', name: 'subnormal', x: subnormal },
];
