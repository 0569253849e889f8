import { atan } from '../elementary/atan.ts';
import { cos } from '../elementary/cos.ts';
import { exp } from '../elementary/exp.ts';
import { expm1 } from '../elementary/expm1.ts';
import { log } from '../elementary/log.ts';
import { pow } from '../elementary/pow.ts';
import { sin } from '../elementary/sin.ts';
import { tan } from '../elementary/tan.ts';
import { tanh } from '../elementary/tanh.ts';
import type { Expression } from '../graph/expression.ts';
import { OPERATIONS, type Operation } from '../graph/operation.ts';
import type { ModuleBuilder } from '../wasm/module-builder.ts';
import type { FunctionReference } from '../wasm/references.ts';
import type { Lanes } from './lanes.ts';

/** The functions of a module that compute what no instruction does, for the operations that need one. */
export type ElementaryFunctions = ReadonlyMap<Operation, FunctionReference>;

/** What a module with elementary functions must be given: our own in JavaScript, so that the bits are theirs. */
export const ELEMENTARY_IMPORTS: {
  readonly elementary: Readonly<Record<string, (...values: number[]) => number>>;
} = {
  elementary: { exp, expm1, log, pow, tanh, sin, cos, tan, atan } as Record<
    string,
    (...values: number[]) => number
  >,
};

/** The elementary functions that some expressions need, declared before any other function of a module. */
export class ElementaryImports {
  readonly #module: ModuleBuilder;
  readonly #scalar = new Map<Operation, FunctionReference>();

  constructor(module: ModuleBuilder, expressions: readonly Expression[], also: readonly Operation[] = []) {
    this.#module = module;
    const needed = new Set<Operation>(also);
    const reached = new Set(expressions);
    for (const node of reached) {
      if (node.kind !== 'operation') continue;
      needed.add(node.operation);
      for (const operand of node.operands) reached.add(operand);
    }
    for (const name of Object.keys(ELEMENTARY_IMPORTS.elementary) as Operation[]) {
      if (!needed.has(name)) continue;
      const parameters = Array<'f64'>(OPERATIONS[name].arity).fill('f64');
      this.#scalar.set(name, module.import(['elementary', name], { parameters, results: ['f64'] }));
    }
  }

  /** The functions for one member at a time, or for two: then each lane in turn. */
  functions(lanes: Lanes): ElementaryFunctions {
    if (lanes === 1) return this.#scalar;
    return new Map(
      [...this.#scalar].map(([name, scalar]) => {
        const signature = {
          parameters: scalar.parameters.map(() => 'v128' as const),
          results: ['v128' as const],
        };
        const paired = this.#module.function(`${name} of two`, signature, (code, ...operands) => {
          for (const lane of [0, 1]) {
            for (const operand of operands) code.get(operand).lane('f64x2.extract_lane', lane);
            code.call(scalar);
            if (lane === 0) code.op('f64x2.splat');
            else code.lane('f64x2.replace_lane', 1);
          }
        });
        return [name, paired];
      }),
    );
  }
}
