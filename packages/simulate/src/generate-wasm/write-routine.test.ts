import binaryen from 'binaryen';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expression } from '../graph/expression.ts';
import { ExpressionGraph } from '../graph/expression-graph.ts';
import { interpret } from '../graph/interpret.ts';
import { OPERATIONS, type Operation } from '../graph/operation.ts';
import { ModuleBuilder } from '../wasm/module-builder.ts';
import { type WebAssemblyMemory, webAssembly } from '../wasm/web-assembly.ts';
import { assemble } from './assemble.ts';
import { elementaryFunctions } from './elementary-functions.ts';
import { writeRoutine } from './write-routine.ts';

const SYMBOLS = 6;
const NUMBERS = fc.oneof(
  fc.double({ min: -50, max: 50 }),
  fc.constantFrom(0, -0, 1, -1, 0.5, 2, NaN, Infinity, -Infinity, 5e-324, 1e300, -1e300),
);
const OPERATION = fc.constantFrom(...(Object.keys(OPERATIONS) as Operation[]));

interface Model {
  readonly results: readonly Expression[];
  readonly text: string;
}

/** Any straight-line program over two states, two parameters, two inputs and the time. */
const MODEL = fc
  .array(fc.record({ operation: OPERATION, a: fc.nat(1000), b: fc.nat(1000), c: fc.nat(1000) }), {
    minLength: 1,
    maxLength: 30,
  })
  .chain((steps) =>
    fc.array(NUMBERS, { minLength: 2, maxLength: 2 }).map((constants) => model(steps, constants)),
  );

function model(
  steps: readonly { operation: Operation; a: number; b: number; c: number }[],
  constants: readonly number[],
): Model {
  const graph = new ExpressionGraph();
  const nodes: Expression[] = [
    graph.symbol('state', 'x', '1'),
    graph.symbol('state', 'y', '1'),
    graph.symbol('parameter', 'p', '1'),
    graph.symbol('parameter', 'q', '1'),
    graph.symbol('input', 'u', '1'),
    graph.symbol('input', 'v', '1'),
    graph.time('s'),
    ...constants.map((value) => graph.constant(value)),
  ];
  for (const { operation, a, b, c } of steps) {
    const operands = [a, b, c].slice(0, OPERATIONS[operation].arity).map((i) => nodes[i % nodes.length]!);
    nodes.push(graph.apply(operation, ...operands));
  }
  return { results: nodes.slice(-4), text: steps.map(({ operation }) => operation).join(' ') };
}

function interpreted({ results }: Model, t: number, x: readonly number[]): Float64Array {
  const out = new Float64Array(results.length);
  const numbers = Float64Array.from(x);
  interpret(results)(t, numbers, 0, numbers, 2, numbers, 4, out, 0);
  return out;
}

/** Both lanes at once: lane 0 from x, lane 1 from z. */
function paired({ results }: Model, t: number, x: readonly number[], z: readonly number[]): Float64Array[] {
  const module = new ModuleBuilder();
  const elementary = elementaryFunctions(module, results, 2);
  const base = module.constantsEnd;
  module.memory({ pages: 2, exportAs: 'memory' });
  module.export(
    'run',
    module.function('run', { parameters: ['f64'], results: [] }, (code, time) => {
      writeRoutine(code, {
        results,
        lanes: 2,
        elementary,
        read: (node) => {
          if (node.kind === 'time') code.get(time!).op('f64x2.splat');
          else if (node.kind === 'symbol') {
            const first = { state: 0, parameter: 2, input: 4 } as Readonly<Record<string, number>>;
            code.i32(0).memory('v128.load', base + 16 * (first[node.role]! + node.index));
          }
        },
        write: (index, value) => {
          code.i32(0);
          value();
          code.memory('v128.store', base + 16 * (SYMBOLS + index));
        },
      });
    }),
  );
  const read = binaryen.readBinary(module.encode());
  read.setFeatures(binaryen.Features.All);
  expect(read.validate()).toBe(1);
  read.dispose();
  const { Instance, Module } = webAssembly();
  const { exports } = new Instance(new Module(module.encode()));
  const numbers = new Float64Array((exports.memory as WebAssemblyMemory).buffer, base);
  for (let i = 0; i < SYMBOLS; i++) {
    numbers[2 * i] = x[i]!;
    numbers[2 * i + 1] = z[i]!;
  }
  (exports.run as (t: number) => number)(t);
  return [0, 1].map((lane) => Float64Array.from(results, (_, i) => numbers[2 * (SYMBOLS + i) + lane]!));
}

const POINT = fc.array(NUMBERS, { minLength: SYMBOLS, maxLength: SYMBOLS });

describe('generated WebAssembly gives the bits of the interpreter', () => {
  test('one member at a time, for any expressions and any numbers', () => {
    fc.assert(
      fc.property(MODEL, NUMBERS, POINT, (any, t, x) => {
        const out = new Float64Array(any.results.length);
        const numbers = Float64Array.from(x);
        assemble(any.results)(t, numbers, 0, numbers, 2, numbers, 4, out, 0);
        expect(out, any.text).toEqual(interpreted(any, t, x));
      }),
      { numRuns: 300 },
    );
  });

  test('two members side by side, each in its own lane', () => {
    fc.assert(
      fc.property(MODEL, NUMBERS, POINT, POINT, (any, t, x, z) => {
        const [low, high] = paired(any, t, x, z);
        expect(low, any.text).toEqual(interpreted(any, t, x));
        expect(high, any.text).toEqual(interpreted(any, t, z));
      }),
      { numRuns: 300 },
    );
  });
});

test('a value needed again and again is computed once', () => {
  const graph = new ExpressionGraph();
  const root = graph.apply('sqrt', graph.symbol('state', 'x', '1'));
  const square = graph.apply('multiply', root, root);
  const module = new ModuleBuilder();
  module.function('f', { parameters: ['f64'], results: [] }, (code, x) => {
    writeRoutine(code, {
      results: [square, root],
      lanes: 1,
      elementary: new Map(),
      read: () => code.get(x!),
      write: (_, value) => {
        value();
        code.op('drop');
      },
    });
  });
  expect(
    binaryen
      .readBinary(module.encode())
      .emitText()
      .match(/f64\.sqrt/g),
  ).toHaveLength(1);
});
