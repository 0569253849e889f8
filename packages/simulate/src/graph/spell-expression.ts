import type { Expression } from './expression.ts';
import type { Operation } from './operation.ts';

const SUM = 1;
const PRODUCT = 2;
const SIGN = 3;
const ATOM = 4;

const INFIX: Partial<Readonly<Record<Operation, readonly [sign: string, binding: number]>>> = {
  add: ['+', SUM],
  subtract: ['-', SUM],
  multiply: ['*', PRODUCT],
  divide: ['/', PRODUCT],
};

const COMPARISONS: Partial<Readonly<Record<Operation, string>>> = { less: '<', atMost: '<=', equal: '===' };

const CALLS: Partial<Readonly<Record<Operation, string>>> = {
  sqrt: 'Math.sqrt',
  exp: '$exp',
  expm1: '$expm1',
  log: '$log',
  pow: '$pow',
  tanh: '$tanh',
  sin: '$sin',
  cos: '$cos',
  tan: '$tan',
  atan: '$atan',
  min: 'Math.min',
  max: 'Math.max',
  abs: 'Math.abs',
  floor: 'Math.floor',
  ceil: 'Math.ceil',
};

/**
 * An expression as JavaScript, with no more brackets than keep the order of every rounding: a * (b * c) keeps its own,
 * (a * b) * c does not. Nodes in `words` are written by their word.
 */
export function spellExpression(node: Expression, words: ReadonlyMap<Expression, string>): string {
  return spell(node, words, false)[0];
}

/** As `spellExpression`, but the node itself is written out even when it has a word. */
export function spellDefinition(node: Expression, words: ReadonlyMap<Expression, string>): string {
  return spell(node, words, true)[0];
}

function spell(
  node: Expression,
  words: ReadonlyMap<Expression, string>,
  define: boolean,
): readonly [code: string, binding: number] {
  const word = words.get(node);
  if (word !== undefined && !define) return [word, ATOM];
  if (node.kind === 'constant') return [number(node.value), ATOM];
  if (node.kind !== 'operation') throw new RangeError('a symbol was left without a word');
  const { operation, operands } = node;
  const operand = (i: number, atLeast: number): string => {
    const [code, binding] = spell(operands[i]!, words, false);
    return binding < atLeast ? `(${code})` : code;
  };
  const infix = INFIX[operation];
  if (infix !== undefined) {
    const [sign, binding] = infix;
    return [`${operand(0, binding)} ${sign} ${operand(1, binding + 1)}`, binding];
  }
  if (operation === 'negate') return [`-${operand(0, SIGN)}`, SIGN];
  const call = CALLS[operation];
  if (call !== undefined) return [`${call}(${operands.map((_, i) => operand(i, 0)).join(', ')})`, ATOM];
  if (operation === 'select') {
    return [`(${condition(operands[0]!, words)} ? ${operand(1, SUM)} : ${operand(2, SUM)})`, ATOM];
  }
  return [`(${condition(node, words)} ? 1 : 0)`, ATOM];
}

function condition(node: Expression, words: ReadonlyMap<Expression, string>): string {
  const sign = node.kind === 'operation' ? COMPARISONS[node.operation] : undefined;
  if (node.kind !== 'operation' || sign === undefined || words.has(node)) {
    return `${spellExpression(node, words)} !== 0`;
  }
  const [a, b] = node.operands;
  return `${spellExpression(a!, words)} ${sign} ${spellExpression(b!, words)}`;
}

function number(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return text.startsWith('-') ? `(${text})` : text;
}
