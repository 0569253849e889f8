import { TwinwardError } from '@twinward/contract';
import { ModuleBuilder } from '../../wasm/module-builder.ts';
import type { FunctionReference } from '../../wasm/references.ts';
import { type WebAssemblyMemory, webAssembly } from '../../wasm/web-assembly.ts';
import { ELEMENTARY_FUNCTIONS, type ElementaryFunction } from '../elementary-function.ts';
import { defineElementary } from './define-elementary.ts';

/** Numbers worked on at a time; x, y and the results stand one after another in memory. */
const CHUNK = 4096;
const BYTES = 8 * CHUNK;

/**
 * The elementary functions over whole arrays, in WebAssembly: one number at a time, or two side by side, with the same bits
 * either way and as in JavaScript. Throws `usage` when arrays differ in length, or `pow` has no exponents.
 *
 * @example
 * const arrays = new ElementaryArrays(2);
 * const result = new Float64Array(3);
 * arrays.apply('exp', result, [0, 1, 2]);
 * result[2] === exp(2); // true
 */
export class ElementaryArrays {
  readonly #numbers: Float64Array;
  readonly #run: ReadonlyMap<ElementaryFunction, (count: number) => number>;

  constructor(lanes: 1 | 2) {
    const module = new ModuleBuilder();
    const targets = ELEMENTARY_FUNCTIONS.map(
      (name) => [name, defineElementary(module, name, lanes)] as const,
    );
    const base = module.constantsEnd;
    for (const [name, target] of targets) module.export(name, defineLoop(module, target, lanes, base));
    module.memory({ pages: Math.ceil((base + 3 * BYTES) / 65536), exportAs: 'memory' });
    const { Instance, Module } = webAssembly();
    const { exports } = new Instance(new Module(module.encode()));
    this.#numbers = new Float64Array((exports.memory as WebAssemblyMemory).buffer, base);
    this.#run = new Map(
      ELEMENTARY_FUNCTIONS.map((name) => [name, exports[name] as (count: number) => number]),
    );
  }

  /** Writes the function of every x (of every x and y, for `pow`) to `result`. */
  apply(name: ElementaryFunction, result: Float64Array, x: ArrayLike<number>, y?: ArrayLike<number>): void {
    if (x.length !== result.length || (name === 'pow' && y?.length !== result.length)) {
      throw new TwinwardError(
        'usage',
        `${name} of ${x.length} numbers does not fill ${result.length} places`,
        {
          field: 'result',
        },
      );
    }
    const run = this.#run.get(name)!;
    const numbers = this.#numbers;
    for (let from = 0; from < x.length; from += CHUNK) {
      const count = Math.min(CHUNK, x.length - from);
      for (let i = 0; i < count; i++) numbers[i] = x[from + i]!;
      if (name === 'pow') for (let i = 0; i < count; i++) numbers[CHUNK + i] = y![from + i]!;
      run(count);
      result.set(numbers.subarray(2 * CHUNK, 2 * CHUNK + count), from);
    }
  }
}

/** A function that takes numbers from `base` and those after, and puts results two chunks further. */
function defineLoop(
  module: ModuleBuilder,
  target: FunctionReference,
  lanes: 1 | 2,
  base: number,
): FunctionReference {
  const [load, store] =
    lanes === 1 ? (['f64.load', 'f64.store'] as const) : (['v128.load', 'v128.store'] as const);
  return module.function('every', { parameters: ['i32'], results: [] }, (code, count) => {
    const at = code.local('i32');
    const end = code.local('i32');
    code.get(count!).i32(8).op('i32.mul').set(end);
    code.loop((again) => {
      code.get(at);
      target.parameters.forEach((_, i) => {
        code.get(at).memory(load, base + i * BYTES);
      });
      code.call(target).memory(store, base + 2 * BYTES);
      code
        .get(at)
        .i32(8 * lanes)
        .op('i32.add')
        .tee(at)
        .get(end)
        .op('i32.lt_u')
        .branchIf(again);
    });
  });
}
