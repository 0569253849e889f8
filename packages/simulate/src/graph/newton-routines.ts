import { differentiate } from './differentiate.ts';
import { eliminationOrder } from './elimination-order.ts';
import type { Expression } from './expression.ts';
import { ExpressionGraph } from './expression-graph.ts';
import type { Routine } from './routine.ts';
import { sparseJacobian } from './sparse-jacobian.ts';

/** The straight-line linear algebra of an implicit method. */
export interface NewtonRoutines {
  /** Writes the factors of W = s M - J, `fill` numbers, from time, state, parameters, inputs and s = 1 / (h gamma). */
  readonly factorise: Routine;
  /** Writes the solution x [n] of W x = r from the factors and the right-hand side r [n]. */
  readonly solve: Routine;
  /** Writes df/dt [n]. */
  readonly timeDerivative: Routine;
  /** Entries of both factors together. */
  readonly fill: number;
}

/**
 * Generates, for M y' = f(t, y), the factorisation of W = s M - df/dy without pivoting, in an order that keeps it sparse, and
 * the solution by both factors; the Jacobian is the symbolic one, and everything shares its common parts. M is the identity
 * but for a 0 at states that are `algebraic`. Without pivoting the result must be checked by whoever uses it (`residual`).
 */
export function newtonRoutines(
  graph: ExpressionGraph,
  states: readonly Expression[],
  derivatives: readonly Expression[],
  algebraic: readonly boolean[] = [],
): NewtonRoutines {
  const n = states.length;
  const jacobian = sparseJacobian(graph, derivatives, states);
  const step = stepSymbol(graph);
  const rows = Array.from({ length: n }, (_, i) => {
    const row = new Map<number, Expression>();
    for (let e = jacobian.starts[i]!; e < jacobian.starts[i + 1]!; e++) {
      row.set(jacobian.column[e]!, graph.apply('negate', jacobian.entries[e]!));
    }
    if (algebraic[i] !== true) {
      const diagonal = row.get(i);
      row.set(i, diagonal === undefined ? step : graph.apply('add', step, diagonal));
    } else if (!row.has(i)) row.set(i, graph.constant(0));
    return row;
  });
  const order = eliminationOrder(rows.map((row) => row.keys()));
  return { ...factored(graph, rows, order), timeDerivative: timeDerivative(graph, derivatives) };
}

function factored(
  graph: ExpressionGraph,
  rows: readonly Map<number, Expression>[],
  order: readonly number[],
): Pick<NewtonRoutines, 'factorise' | 'solve' | 'fill'> {
  const n = rows.length;
  const position = new Int32Array(n);
  order.forEach((i, p) => {
    position[i] = p;
  });
  const results: Expression[] = [];
  const algebra = new ExpressionGraph();
  const right = Array.from({ length: n }, (_, i) => algebra.symbol('right', `r${i}`, '1'));
  const x: Expression[] = right.slice();
  const keep = (entry: Expression): Expression => {
    results.push(entry);
    return algebra.symbol('factor', `f${results.length - 1}`, '1');
  };
  const reciprocals = new Map<number, Expression>();
  const upper = new Map<number, readonly (readonly [column: number, factor: Expression])[]>();
  const one = graph.constant(1);
  for (const k of order) {
    const pivotRow = rows[k]!;
    const reciprocal = graph.apply('divide', one, pivotRow.get(k)!);
    reciprocals.set(k, keep(reciprocal));
    const beyond = [...pivotRow].filter(([j]) => position[j]! > position[k]!).sort(([a], [b]) => a - b);
    upper.set(
      k,
      beyond.map(([j, entry]) => [j, keep(entry)] as const),
    );
    for (let p = position[k]! + 1; p < n; p++) {
      const i = order[p]!;
      const row = rows[i]!;
      const entry = row.get(k);
      if (entry === undefined) continue;
      const lower = graph.apply('multiply', entry, reciprocal);
      row.delete(k);
      for (const [j, above] of beyond) {
        const taken = graph.apply('multiply', lower, above);
        const now = row.get(j);
        row.set(j, now === undefined ? graph.apply('negate', taken) : graph.apply('subtract', now, taken));
      }
      x[i] = algebra.apply('subtract', x[i]!, algebra.apply('multiply', keep(lower), x[k]!));
    }
  }
  for (const k of [...order].reverse()) {
    let value = x[k]!;
    for (const [j, factor] of upper.get(k)!) {
      value = algebra.apply('subtract', value, algebra.apply('multiply', factor, x[j]!));
    }
    x[k] = algebra.apply('multiply', value, reciprocals.get(k)!);
  }
  return {
    factorise: { name: 'factorise', results },
    solve: { name: 'solve', results: x },
    fill: results.length,
  };
}

function timeDerivative(graph: ExpressionGraph, derivatives: readonly Expression[]): Routine {
  const time = graph.time('1');
  const cache = new Map<Expression, Expression | null>();
  const results = derivatives.map(
    (derivative) => differentiate(graph, derivative, time, cache) ?? graph.constant(0),
  );
  return { name: 'timeDerivative', results };
}

/** The symbol of 1 / (h gamma), under the first name no model has taken. */
function stepSymbol(graph: ExpressionGraph): Expression {
  let name = 'step';
  for (;;) {
    const known = graph.named(name);
    if (known === undefined) return graph.symbol('step', name, '1');
    if (known.kind === 'symbol' && known.role === 'step') return known;
    name += '_';
  }
}
