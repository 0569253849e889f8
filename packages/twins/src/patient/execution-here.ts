import type { Execution } from '@twinward/simulate';

/** Functions made from text run fastest; where a page forbids them, WebAssembly gives the same numbers. */
export function executionHere(): Execution {
  try {
    return new Function('return true')() === true ? 'generated' : 'wasm';
  } catch {
    return 'wasm';
  }
}
