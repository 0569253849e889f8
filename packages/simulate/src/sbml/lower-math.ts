import { TwinwardError } from '@twinward/contract';
import type { Expression } from '../graph/expression.ts';
import type { ExpressionGraph } from '../graph/expression-graph.ts';
import { COMPOSED } from '../graph/functions.ts';
import { OPERATIONS, type Operation } from '../graph/operation.ts';
import type { MathFunction, MathNode } from './math-node.ts';

/** What names, functions and time mean where a formula stands. */
export interface MathScope {
  readonly graph: ExpressionGraph;
  readonly time: Expression;
  readonly functions: ReadonlyMap<string, MathFunction>;
  /** Throws for a name that means nothing. */
  readonly name: (name: string) => Expression;
  /** `before` is the formula as it is before the start, when nothing changes. */
  readonly delay: (of: Expression, by: Expression, before: () => Expression) => Expression;
  readonly rateOf: (of: Expression) => Expression;
}

/** Functions within functions deeper than this can only call themselves. */
const DEEPEST = 60;

/** A formula as an expression; functions of the model are written out. Throws `model.invalid` naming what means nothing. */
export function lowerMath(node: MathNode, scope: MathScope): Expression {
  return lower(node, scope, new Map(), 0);
}

function lower(
  node: MathNode,
  scope: MathScope,
  bound: ReadonlyMap<string, Expression>,
  depth: number,
): Expression {
  const { graph } = scope;
  switch (node.kind) {
    case 'number':
      return graph.constant(node.value);
    case 'time':
      return scope.time;
    case 'name':
      return bound.get(node.name) ?? scope.name(node.name);
    case 'piecewise': {
      const otherwise =
        node.otherwise === null ? graph.constant(Number.NaN) : lower(node.otherwise, scope, bound, depth);
      return node.pieces.reduceRight(
        (rest, { value, when }) =>
          graph.apply('select', lower(when, scope, bound, depth), lower(value, scope, bound, depth), rest),
        otherwise,
      );
    }
    case 'apply':
      return apply(node.operation, node.operands, scope, bound, depth);
  }
}

function apply(
  operation: string,
  operands: readonly MathNode[],
  scope: MathScope,
  bound: ReadonlyMap<string, Expression>,
  depth: number,
): Expression {
  const { graph } = scope;
  const values = operands.map((operand) => lower(operand, scope, bound, depth));
  if (operation === 'delay') {
    return scope.delay(values[0]!, values[1]!, () => lower(operands[0]!, scope, bound, depth));
  }
  if (operation === 'rateOf') return scope.rateOf(values[0]!);
  if (operation.startsWith('f:')) {
    const name = operation.slice(2);
    const called = scope.functions.get(name);
    if (called === undefined) invalid(`"${name}" is not a function of the model`, name);
    if (called.parameters.length !== values.length) {
      invalid(`function "${name}" takes ${called.parameters.length} arguments, not ${values.length}`, name);
    }
    if (depth > DEEPEST) invalid(`function "${name}" calls itself`, name);
    const inside = new Map(called.parameters.map((parameter, i) => [parameter, values[i]!]));
    return lower(called.body, scope, inside, depth + 1);
  }
  const composed = COMPOSED[operation];
  if (composed !== undefined) return composed(graph, ...values);
  if (operation in OPERATIONS) return graph.apply(operation as Operation, ...values);
  invalid(`"${operation}" is not an operation known here`, operation);
}

function invalid(why: string, field: string): never {
  throw new TwinwardError('model.invalid', why, { field });
}
