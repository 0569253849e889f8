import { TwinwardError } from '@twinward/contract';
import type { Expression } from '../graph/expression.ts';
import type { ExpressionGraph } from '../graph/expression-graph.ts';
import { COMPOSED } from '../graph/functions.ts';
import { OPERATIONS, type Operation } from '../graph/operation.ts';
import type { MathNode } from './math-node.ts';

/** What names and time mean where a formula stands. */
export interface MathScope {
  readonly graph: ExpressionGraph;
  readonly time: Expression;
  /** Throws for a name that means nothing. */
  readonly name: (name: string) => Expression;
  readonly delay: (of: MathNode, by: Expression, scope: MathScope) => Expression;
  readonly rateOf: (of: MathNode, scope: MathScope) => Expression;
  /** A number drawn at random. */
  readonly draw: (operation: string, operands: readonly Expression[]) => Expression;
  /** What formulas written out before have become in this scope. */
  readonly known: Map<MathNode, Expression>;
}

/** A formula without calls of functions as an expression. Throws `model.invalid` naming what means nothing. */
export function lowerMath(node: MathNode, scope: MathScope): Expression {
  if (node.kind === 'name') return scope.name(node.name);
  if (node.kind === 'time') return scope.time;
  if (node.kind === 'number') return scope.graph.constant(node.value);
  const known = scope.known.get(node);
  if (known !== undefined) return known;
  const lowered = lower(node, scope);
  scope.known.set(node, lowered);
  return lowered;
}

function lower(node: Extract<MathNode, { kind: 'piecewise' | 'apply' }>, scope: MathScope): Expression {
  const { graph } = scope;
  if (node.kind === 'piecewise') {
    const otherwise = node.otherwise === null ? graph.constant(Number.NaN) : lowerMath(node.otherwise, scope);
    return node.pieces.reduceRight(
      (rest, { value, when }) => graph.apply('select', lowerMath(when, scope), lowerMath(value, scope), rest),
      otherwise,
    );
  }
  const { operation, operands } = node;
  if (operation === 'delay') return scope.delay(operands[0]!, lowerMath(operands[1]!, scope), scope);
  if (operation === 'rateOf') return scope.rateOf(operands[0]!, scope);
  const values = operands.map((operand) => lowerMath(operand, scope));
  if (operation.startsWith('distrib:')) return scope.draw(operation, values);
  const composed = COMPOSED[operation];
  if (composed !== undefined) return composed(graph, ...values);
  if (operation in OPERATIONS) return graph.apply(operation as Operation, ...values);
  throw new TwinwardError('model.invalid', `"${operation}" is not an operation known here`, {
    field: operation,
  });
}
