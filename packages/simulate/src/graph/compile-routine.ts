import { atan } from '../elementary/atan.ts';
import { cos } from '../elementary/cos.ts';
import { exp } from '../elementary/exp.ts';
import { expm1 } from '../elementary/expm1.ts';
import { log } from '../elementary/log.ts';
import { pow } from '../elementary/pow.ts';
import { sin } from '../elementary/sin.ts';
import { tan } from '../elementary/tan.ts';
import { tanh } from '../elementary/tanh.ts';
import { assemble } from '../generate-wasm/assemble.ts';
import type { Expression } from './expression.ts';
import { generateJavaScript } from './generate-javascript.ts';
import { interpret } from './interpret.ts';
import type { RoutineCode } from './routine.ts';

/**
 * How equations are run: `generated` makes a JavaScript function from text (fast; needs a page whose content security
 * policy allows it), `wasm` assembles WebAssembly (fast, and most policies allow it), `interpreted` walks closures (runs
 * anywhere). The numbers are the same, bit for bit.
 */
export type Execution = 'generated' | 'wasm' | 'interpreted';

const FUNCTIONS = { exp, expm1, log, pow, tanh, sin, cos, tan, atan } as const;
const ARGUMENTS = '$t, $y, $yo, $p, $po, $u, $uo, $d, $do, $s, $f, $r';

/** Makes straight-line code run. The caller chooses how; nothing falls back by itself. */
export function compileRoutine(
  results: readonly Expression[],
  execution: Execution,
  names: ReadonlyMap<Expression, string> = new Map(),
): RoutineCode {
  if (execution === 'interpreted') return interpret(results);
  if (execution === 'wasm') return assemble(results);
  const make = new Function(
    ...Object.keys(FUNCTIONS).map((name) => `$${name}`),
    `'use strict';\nreturn function (${ARGUMENTS}) {\n${generateJavaScript(results, names)}};`,
  );
  return make(...Object.values(FUNCTIONS)) as RoutineCode;
}
