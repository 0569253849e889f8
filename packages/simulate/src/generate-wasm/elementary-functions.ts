import { ELEMENTARY_FUNCTIONS } from '../elementary/elementary-function.ts';
import { defineElementary } from '../elementary/wasm/define-elementary.ts';
import type { Expression } from '../graph/expression.ts';
import type { Operation } from '../graph/operation.ts';
import type { ModuleBuilder } from '../wasm/module-builder.ts';
import type { FunctionReference } from '../wasm/references.ts';
import type { Lanes } from './lanes.ts';

/** The functions of a module that compute what no instruction does, for the operations that need one. */
export type ElementaryFunctions = ReadonlyMap<Operation, FunctionReference>;

/**
 * Defines the elementary functions that some expressions need in a module, for one member or for two, before its memory is
 * laid out: those for two keep constants there.
 */
export function elementaryFunctions(
  module: ModuleBuilder,
  expressions: readonly Expression[],
  lanes: Lanes,
): ElementaryFunctions {
  const needed = new Set<Operation>();
  const reached = new Set(expressions);
  for (const node of reached) {
    if (node.kind !== 'operation') continue;
    needed.add(node.operation);
    for (const operand of node.operands) reached.add(operand);
  }
  return new Map(
    ELEMENTARY_FUNCTIONS.filter((name) => needed.has(name)).map((name) => [
      name,
      defineElementary(module, name, lanes),
    ]),
  );
}
