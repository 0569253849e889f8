// Derivatives, elimination and the linear algebra of implicit methods.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SparseElimination } from '../ode/sparse-elimination.ts';
import { compileRoutine } from './compile-routine.ts';
import { differentiate } from './differentiate.ts';
import { eliminationOrder } from './elimination-order.ts';
import { equations } from './equations.ts';
import type { Expression } from './expression.ts';
import { ExpressionGraph } from './expression-graph.ts';
import { newtonRoutines } from './newton-routines.ts';
import { parseExpression } from './parse-expression.ts';
import { sparseJacobian } from './sparse-jacobian.ts';

const NONE = new Float64Array(0);

function valueAt(expression: Expression, x: number, y: number): number {
  const out = new Float64Array(1);
  compileRoutine([expression], 'interpreted')(0, Float64Array.of(x, y), 0, NONE, 0, NONE, 0, out, 0);
  return out[0]!;
}

describe('a derivative', () => {
  const graph = new ExpressionGraph();
  const x = graph.symbol('state', 'x', '1');
  const y = graph.symbol('state', 'y', '1');
  const names = new Map([
    ['x', x],
    ['y', y],
  ]);
  const read = (text: string): Expression => parseExpression(text, graph, names);

  it.each([
    'x * x * y + 3 * x',
    'x / (1 + x * x)',
    'exp(-x) * sin(y * x) + cos(x)',
    'ln(2 + x) / tanh(1 + x)',
    '(2 + x)^y + (1 + x * x)^1.5',
    'sqrt(3 + x) - atan(x) * tan(x / 4) + expm1(x / 3)',
    'if(x < 0, x * x, 3 * x) + abs(x) + max(x, y * x) - min(x * x, y)',
    'floor(x) + ceil(y) + (x >= y)',
  ])('of %s is the limit of differences', (text) => {
    const expression = read(text);
    const derivative = differentiate(graph, expression, x) ?? graph.constant(0);
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        fc.double({ min: 1.1, max: 1.9, noNaN: true }),
        (at, other) => {
          const h = 1e-5;
          const difference =
            (valueAt(expression, at + h, other) - valueAt(expression, at - h, other)) / (2 * h);
          expect(valueAt(derivative, at, other)).toBeCloseTo(difference, 6);
        },
      ),
      { seed: 3, numRuns: 40 },
    );
  });

  it('with respect to what an expression does not mention is nothing', () => {
    expect(differentiate(graph, read('y * y'), x)).toBeNull();
  });

  it('of a graph a hundred thousand deep needs no stack', () => {
    let deep = x;
    for (let i = 0; i < 100_000; i++) deep = graph.apply('add', graph.apply('multiply', deep, y), x);
    expect(differentiate(graph, deep, x)).not.toBeNull();
    const out = new Float64Array(1);
    compileRoutine([deep], 'interpreted')(0, Float64Array.of(1, 0.5), 0, NONE, 0, NONE, 0, out, 0);
    expect(out[0]).toBeCloseTo(2, 12);
  });
});

describe('elimination', () => {
  it('of an arrow takes its head last, and fills nothing in', () => {
    const arrow = Array.from({ length: 9 }, (_, i) => (i === 0 ? [0, 1, 2, 3, 4, 5, 6, 7, 8] : [0, i]));
    expect(eliminationOrder(arrow).indexOf(0)).toBeGreaterThanOrEqual(7);
  });

  it('straight from the equations solves the same system as dense arithmetic', () => {
    const system = equations({
      time: '1',
      states: { A: '1', B: '1', C: '1' },
      parameters: { k: '1' },
      inputs: {},
      where: {},
      derivatives: { A: '-k * A * B + C * t', B: 'A - B * C', C: 'A * A - exp(C / 10) + B' },
      outputs: {},
    });
    const symbols = system.states.map((name) => system.graph.named(name)!);
    const { factorise, solve, fill, timeDerivative } = newtonRoutines(
      system.graph,
      symbols,
      system.derivatives,
    );
    const [y, p, s] = [Float64Array.of(0.7, -0.4, 1.2), Float64Array.of(3), Float64Array.of(20)];
    const factor = new Float64Array(fill);
    for (const execution of ['generated', 'interpreted'] as const) {
      compileRoutine(factorise.results, execution)(2, y, 0, p, 0, NONE, 0, factor, 0, s);
      const right = Float64Array.of(1, -2, 0.5);
      const x = new Float64Array(3);
      compileRoutine(solve.results, execution)(0, NONE, 0, NONE, 0, NONE, 0, x, 0, s, factor, right);
      const [A, B, C] = [0.7, -0.4, 1.2];
      const W = [
        [20 + 3 * B, 3 * A, -2],
        [-1, 20 + C, B],
        [-2 * A, -1, 20 + Math.exp(C / 10) / 10],
      ];
      W.forEach((row, i) => {
        expect(row.reduce((sum, w, j) => sum + w * x[j]!, 0)).toBeCloseTo(right[i]!, 12);
      });
    }
    const slope = new Float64Array(3);
    compileRoutine(timeDerivative.results, 'generated')(2, y, 0, p, 0, NONE, 0, slope, 0);
    expect([...slope]).toEqual([1.2, 0, 0]);
  });

  it('property: with and without pivoting the same solution, for any sparse system kept regular by its step', () => {
    const system = fc.integer({ min: 1, max: 9 }).chain((n) =>
      fc.record({
        n: fc.constant(n),
        terms: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 4 * n }),
        y: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n, maxLength: n }),
      }),
    );
    fc.assert(
      fc.property(system, ({ n, terms, y }) => {
        const graph = new ExpressionGraph();
        const states = Array.from({ length: n }, (_, i) => graph.symbol('state', `y${i}`, '1'));
        const derivatives = states.map((): Expression => graph.constant(0));
        for (const [i, j, k] of terms) {
          const product = graph.apply('multiply', states[j]!, graph.apply('sin', states[k]!));
          derivatives[i] = graph.apply('add', derivatives[i]!, product);
        }
        const at = Float64Array.from(y);
        const step = Float64Array.of(20 * n);
        const { factorise, solve, fill } = newtonRoutines(graph, states, derivatives);
        const factor = new Float64Array(fill);
        compileRoutine(factorise.results, 'interpreted')(0, at, 0, NONE, 0, NONE, 0, factor, 0, step);
        const right = Float64Array.from(y, (_, i) => i + 1);
        const straight = new Float64Array(n);
        compileRoutine(solve.results, 'interpreted')(
          0,
          at,
          0,
          NONE,
          0,
          NONE,
          0,
          straight,
          0,
          step,
          factor,
          right,
        );
        const whole = sparseJacobian(
          graph,
          derivatives.map((derivative, i) =>
            graph.apply(
              'subtract',
              graph.apply('multiply', graph.constant(step[0]!), states[i]!),
              derivative,
            ),
          ),
          states,
        );
        const values = new Float64Array(whole.entries.length);
        compileRoutine(whole.entries, 'interpreted')(0, at, 0, NONE, 0, NONE, 0, values, 0);
        const elimination = new SparseElimination(whole.starts, whole.column);
        expect(elimination.factor(values)).toBe(-1);
        const pivoted = new Float64Array(n);
        elimination.solve(right, pivoted);
        straight.forEach((value, i) => {
          expect(Math.abs(value - pivoted[i]!)).toBeLessThan(1e-12);
        });
      }),
      { seed: 13, numRuns: 200 },
    );
  });
});
