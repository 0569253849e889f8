import type { Local } from '../wasm/function-writer.ts';
import type { ModuleBuilder } from '../wasm/module-builder.ts';
import type { FunctionReference } from '../wasm/references.ts';
import { loadDouble, storeDouble } from './doubles.ts';
import { eachState } from './each-state.ts';
import { CONTROL, type MemoryLayout } from './memory-layout.ts';
import type { ModelFunctions } from './model-functions.ts';
import { splat } from './splat.ts';
import type { ControlFunctions, StepMethod } from './step-method.ts';

/**
 * Writes `firstStep`, (t, longest) -> first step: Hairer, Norsett, Wanner, "Solving ordinary differential equations I", II.4, "Starting step
 * size", for each member; the smaller of both.
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
  const sums = { parameters: ['f64', 'f64'] as const, results: ['f64'] as const };
  const first = module.function('firstGuess', sums, (code, slope, size) => {
    code.f64(1e-6).get(size).get(slope).op('f64.div', 'f64.sqrt').f64(0.01).op('f64.mul');
    code.get(slope).f64(1e-10).op('f64.le').get(size).f64(1e-10).op('f64.le', 'i32.or', 'select');
  });
  const signature = { parameters: ['f64', 'f64', 'f64', 'f64'] as const, results: ['f64'] as const };
  const second = module.function('secondGuess', signature, (code, slope, bend, h, longest) => {
    const steepest = code.local('f64');
    code.get(bend).op('f64.sqrt').get(h).op('f64.div').get(slope).op('f64.sqrt', 'f64.max').set(steepest);
    code.f64(100).get(h).op('f64.mul');
    code
      .get(steepest)
      .f64(1e-15)
      .op('f64.le')
      .if(
        () => code.f64(1e-6).get(h).f64(1e-3).op('f64.mul', 'f64.max'),
        () => {
          code
            .f64(1 / order)
            .f64(0.01)
            .get(steepest)
            .op('f64.div')
            .call(elementary.log)
            .op('f64.mul');
          code.call(elementary.exp);
        },
        'f64',
      );
    code.op('f64.min').get(longest).op('f64.min');
  });
  return module.function('firstStep', sums, (code, t, longest) => {
    const relative = code.local('v128');
    const [slope, extent, bend, scaled] = Array.from({ length: 4 }, () => code.local('v128')) as [
      Local,
      Local,
      Local,
      Local,
    ];
    const [h, step] = [code.local('f64'), code.local('f64')];
    const smaller = (of: FunctionReference, arguments_: (lane: number) => void): void => {
      for (const lane of [0, 1]) {
        arguments_(lane);
        code.call(of);
      }
      code.op('f64.min');
    };
    const lane = (vector: Local, i: number): void => {
      code.get(vector).lane('f64x2.extract_lane', i);
    };
    code
      .i32(0)
      .memory('v128.load64_splat', layout.control + CONTROL.relative)
      .set(relative);
    for (const vector of [slope, extent, bend]) code.f64x2(0).set(vector);
    eachState(code, size.states, (state) => {
      const add = (sum: Local, value: () => void): void => {
        value();
        state.load(absolute);
        code.get(relative);
        state.load(y);
        code.op('f64x2.abs', 'f64x2.mul', 'f64x2.add', 'f64x2.div').tee(scaled);
        code.get(scaled).op('f64x2.mul').get(sum).op('f64x2.add').set(sum);
      };
      add(slope, () => state.load(k1));
      add(extent, () => state.load(y));
    });
    smaller(first, (i) => {
      lane(slope, i);
      lane(extent, i);
    });
    code.get(longest).op('f64.min').set(h);
    const hh = splat(code, h);
    eachState(code, size.states, (state) =>
      state.store(trial, () => {
        state.load(y);
        code.get(hh);
        state.load(k1);
        code.op('f64x2.mul', 'f64x2.add');
      }),
    );
    code.get(t).get(h).op('f64.add').i32(trial).i32(k2).call(rhs);
    storeDouble(code, layout.control + CONTROL.derivatives, () =>
      loadDouble(code, layout.control + CONTROL.derivatives)
        .f64(1)
        .op('f64.add'),
    );
    eachState(code, size.states, (state) => {
      state.load(k2);
      state.load(k1);
      code.op('f64x2.sub');
      state.load(absolute);
      code.get(relative);
      state.load(y);
      code.op('f64x2.abs', 'f64x2.mul', 'f64x2.add', 'f64x2.div').tee(scaled);
      code.get(scaled).op('f64x2.mul').get(bend).op('f64x2.add').set(bend);
    });
    smaller(second, (i) => {
      lane(slope, i);
      lane(bend, i);
      code.get(h).get(longest);
    });
    code.tee(step).f64(1e-6).get(longest).op('f64.min').get(step).f64(0).op('f64.gt', 'select');
  });
}
