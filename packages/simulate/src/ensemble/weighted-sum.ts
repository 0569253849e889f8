import type { FunctionWriter, Local } from '../wasm/function-writer.ts';
import { eachState, type StatePlace } from './each-state.ts';

/** One array times one coefficient. */
export type Term = readonly [base: number, coefficient: number];

/** A sum of arrays with coefficients, its coefficients held in variables while a loop over the states runs. */
export class WeightedSum {
  readonly #code: FunctionWriter;
  readonly #terms: readonly (readonly [base: number, coefficient: Local])[];

  constructor(code: FunctionWriter, terms: readonly Term[]) {
    this.#code = code;
    this.#terms = terms
      .filter(([, coefficient]) => coefficient !== 0)
      .map(([base, coefficient]) => {
        const local = code.local('v128');
        code.f64x2(coefficient).set(local);
        return [base, local] as const;
      });
  }

  /** Puts the sum for one state on the stack, added in the order of the terms. */
  of(state: StatePlace): void {
    this.#terms.forEach(([base, coefficient], i) => {
      state.load(base);
      this.#code.get(coefficient).op('f64x2.mul');
      if (i > 0) this.#code.op('f64x2.add');
    });
  }
}

/** Writes target = y + h (c1 k1 + c2 k2 + ...) for every state. */
export function writeStageArgument(
  code: FunctionWriter,
  states: number,
  { target, y, h, terms }: { target: number; y: number; h: Local; terms: readonly Term[] },
): void {
  const sum = new WeightedSum(code, terms);
  eachState(code, states, (state) =>
    state.store(target, () => {
      state.load(y);
      code.get(h);
      sum.of(state);
      code.op('f64x2.mul', 'f64x2.add');
    }),
  );
}
