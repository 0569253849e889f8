import type { FunctionWriter, Local } from '../wasm/function-writer.ts';
import type { ModuleBuilder } from '../wasm/module-builder.ts';
import type { FunctionReference } from '../wasm/references.ts';
import { loadDouble, storeDouble } from './doubles.ts';
import { eachState } from './each-state.ts';
import { CONTROL, type MemoryLayout } from './memory-layout.ts';
import type { ModelFunctions } from './model-functions.ts';
import { splat } from './splat.ts';
import type { ControlFunctions, StepMethod } from './step-method.ts';
import { LEAST_SCALE } from './write-error.ts';

/** Shortest first step, relative to the time. */
const SHORTEST = 1e-13;

/**
 * Writes `firstStep`, (t, longest) -> first step, as the JavaScript solvers estimate it (Hairer, Norsett, Wanner, "Solving ordinary
 * differential equations I", II.4, "Starting step size"), for each member; the smaller of both.
 */
export function writeFirstStep(
  module: ModuleBuilder,
  layout: MemoryLayout,
  { rhs }: ModelFunctions,
  { order }: StepMethod,
  elementary: ControlFunctions,
): FunctionReference {
  const { y, trial, absolute, work, size } = layout;
  const [k1, k2] = work as [number, number];
  const first = writeFirstGuess(module, size.states);
  const second = writeSecondGuess(module, size.states, order, elementary);
  const signature = { parameters: ['f64', 'f64'] as const, results: ['f64'] as const };
  return module.function('firstStep', signature, (code, t, longest) => {
    const relative = code.local('v128');
    const [slope, extent, bend] = [code.local('v128'), code.local('v128'), code.local('v128')] as const;
    const scaled = code.local('v128');
    const h = code.local('f64');
    const guess = code.local('f64');
    code
      .i32(0)
      .memory('v128.load64_splat', layout.control + CONTROL.relative)
      .set(relative);
    /** Adds the squares of what `value` puts on the stack for each state, scaled by the tolerances. */
    const addSquares = (sums: readonly (readonly [sum: Local, arrays: readonly number[]])[]): void => {
      for (const [sum] of sums) code.f64x2(0).set(sum);
      eachState(code, size.states, (state) => {
        for (const [sum, [array, less]] of sums) {
          state.load(array!);
          if (less !== undefined) {
            state.load(less);
            code.op('f64x2.sub');
          }
          state.load(absolute);
          code.get(relative);
          state.load(y);
          code.op('f64x2.abs', 'f64x2.mul', 'f64x2.add').f64x2(LEAST_SCALE).op('f64x2.pmax', 'f64x2.div');
          code.tee(scaled).get(scaled).op('f64x2.mul').get(sum).op('f64x2.add').set(sum);
        }
      });
    };
    addSquares([
      [slope, [k1]],
      [extent, [y]],
    ]);
    smallerOfLanes(code, first, (lane) => {
      lane(slope);
      lane(extent);
    });
    code.get(t).op('f64.abs').f64(SHORTEST).op('f64.mul', 'f64.max').get(longest).op('f64.min').tee(h);
    code
      .f64(0)
      .op('f64.gt', 'i32.eqz')
      .if(() => code.get(longest).op('return'));
    const hh = splat(code, h);
    eachState(code, size.states, (state) =>
      state.store(trial, () => {
        state.load(y);
        code.get(hh);
        state.load(k1);
        code.op('f64x2.mul', 'f64x2.add');
      }),
    );
    code.get(t).i32(trial).i32(k2).call(rhs);
    storeDouble(code, layout.control + CONTROL.derivatives, () =>
      loadDouble(code, layout.control + CONTROL.derivatives)
        .f64(1)
        .op('f64.add'),
    );
    addSquares([[bend, [k2, k1]]]);
    smallerOfLanes(code, second, (lane) => {
      lane(slope);
      lane(bend);
      code.get(h);
    });
    code.f64(100).get(h).op('f64.mul', 'f64.min').get(longest).op('f64.min').tee(guess);
    code.f64(1e-6).get(longest).op('f64.min').get(guess).f64(0).op('f64.gt', 'select');
  });
}

/** Calls a function for each lane of its arguments and leaves the smaller result on the stack. */
function smallerOfLanes(
  code: FunctionWriter,
  of: FunctionReference,
  pass: (lane: (vector: Local) => void) => void,
): void {
  for (const i of [0, 1]) {
    pass((vector) => code.get(vector).lane('f64x2.extract_lane', i));
    code.call(of);
  }
  code.op('f64.min');
}

/** Writes the root of the mean of as many squares as there are states. */
function writeNorm(code: FunctionWriter, sum: Local, states: number): void {
  code.get(sum).f64(states).op('f64.div', 'f64.sqrt');
}

/** (squares of the derivative, squares of the state) -> a hundredth of the time in which the state would double. */
function writeFirstGuess(module: ModuleBuilder, states: number): FunctionReference {
  const signature = { parameters: ['f64', 'f64'] as const, results: ['f64'] as const };
  return module.function('firstGuess', signature, (code, slopes, extents) => {
    const [slope, extent] = [code.local('f64'), code.local('f64')] as const;
    writeNorm(code, slopes, states);
    code.set(slope);
    writeNorm(code, extents, states);
    code.set(extent);
    code.f64(1e-6).f64(0.01).get(extent).get(slope).op('f64.div', 'f64.mul');
    code.get(slope).f64(1e-5).op('f64.le').get(extent).f64(1e-5).op('f64.le', 'i32.or', 'select');
  });
}

/** (squares of the derivative, squares of its change over h, h) -> the step at which a method of this order errs by a hundredth. */
function writeSecondGuess(
  module: ModuleBuilder,
  states: number,
  order: number,
  { exp, log }: ControlFunctions,
): FunctionReference {
  const signature = { parameters: ['f64', 'f64', 'f64'] as const, results: ['f64'] as const };
  return module.function('secondGuess', signature, (code, slopes, bends, h) => {
    const steepest = code.local('f64');
    writeNorm(code, bends, states);
    code.get(h).op('f64.div');
    writeNorm(code, slopes, states);
    code.op('f64.max').tee(steepest).f64(1e-15).op('f64.le');
    code.get(steepest).f64(Infinity).op('f64.lt', 'i32.eqz', 'i32.or');
    code.if(
      () => code.f64(1e-6).get(h).f64(1e-3).op('f64.mul', 'f64.max'),
      () => code.f64(0.01).get(steepest).op('f64.div').call(log).f64(order).op('f64.div').call(exp),
      'f64',
    );
  });
}
