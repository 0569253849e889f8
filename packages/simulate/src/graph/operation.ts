import { atan } from '../elementary/atan.ts';
import { cos } from '../elementary/cos.ts';
import { exp } from '../elementary/exp.ts';
import { expm1 } from '../elementary/expm1.ts';
import { log } from '../elementary/log.ts';
import { pow } from '../elementary/pow.ts';
import { sin } from '../elementary/sin.ts';
import { tan } from '../elementary/tan.ts';
import { tanh } from '../elementary/tanh.ts';

/** What an inner node of an expression computes. Comparisons give 1 or 0; `select(c, a, b)` is a when c is not 0, else b. */
export type Operation =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'negate'
  | 'sqrt'
  | 'exp'
  | 'expm1'
  | 'log'
  | 'pow'
  | 'tanh'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'atan'
  | 'min'
  | 'max'
  | 'abs'
  | 'floor'
  | 'ceil'
  | 'less'
  | 'atMost'
  | 'equal'
  | 'select';

interface Meaning {
  readonly arity: 1 | 2 | 3;
  /** The number it gives: what folding and the interpreter compute, and generated code spells out. */
  readonly value: (a: number, b: number, c: number) => number;
}

/** Every operation, its number of arguments and its meaning. */
export const OPERATIONS: Readonly<Record<Operation, Meaning>> = {
  add: { arity: 2, value: (a, b) => a + b },
  subtract: { arity: 2, value: (a, b) => a - b },
  multiply: { arity: 2, value: (a, b) => a * b },
  divide: { arity: 2, value: (a, b) => a / b },
  negate: { arity: 1, value: (a) => -a },
  sqrt: { arity: 1, value: (a) => Math.sqrt(a) },
  exp: { arity: 1, value: (a) => exp(a) },
  expm1: { arity: 1, value: (a) => expm1(a) },
  log: { arity: 1, value: (a) => log(a) },
  pow: { arity: 2, value: (a, b) => pow(a, b) },
  tanh: { arity: 1, value: (a) => tanh(a) },
  sin: { arity: 1, value: (a) => sin(a) },
  cos: { arity: 1, value: (a) => cos(a) },
  tan: { arity: 1, value: (a) => tan(a) },
  atan: { arity: 1, value: (a) => atan(a) },
  min: { arity: 2, value: (a, b) => Math.min(a, b) },
  max: { arity: 2, value: (a, b) => Math.max(a, b) },
  abs: { arity: 1, value: (a) => Math.abs(a) },
  floor: { arity: 1, value: (a) => Math.floor(a) },
  ceil: { arity: 1, value: (a) => Math.ceil(a) },
  less: { arity: 2, value: (a, b) => (a < b ? 1 : 0) },
  atMost: { arity: 2, value: (a, b) => (a <= b ? 1 : 0) },
  equal: { arity: 2, value: (a, b) => (a === b ? 1 : 0) },
  select: { arity: 3, value: (c, a, b) => (c !== 0 ? a : b) },
};
