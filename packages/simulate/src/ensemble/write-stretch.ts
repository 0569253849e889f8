import type { ModuleBuilder } from '../wasm/module-builder.ts';
import type { FunctionReference } from '../wasm/references.ts';
import { loadDouble, storeDouble } from './doubles.ts';
import { eachState } from './each-state.ts';
import { CONTROL, type MemoryLayout } from './memory-layout.ts';
import type { ModelFunctions } from './model-functions.ts';
import type { ControlFunctions, StepMethod } from './step-method.ts';
import { writeFirstStep } from './write-first-step.ts';
import { writeSamples } from './write-samples.ts';

/** How a stretch ended. */
export const STRETCH_STATUS = { done: 0, nonFinite: 1, stepUnderflow: 2, tooManySteps: 3 } as const;

const ROUNDING = 2.3e-16;
const SMALLEST = 1e-300;

/**
 * Writes `stretch`: integrates one pair over one smooth stretch with a step size shared by both members, and takes samples
 * by dense output on the way. (from, to, latest time shown to the equations, first step or 0, 1 to sample the end too)
 * -> status. The steps are those that the JavaScript solver takes for a member whose twin is itself.
 */
export function writeStretch(
  module: ModuleBuilder,
  layout: MemoryLayout,
  model: ModelFunctions,
  method: StepMethod,
  functions: ControlFunctions,
): FunctionReference {
  const { control } = layout;
  const estimate = writeFirstStep(module, layout, model, method, functions);
  const sample = writeSamples(module, layout, model, method);
  const signature = { parameters: ['f64', 'f64', 'f64', 'f64', 'i32'] as const, results: ['i32'] as const };
  return module.function('stretch', signature, (code, from, to, latest, firstStep, sampleEnd) => {
    const t = code.local('f64');
    const end = code.local('f64');
    const h = code.local('f64');
    const error = code.local('f64');
    const next = code.local('f64');
    const last = code.local('i32');
    const rejected = code.local('i32');
    const choice = method.control(code, functions);
    const finish = (status: number): void => {
      storeDouble(code, control + CONTROL.time, () => code.get(t));
      storeDouble(code, control + CONTROL.nextStep, () => code.get(next));
      code.i32(status).op('return');
    };
    const count = (counter: number, by: number): void =>
      storeDouble(code, control + counter, () => {
        loadDouble(code, control + counter)
          .f64(by)
          .op('f64.add');
      });

    code.call(model.prepare).get(from).tee(t).call(method.start);
    count(CONTROL.derivatives, 1);
    // the difference of a number with itself is 0, or NaN when it is not finite
    const drift = code.local('v128');
    code.f64x2(0).set(drift);
    eachState(code, layout.size.states, (state) => {
      code.get(drift);
      state.load(layout.work[0]!);
      state.load(layout.work[0]!);
      code.op('f64x2.sub', 'f64x2.add').set(drift);
    });
    code.get(drift).get(drift).op('f64x2.ne', 'v128.any_true');
    code.if(() => finish(STRETCH_STATUS.nonFinite));

    const longest = code.local('f64');
    loadDouble(code, control + CONTROL.maximumStep);
    code.get(to).get(from).op('f64.sub', 'f64.min').set(longest);
    code.get(firstStep).f64(0).op('f64.gt');
    code.if(
      () => code.get(firstStep),
      () => code.get(t).get(longest).call(estimate),
      'f64',
    );
    loadDouble(code, control + CONTROL.minimumStep);
    code.op('f64.max').get(longest).op('f64.min').set(h);
    choice.begin();

    code.loop((again) => {
      loadDouble(code, control + CONTROL.tried);
      loadDouble(code, control + CONTROL.maximumSteps).op('f64.ge');
      code.if(() => finish(STRETCH_STATUS.tooManySteps));
      count(CONTROL.tried, 1);
      code.get(t).f64(1.01).get(h).op('f64.mul', 'f64.add').get(to).op('f64.ge').tee(last);
      code.if(
        () => {
          code.get(to).get(t).op('f64.sub').tee(h);
          loadDouble(code, control + CONTROL.maximumStep).op('f64.gt');
          code.if(() => {
            loadDouble(code, control + CONTROL.maximumStep).set(h);
            code.i32(0).set(last);
          });
        },
        () => {
          code.get(h);
          loadDouble(code, control + CONTROL.minimumStep).op('f64.lt');
          code
            .get(h)
            .get(t)
            .op('f64.abs')
            .f64(ROUNDING)
            .op('f64.mul')
            .f64(4)
            .op('f64.mul', 'f64.le', 'i32.or');
          code.get(h).f64(SMALLEST).op('f64.le', 'i32.or');
          code.if(() => finish(STRETCH_STATUS.stepUnderflow));
        },
      );
      code.get(t).get(h).get(latest).call(method.attempt).set(error);
      count(CONTROL.derivatives, method.derivatives);
      code.get(error).get(error).op('f64.ne');
      code.if(() => code.f64(Infinity).set(error));
      choice.measure(error);

      code.get(error).f64(1).op('f64.le');
      code.if(
        () => {
          choice.propose(h, error);
          code.set(next);
          count(CONTROL.accepted, 1);
          code.get(to).get(t).get(h).op('f64.add').get(last).op('select').set(end);
          code.get(t).get(h).get(end);
          code.get(last).get(sampleEnd).op('i32.eqz', 'i32.and', 'i32.eqz').call(sample);
          code.call(method.accept).get(end).set(t);
          code.get(last).if(() => finish(STRETCH_STATUS.done));
          if (method.renew !== undefined) {
            code.get(t).call(method.renew);
            count(CONTROL.derivatives, 1);
          }
          code.get(next).get(h).op('f64.min').get(next).get(rejected).op('select');
          loadDouble(code, control + CONTROL.maximumStep)
            .op('f64.min')
            .set(h);
          code.i32(0).set(rejected);
        },
        () => {
          count(CONTROL.rejected, 1);
          choice.shrink(h, error);
          code.set(h).i32(1).set(rejected);
        },
      );
      code.branch(again);
    });
    code.op('unreachable');
  });
}
