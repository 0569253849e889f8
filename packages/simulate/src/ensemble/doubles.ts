import type { FunctionWriter } from '../wasm/function-writer.ts';

/** Puts the double at an address on the stack. */
export function loadDouble(code: FunctionWriter, address: number): FunctionWriter {
  return code.i32(0).memory('f64.load', address);
}

/** Stores what `value` puts on the stack at an address. */
export function storeDouble(code: FunctionWriter, address: number, value: () => void): void {
  code.i32(0);
  value();
  code.memory('f64.store', address);
}
