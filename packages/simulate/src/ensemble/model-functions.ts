import type { ElementaryFunctions } from '../generate-wasm/elementary-functions.ts';
import { writeRoutine } from '../generate-wasm/write-routine.ts';
import type { Expression } from '../graph/expression.ts';
import type { Local } from '../wasm/function-writer.ts';
import type { ModuleBuilder } from '../wasm/module-builder.ts';
import type { FunctionReference } from '../wasm/references.ts';
import { type MemoryLayout, PAIR_BYTES } from './memory-layout.ts';

/** What a model computes, as functions of the module for two members at once. */
export interface ModelFunctions {
  /** What holds still while parameters and inputs do; to be called when these change: (). */
  readonly prepare: FunctionReference;
  /** Derivatives: (t, address of y, address of results). */
  readonly rhs: FunctionReference;
  /** Outputs: (t, address of y, address of results). */
  readonly observe: FunctionReference;
}

/** Writes straight-line code for a model into a module. */
export class ModelWriter {
  readonly #module: ModuleBuilder;
  readonly #layout: MemoryLayout;
  readonly #elementary: ElementaryFunctions;
  readonly #invariants: ReadonlyMap<Expression, number>;

  constructor(
    module: ModuleBuilder,
    layout: MemoryLayout,
    elementary: ElementaryFunctions,
    invariants: readonly Expression[],
  ) {
    this.#module = module;
    this.#layout = layout;
    this.#elementary = elementary;
    this.#invariants = new Map(invariants.map((node, i) => [node, i]));
  }

  /** A function of (t, address of y, address of results). */
  function(name: string, results: readonly Expression[]): FunctionReference {
    return this.#write(name, results, new Set(this.#invariants.keys()));
  }

  /** Computes the invariants themselves: (). */
  prepare(): FunctionReference {
    const signature = { parameters: [], results: [] };
    const all = this.#write('invariants', [...this.#invariants.keys()], new Set());
    return this.#module.function('prepare', signature, (code) => {
      code.f64(0).i32(this.#layout.y).i32(this.#layout.invariants).call(all);
    });
  }

  #write(name: string, results: readonly Expression[], known: ReadonlySet<Expression>): FunctionReference {
    const signature = { parameters: ['f64', 'i32', 'i32'] as const, results: [] };
    return this.#module.function(name, signature, (code, t, y, out) => {
      const load = (base: number, index: number, from?: Local): void => {
        if (from === undefined) code.i32(0);
        else code.get(from);
        code.memory('v128.load', base + PAIR_BYTES * index);
      };
      writeRoutine(code, {
        results,
        lanes: 2,
        elementary: this.#elementary,
        known,
        read: (node) => {
          if (node.kind === 'time') code.get(t).op('f64x2.splat');
          else if (node.kind !== 'symbol') load(this.#layout.invariants, this.#invariants.get(node)!);
          else if (node.role === 'state') load(0, node.index, y);
          else load(this.#baseOf(node.role), node.index);
        },
        write: (index, value) => {
          code.get(out);
          value();
          code.memory('v128.store', PAIR_BYTES * index);
        },
      });
    });
  }

  #baseOf(role: string): number {
    const { parameters, inputs, factors, right, step } = this.#layout;
    switch (role) {
      case 'parameter':
        return parameters;
      case 'input':
        return inputs;
      case 'factor':
        return factors;
      case 'right':
        return right;
      default:
        return step;
    }
  }
}
