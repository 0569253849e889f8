import type { FunctionWriter, Local } from '../../wasm/function-writer.ts';
import type { ModuleBuilder } from '../../wasm/module-builder.ts';
import type { FunctionReference } from '../../wasm/references.ts';
import type { Body } from './body.ts';
import { BODIES, TABLES } from './generated/bodies.ts';
import type { TranslatedFunction } from './translated-function.ts';
import { writeBody } from './write-body.ts';

/** What was defined in each module, so that nothing is twice. */
const defined = new WeakMap<ModuleBuilder, Map<string, FunctionReference>>();

/**
 * Defines an elementary function in a WebAssembly module, for one double (f64 -> f64) or for two side by side
 * (v128 -> v128); `pow` takes two arguments. A function for two keeps its constants at the foot of the module's memory, so it is
 * defined before memory is laid out. It gives the same bits as the function in JavaScript, from which it is
 * translated; a NaN may be another NaN. Asked twice, it defines once.
 *
 * ```ts
 * const module = new ModuleBuilder();
 * module.export('log', defineElementary(module, 'log', 1));
 * ```
 */
export function defineElementary(
  module: ModuleBuilder,
  name: TranslatedFunction,
  lanes: 1 | 2,
): FunctionReference {
  return lanes === 1 ? defineScalar(module, name) : defineVector(module, name);
}

function defineScalar(module: ModuleBuilder, name: string): FunctionReference {
  return once(module, name, () => {
    const table = TABLES[name];
    if (table !== undefined) return defineTable(module, name, table);
    const body = BODIES[name]!;
    const others = new Map(calledIn(body.lines).map((other) => [other, defineScalar(module, other)]));
    const parameters = body.parameters.map(() => 'f64' as const);
    return module.function(name, { parameters, results: ['f64'] }, (code, ...locals) => {
      writeBody(code, body, locals, {
        lanes: 1,
        call: (other) => code.call(others.get(other)!),
        leave: () => code.op('unreachable'),
      });
    });
  });
}

function defineVector(module: ModuleBuilder, name: string): FunctionReference {
  return once(module, `${name} x 2`, () => {
    const body = BODIES[name]!;
    const scalar = defineScalar(module, name);
    const lines = body.lines.filter((line) => !line.startsWith('if '));
    const others = new Map(calledIn(lines).map((other) => [other, defineVector(module, other)]));
    const constants = putConstants(module, body);
    const parameters = body.parameters.map(() => 'v128' as const);
    return module.function(`${name} x 2`, { parameters, results: ['v128'] }, (code, ...locals) => {
      const single = (lane: number): FunctionWriter => {
        for (const local of locals) code.get(local).lane('f64x2.extract_lane', lane);
        return code.call(scalar);
      };
      writeBody(code, body, locals, {
        lanes: 2,
        constants,
        call: (other) => code.call(others.get(other)!),
        leave: () => {
          single(0).op('f64x2.splat');
          single(1).lane('f64x2.replace_lane', 1).op('return');
        },
      });
    });
  });
}

/** Puts the numbers of a body into memory, each twice; gives their addresses. */
function putConstants(module: ModuleBuilder, body: Body): ReadonlyMap<number, number> {
  const words = body.lines.flatMap((line) => line.split(' '));
  const numbers = [...new Set(words.filter((word) => /^-?\d/.test(word)).map(Number))];
  const address = module.constants(new Uint8Array(Float64Array.from(numbers.flatMap((n) => [n, n])).buffer));
  return new Map(numbers.map((number, i) => [number, address + 16 * i]));
}

/** A table as a tree of choices, which needs no memory. */
function defineTable(module: ModuleBuilder, name: string, table: readonly number[]): FunctionReference {
  return module.function(name, { parameters: ['f64'], results: ['f64'] }, (code, place) => {
    choose(code, place!, table, 0, table.length);
  });
}

function choose(
  code: FunctionWriter,
  place: Local,
  table: readonly number[],
  from: number,
  to: number,
): void {
  if (to - from === 1) {
    code.f64(table[from]!);
    return;
  }
  const middle = (from + to) >> 1;
  code.get(place).f64(middle).op('f64.lt');
  code.if(
    () => choose(code, place, table, from, middle),
    () => choose(code, place, table, middle, to),
    'f64',
  );
}

function calledIn(lines: readonly string[]): readonly string[] {
  const words = lines.flatMap((line) => line.split(' '));
  return [...new Set(words.filter((word) => word.endsWith('()')).map((word) => word.slice(0, -2)))];
}

function once(module: ModuleBuilder, name: string, define: () => FunctionReference): FunctionReference {
  let functions = defined.get(module);
  if (functions === undefined) {
    functions = new Map();
    defined.set(module, functions);
  }
  const known = functions.get(name);
  if (known !== undefined) return known;
  const reference = define();
  functions.set(name, reference);
  return reference;
}
