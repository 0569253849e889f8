import { TwinwardError } from '@twinward/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Equations } from './assemble-equations.ts';
import { compile } from './compile.ts';
import { equations } from './equations.ts';
import type { Expression } from './expression.ts';
import { ExpressionGraph } from './expression-graph.ts';
import { generateJavaScript } from './generate-javascript.ts';
import { parseExpression } from './parse-expression.ts';
import { printExpression } from './print-expression.ts';

const declaration = {
  time: 'h',
  states: { A: 'mg' },
  parameters: { CL: 'L/h', V: 'L' },
  inputs: { dose: 'mg/h' },
  where: { C: 'A / V' },
  derivatives: { A: 'dose - CL * C' },
  outputs: { C: { unit: 'mg/L', is: 'C' } },
} as const;
const elimination = equations(declaration);

function value(text: string, symbols: Readonly<Record<string, number>> = {}): number {
  const graph = new ExpressionGraph();
  const names = new Map(Object.keys(symbols).map((name) => [name, graph.symbol('state', name, '1')]));
  const out = new Float64Array(1);
  const y = Float64Array.from(Object.values(symbols));
  const run = compile(asEquations(parseExpression(text, graph, names), graph), 'generated').rhs;
  run(0, y, 0, y, 0, y, 0, out, 0);
  return out[0]!;
}

function asEquations(expression: Expression, graph: ExpressionGraph): Equations {
  return {
    ...elimination,
    graph,
    derivatives: [expression],
    outputExpressions: [],
    names: new Map(),
  } as Equations;
}

describe('reading expressions', () => {
  test.each([
    ['2 + 3 * 4', 14],
    ['(2 + 3) * 4', 20],
    ['10 - 4 - 3', 3],
    ['24 / 4 / 2', 3],
    ['24 / (4 * 2)', 3],
    ['-2^2', -4],
    ['2^-1', 0.5],
    ['2^3^2', 512],
    ['--3', 3],
    ['1.5e2 + .5', 150.5],
    ['min(3, max(1, 2))', 2],
    ['abs(-2) + floor(2.7) + sqrt(9)', 7],
    ['ln(exp(2))', 2],
    ['1 < 2', 1],
    ['2 <= 1', 0],
    ['2 > 1', 1],
    ['1 >= 2', 0],
    ['1 == 1', 1],
    ['1 != 1', 0],
    ['if(3 > 2, 10, 20)', 10],
    ['cos(0) + sin(0) + tanh(0) + pow(2, 3)', 9],
  ])('%s is %d', (text, expected) => {
    expect(value(text)).toBeCloseTo(expected, 14);
  });

  test.each([
    ['2 +', /ends too early at character 4/],
    ['2 $ 3', /"\$" cannot be read at character 2/],
    ['a + b', /"a" is not declared at character 1/],
    ['foo(1)', /"foo" is not a function/],
    ['min(1)', /min takes 2 arguments, not 1/],
    ['(1', /"\)" is missing/],
    ['1 2', /unexpected "2"/],
    ['', /ends too early/],
    ['1e999', /1e999 is too large a number at character 1/],
    ['2 + 1 / (3 - 3)', /not a finite number at character 7/],
    ['ln(-1)', /not a finite number at character 1/],
    ['3 {furlong}', /"furlong" is not a unit known here at character 1/],
  ])('%s is refused', (text, message) => {
    expect(() => value(text)).toThrow(message);
  });
});

test.each(['(', '-', '2^', 'exp(', '1 + (2 * '])('"%s" a hundred thousand times is refused', (piece) => {
  expect(() => value(`${piece.repeat(100_000)}1`)).toThrow(/nested more than 200 deep at character/);
});

test('property: any text at all is read, or refused in one way', () => {
  const graph = new ExpressionGraph();
  const names = new Map([['x', graph.symbol('state', 'x', 'mg')]]);
  const pieces = fc.constantFrom('x', '1', '2.5e3', '+', '-', '*', '/', '^', '(', ')', ',', '<', '==', '!=');
  const odd = fc.constantFrom(
    'if(',
    'ln(',
    '{mg}',
    '{',
    '}',
    ' ',
    '.',
    'e',
    '\u0000',
    'µ',
    '))',
    '__proto__',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.array(fc.oneof(pieces, odd), { maxLength: 60 }).map((words) => words.join('')),
  );
  fc.assert(
    fc.property(text, (words) => {
      try {
        parseExpression(words, graph, names);
      } catch (error) {
        expect(error instanceof TwinwardError && error.code).toBe('model.invalid');
        expect(String(error)).toContain('at character');
      }
    }),
    { seed: 17, numRuns: 5000 },
  );
});

test('a sum of a hundred thousand terms is read, and printed back without its depths', () => {
  const graph = new ExpressionGraph();
  const x = graph.symbol('state', 'x', '1');
  const text = `x${' + x * x'.repeat(100_000)}`;
  const sum = parseExpression(text, graph, new Map([['x', x]]));
  expect(printExpression(sum, new Map(), 3)).toBe('... + ... + x * x + x * x');
});

test('property: what is printed is read back as the same node', () => {
  const graph = new ExpressionGraph();
  const names = new Map(['x', 'y'].map((name) => [name, graph.symbol('state', name, 'mg')]));
  const { tree } = expressionTrees();
  fc.assert(
    fc.property(tree, (text) => {
      const node = unlessNotFinite(() =>
        parseExpression(
          text,
          graph,
          new Map([...names, ['t', graph.time('h')], ['k', graph.constant(4, 'mg/L')]]),
        ),
      );
      expect(parseExpression(printExpression(node), graph, new Map([...names, ['t', graph.time('h')]]))).toBe(
        node,
      );
    }),
    { seed: 11, numRuns: 2000 },
  );
});

