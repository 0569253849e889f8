import { TwinwardError } from '@twinward/contract';
import {
  compileRoutine,
  differentiate,
  type Execution,
  type Expression,
  ExpressionGraph,
  exp,
  parseExpression,
} from '@twinward/simulate';
import type { LogDensity } from './log-density.ts';

/** A density written as formulas; constants that do not depend on parameters may be left out. */
export interface DensityDeclaration {
  /** Where each parameter lives: anywhere, or above zero (sampled as its logarithm; the density is that of the parameter). */
  readonly parameters: Readonly<Record<string, 'real' | 'positive'>>;
  /** Quantities used below, each using those above it; of parameters and of the columns of a row. */
  readonly where?: Readonly<Record<string, string>>;
  /** ln of the prior density, of parameters alone. */
  readonly prior: string;
  /** ln of the density of one row of data, of parameters and columns. */
  readonly row?: string;
  readonly columns?: readonly string[];
  readonly rows?: readonly ArrayLike<number>[];
}

/**
 * A density from formulas (`parseExpression`), with the gradient from their symbolic derivatives: ln prior plus the sum of ln
 * density over the rows of data. Throws `model.invalid` for a formula that cannot be read and rows of another length.
 *
 * @example
 * const density = expressionDensity({
 *   parameters: { mu: 'real', sigma: 'positive' },
 *   prior: '-mu^2 / 200 - ln(1 + sigma^2)',
 *   row: '-ln(sigma) - ((y - mu) / sigma)^2 / 2', columns: ['y'], rows: [[1.2], [0.7], [1.9]],
 * }, 'interpreted');
 * const gradient = new Float64Array(2);
 * density.value(Float64Array.of(1, 0), gradient); // -1.1681
 * gradient[0]; // 0.79
 */
export function expressionDensity(declaration: DensityDeclaration, execution: Execution): LogDensity {
  const { parameters, where = {}, prior, row = '0', columns = [], rows = [] } = declaration;
  const names = Object.keys(parameters);
  const n = names.length;
  const graph = new ExpressionGraph();
  const known = new Map<string, Expression>();
  for (const name of names) known.set(name, graph.symbol('parameter', name, '1'));
  const alone = new Map(known);
  for (const column of columns) known.set(column, graph.symbol('input', column, '1'));
  for (const [name, text] of Object.entries(where)) {
    if (known.has(name)) {
      throw new TwinwardError('model.invalid', `"${name}" is defined twice`, { field: name });
    }
    const expression = parseExpression(text, graph, known);
    known.set(name, expression);
    if (!mentionsInput(expression)) alone.set(name, expression);
  }
  const bad = rows.findIndex((values) => values.length !== columns.length);
  if (bad >= 0) {
    throw new TwinwardError(
      'model.invalid',
      `a row has ${rows[bad]!.length} numbers for ${columns.length} columns`,
      {
        field: 'rows',
        row: bad + 1,
      },
    );
  }
  const withSlopes = (expression: Expression): ReturnType<typeof compileRoutine> => {
    const slopes = names.map(
      (name) => differentiate(graph, expression, graph.named(name)!) ?? graph.constant(0),
    );
    return compileRoutine([expression, ...slopes], execution);
  };
  const priorCode = withSlopes(parseExpression(prior, graph, alone));
  const rowCode = withSlopes(parseExpression(row, graph, known));
  const inputs = rows.map((values) => Float64Array.from(values));
  const positive = names.map((name) => parameters[name] === 'positive');
  const [at, part, none] = [new Float64Array(n), new Float64Array(n + 1), new Float64Array(0)];
  const constrain = (q: Float64Array, out: Float64Array): void => {
    for (let i = 0; i < n; i++) out[i] = positive[i] ? exp(q[i]!) : q[i]!;
  };
  return {
    names,
    constrain,
    value: (q, gradient) => {
      constrain(q, at);
      priorCode(0, none, 0, at, 0, none, 0, part, 0);
      let sum = part[0]!;
      for (let i = 0; i < n; i++) gradient[i] = part[i + 1]!;
      for (const input of inputs) {
        rowCode(0, none, 0, at, 0, input, 0, part, 0);
        sum += part[0]!;
        for (let i = 0; i < n; i++) gradient[i] = gradient[i]! + part[i + 1]!;
      }
      for (let i = 0; i < n; i++) {
        if (!positive[i]) continue;
        // d(parameter) = parameter d(ln parameter): the change of measure adds ln(parameter)
        gradient[i] = gradient[i]! * at[i]! + 1;
        sum += q[i]!;
      }
      return sum;
    },
  };
}

function mentionsInput(expression: Expression): boolean {
  const seen = new Set<Expression>([expression]);
  for (const node of seen) {
    if (node.kind === 'symbol' && node.role === 'input') return true;
    if (node.kind === 'operation') for (const operand of node.operands) seen.add(operand);
  }
  return false;
}
