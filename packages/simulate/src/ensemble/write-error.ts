import type { FunctionWriter } from '../wasm/function-writer.ts';
import { eachState, type StatePlace } from './each-state.ts';
import { CONTROL, type MemoryLayout } from './memory-layout.ts';

/** Stands in for a scale of 0, so that a state that is and stays 0 has no error where the tolerance is relative alone. */
export const LEAST_SCALE = 1e-300;

/**
 * Writes the scaled error of a step, of both members at once: the root of the mean of (e / (absolute + relative size))^2,
 * size the larger of both ends of the step; leaves the larger of the two members' errors on the stack, NaN if either is.
 */
export function writeError(
  code: FunctionWriter,
  layout: MemoryLayout,
  error: (state: StatePlace) => void,
): void {
  const sum = code.local('v128');
  const e = code.local('v128');
  const relative = code.local('v128');
  const least = code.local('v128');
  code.f64x2(0).set(sum).f64x2(LEAST_SCALE).set(least);
  code
    .i32(0)
    .memory('v128.load64_splat', layout.control + CONTROL.relative)
    .set(relative);
  eachState(code, layout.size.states, (state) => {
    state.store(layout.error, () => {
      error(state);
      code.tee(e);
    });
    code.get(sum).get(e);
    state.load(layout.absolute);
    code.get(relative);
    state.load(layout.y);
    code.op('f64x2.abs');
    state.load(layout.next);
    code
      .op('f64x2.abs', 'f64x2.max', 'f64x2.mul', 'f64x2.add')
      .get(least)
      .op('f64x2.pmax', 'f64x2.div')
      .tee(e);
    code.get(e).op('f64x2.mul', 'f64x2.add').set(sum);
  });
  code.get(sum).lane('f64x2.extract_lane', 0).get(sum).lane('f64x2.extract_lane', 1);
  code.op('f64.max').f64(layout.size.states).op('f64.div', 'f64.sqrt');
}
