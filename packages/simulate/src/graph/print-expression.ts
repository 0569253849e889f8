import type { Expression } from './expression.ts';
import type { Operation } from './operation.ts';

const COMPARISON = 0;
const SUM = 1;
const PRODUCT = 2;
const SIGN = 3;
const POWER = 4;
const ATOM = 5;

type Infix = readonly [sign: string, binding: number, left: number, right: number];

const INFIX: Partial<Readonly<Record<Operation, Infix>>> = {
  add: ['+', SUM, SUM, PRODUCT],
  subtract: ['-', SUM, SUM, PRODUCT],
  multiply: ['*', PRODUCT, PRODUCT, SIGN],
  divide: ['/', PRODUCT, PRODUCT, SIGN],
  pow: ['^', POWER, ATOM, SIGN],
  less: ['<', COMPARISON, SUM, SUM],
  atMost: ['<=', COMPARISON, SUM, SUM],
  equal: ['==', COMPARISON, SUM, SUM],
};

const CALLS: Partial<Readonly<Record<Operation, string>>> = { log: 'ln', select: 'if' };

/**
 * An expression as text that `parseExpression` reads back as the same node, with no more brackets than that takes. Nodes in
 * `names` are written by their name, all but the expression itself; what is nested deeper than `deepest` is written `...`.
 *
 * @example
 * const g = new ExpressionGraph();
 * const A = g.symbol('state', 'A', 'mg');
 * printExpression(g.apply('divide', A, g.apply('add', g.constant(1), A))); // A / (1 + A)
 */
export function printExpression(
  expression: Expression,
  names: ReadonlyMap<Expression, string> = new Map(),
  deepest = 200,
): string {
  return print(expression, names, deepest, true)[0];
}

function print(
  node: Expression,
  names: ReadonlyMap<Expression, string>,
  depth: number,
  whole: boolean,
): readonly [text: string, binding: number] {
  const name = whole ? undefined : names.get(node);
  if (name !== undefined) return [name, ATOM];
  if (node.kind === 'time') return ['t', ATOM];
  if (node.kind === 'symbol') return [node.name, ATOM];
  if (node.kind === 'constant') {
    const digits = Object.is(node.value, -0) ? '-0' : String(node.value);
    return [node.unit === '1' ? digits : `${digits} {${node.unit}}`, digits.startsWith('-') ? SIGN : ATOM];
  }
  if (depth === 0) return ['...', ATOM];
  const { operation, operands } = node;
  const operand = (i: number, atLeast: number): string => {
    const [text, binding] = print(operands[i]!, names, depth - 1, false);
    return binding < atLeast ? `(${text})` : text;
  };
  const infix = INFIX[operation];
  if (infix !== undefined) {
    const [sign, binding, left, right] = infix;
    return [`${operand(0, left)}${sign === '^' ? sign : ` ${sign} `}${operand(1, right)}`, binding];
  }
  if (operation === 'negate') return [`-${operand(0, SIGN)}`, SIGN];
  const inside = operands.map((_, i) => operand(i, COMPARISON)).join(', ');
  return [`${CALLS[operation] ?? operation}(${inside})`, ATOM];
}