describe('the graph', () => {
  const g = new ExpressionGraph();
  const x = g.symbol('state', 'x', 'mg');
  const y = g.symbol('state', 'y', 'mg');

  test('equal expressions are one node, whichever way round a sum is written', () => {
    expect(g.apply('add', x, y)).toBe(g.apply('add', y, x));
    expect(g.apply('subtract', x, y)).not.toBe(g.apply('subtract', y, x));
  });

  test('constants fold, and what changes nothing goes away', () => {
    expect(g.apply('multiply', g.constant(6), g.constant(7))).toBe(g.constant(42));
    expect(g.apply('multiply', g.constant(1), x)).toBe(x);
    expect(g.apply('add', x, g.constant(0))).toBe(x);
    expect(g.apply('pow', x, g.constant(2))).toBe(g.apply('multiply', x, x));
    expect(g.apply('select', g.constant(0), x, y)).toBe(y);
    expect(g.apply('multiply', g.constant(0), x)).not.toBe(g.constant(0)); // x may be infinite
  });

  test('symbols keep their units; names that are no words, or are taken, are refused', () => {
    expect(x).toMatchObject({ kind: 'symbol', unit: 'mg', index: 0 });
    expect(() => g.symbol('state', 'a; process.exit()', 'mg')).toThrow(/cannot name a state/);
    expect(() => g.symbol('parameter', 'x', 'mg')).toThrow(/declared twice/);
    expect(() => g.apply('add', x)).toThrow(/takes 2 arguments/);
  });
});

describe('equations', () => {
  test('generated code reads like the equations', () => {
    expect(generateJavaScript(elimination.derivatives, elimination.names)).toBe(
      [
        'const A = $y[$yo];',
        'const CL = $p[$po];',
        'const V = $p[$po + 1];',
        'const dose = $u[$uo];',
        'const C = A / V;',
        '$d[$do] = dose - CL * C;',
        '',
      ].join('\n'),
    );
  });

  test('they read their member at its offsets, and write at theirs', () => {
    const { rhs, observe } = compile(elimination, 'generated');
    const out = Float64Array.of(-1, -1, -1);
    const args = [
      0,
      Float64Array.of(0, 50),
      1,
      Float64Array.of(0, 0, 5, 25),
      2,
      Float64Array.of(7),
      0,
    ] as const;
    rhs(...args, out, 1);
    expect([...out]).toEqual([-1, 7 - 5 * 2, -1]);
    observe(...args, out, 2);
    expect(out[2]).toBe(2);
  });

  test('every symbol and output keeps its unit', () => {
    expect(elimination.units).toEqual({ A: 'mg', CL: 'L/h', V: 'L', dose: 'mg/h', C: 'mg/L' });
  });

  test('a mistake names its equation', () => {
    const faulty = { ...declaration, derivatives: { A: 'dose - CL * Cp' } };
    expect(() => equations(faulty)).toThrow(/dA\/dt: "Cp" is not declared at character 13/);
    expect(() => equations({ ...declaration, where: { A: '1' } })).toThrow(/"A" is defined twice/);
    expect(() => equations({ ...declaration, parameters: { t: 'h', CL: '1', V: '1' } })).toThrow(/time/);
  });

  test('names that are words of JavaScript are harmless', () => {
    expect(value('if * new - this', { if: 3, new: 4, this: 2 })).toBe(10);
  });
});

/** Text that folds to what is not a finite number is refused; such text says nothing of code. */
function unlessNotFinite<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    fc.pre(!/not a finite number/.test(String(error)));
    throw error;
  }
}

test('property: generated and interpreted code give the same bits, for any expression', () => {
  const { tree } = expressionTrees();
  const plain = {
    time: '1',
    states: { x: '1', y: '1' },
    parameters: { k: '1' },
    inputs: {},
    derivatives: { x: 's', y: 's + x' },
    outputs: {},
  } as const;
  const number = fc.double({ min: -50, max: 50, noNaN: true });
  fc.assert(
    fc.property(tree, number, number, number, number, (text, x, y, k, t) => {
      const system = unlessNotFinite(() => equations({ ...plain, where: { s: text } }));
      const [generated, interpreted] = (['generated', 'interpreted'] as const).map((execution) => {
        const out = new Float64Array(2);
        const none = new Float64Array(0);
        compile(system, execution).rhs(t, Float64Array.of(x, y), 0, Float64Array.of(k), 0, none, 0, out, 0);
        return out;
      });
      expect(Object.is(generated![0], interpreted![0]) && Object.is(generated![1], interpreted![1])).toBe(
        true,
      );
    }),
    { seed: 7, numRuns: 2000 },
  );
});

/** Text of any expression of x, y, t and k. */
function expressionTrees(): { tree: fc.Arbitrary<string> } {
  const leaf = fc.oneof(
    fc.constantFrom('x', 'y', 't', 'k'),
    fc.double({ min: 0, max: 100, noNaN: true }).map((v) => v.toFixed(3)),
  );
  return fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      leaf,
      fc
        .tuple(
          fc.constantFrom('+', '-', '*', '/', '<', '<=', '>', '>=', '==', '!=', '^'),
          tie('tree'),
          tie('tree'),
        )
        .map(([sign, a, b]) => `((${a}) ${sign} (${b}))`),
      fc
        .tuple(fc.constantFrom('-', 'sqrt', 'exp', 'ln', 'tanh', 'sin', 'cos', 'abs', 'floor'), tie('tree'))
        .map(([f, a]) => `${f}(${a})`),
      fc
        .tuple(fc.constantFrom('min', 'max', 'pow'), tie('tree'), tie('tree'))
        .map(([f, a, b]) => `${f}(${a}, ${b})`),
      fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([c, a, b]) => `if(${c}, ${a}, ${b})`),
    ),
  }));
}
