import type { FunctionWriter, Local } from '../wasm/function-writer.ts';

/** A number in both lanes of a new variable. */
export function splat(code: FunctionWriter, value: Local): Local {
  const both = code.local('v128');
  code.get(value).op('f64x2.splat').set(both);
  return both;
}
