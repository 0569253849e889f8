import type { Expression, SymbolRole } from '../graph/expression.ts';
import type { RoutineCode } from '../graph/routine.ts';
import { symbolsIn } from '../graph/symbols-in.ts';
import { ModuleBuilder } from '../wasm/module-builder.ts';
import { type WebAssemblyMemory, webAssembly } from '../wasm/web-assembly.ts';
import { elementaryFunctions } from './elementary-functions.ts';
import { writeRoutine } from './write-routine.ts';

const ROLES: readonly SymbolRole[] = ['state', 'parameter', 'input', 'step', 'factor', 'right'];

/**
 * Makes `results` run as WebAssembly, one member at a time: the same numbers, bit for bit, as the interpreter and generated
 * JavaScript, and fast in a page whose content security policy lets no function be made from text. What the results need is
 * copied into the module's memory at every call.
 */
export function assemble(results: readonly Expression[]): RoutineCode {
  const symbols = symbolsIn(results)
    .filter((node) => node.kind === 'symbol')
    .sort((a, b) => a.id - b.id);
  const address = new Map(symbols.map((symbol, i) => [symbol as Expression, 8 * i]));
  const module = new ModuleBuilder();
  const elementary = elementaryFunctions(module, results, 1);
  const base = module.constantsEnd;
  const written = base + 8 * symbols.length;
  module.memory({ pages: ((written + 8 * results.length) >>> 16) + 1, exportAs: 'memory' });
  module.export(
    'run',
    module.function('run', { parameters: ['f64'], results: [] }, (code, t) => {
      writeRoutine(code, {
        results,
        lanes: 1,
        elementary,
        read: (node) => {
          if (node.kind === 'time') code.get(t);
          else code.i32(0).memory('f64.load', base + address.get(node)!);
        },
        write: (index, value) => {
          code.i32(0);
          value();
          code.memory('f64.store', written + 8 * index);
        },
      });
    }),
  );
  const { Instance, Module } = webAssembly();
  const { exports } = new Instance(new Module(module.encode()));
  const run = exports.run as (t: number) => number;
  const numbers = new Float64Array((exports.memory as WebAssemblyMemory).buffer, base);
  const count = symbols.length;
  const roles = symbols.map(({ role }) => ROLES.indexOf(role));
  const indices = symbols.map(({ index }) => index);
  const none = new Float64Array(0);
  return (t, y, yOffset, p, pOffset, u, uOffset, out, offset, step = none, factor = none, right = none) => {
    for (let i = 0; i < count; i++) {
      const at = indices[i]!;
      switch (roles[i]) {
        case 0:
          numbers[i] = y[yOffset + at]!;
          break;
        case 1:
          numbers[i] = p[pOffset + at]!;
          break;
        case 2:
          numbers[i] = u[uOffset + at]!;
          break;
        case 3:
          numbers[i] = step[at]!;
          break;
        case 4:
          numbers[i] = factor[at]!;
          break;
        default:
          numbers[i] = right[at]!;
      }
    }
    run(t);
    for (let i = 0; i < results.length; i++) out[offset + i] = numbers[count + i]!;
  };
}
