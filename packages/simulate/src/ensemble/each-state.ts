import type { FunctionWriter } from '../wasm/function-writer.ts';
import { PAIR_BYTES } from './memory-layout.ts';

/** Up to here a loop over the states is written out; beyond, it stays a loop so that code does not grow with the model. */
const WRITTEN_OUT = 40;

/** The numbers of one state in the arrays of the integrator. */
export interface StatePlace {
  /** Puts this state's pair in the array at `base` on the stack. */
  load(base: number): void;
  /** Stores what `value` puts on the stack. */
  store(base: number, value: () => void): void;
}

/** Writes code for every state: once for each when they are few, as a loop when they are many. */
export function eachState(code: FunctionWriter, states: number, write: (state: StatePlace) => void): void {
  if (states <= WRITTEN_OUT) {
    for (let i = 0; i < states; i++) write(place(code, () => code.i32(0), PAIR_BYTES * i));
    return;
  }
  const offset = code.local('i32');
  code.i32(0).set(offset);
  code.loop((again) => {
    write(place(code, () => code.get(offset), 0));
    code.get(offset).i32(PAIR_BYTES).op('i32.add').tee(offset);
    code
      .i32(PAIR_BYTES * states)
      .op('i32.lt_u')
      .branchIf(again);
  });
}

function place(code: FunctionWriter, address: () => void, shift: number): StatePlace {
  return {
    load(base) {
      address();
      code.memory('v128.load', base + shift);
    },
    store(base, value) {
      address();
      value();
      code.memory('v128.store', base + shift);
    },
  };
}
