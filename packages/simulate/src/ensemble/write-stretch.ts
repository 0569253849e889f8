import type { FunctionWriter, Local } from '../wasm/function-writer.ts';
import type { ModuleBuilder } from '../wasm/module-builder.ts';
import type { FunctionReference } from '../wasm/references.ts';
import { eachState } from './each-state.ts';
import { CONTROL, type MemoryLayout, PAIR_BYTES } from './memory-layout.ts';
import type { ModelFunctions } from './model-functions.ts';
import type { StepMethod } from './step-method.ts';
import { splat } from './write-dormand-prince.ts';

/** How a stretch ended. */
export const STRETCH_STATUS = { done: 0, nonFinite: 1, stepUnderflow: 2, tooManySteps: 3 } as const;

/** Scalar functions the control of steps needs. */
export interface ControlFunctions {
  readonly exp: FunctionReference;
  readonly log: FunctionReference;
}

const ROUNDING = 2.3e-16;
const LEAST_ERROR = 1e-4;

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
  elementary: ControlFunctions,
): FunctionReference {
  const { control } = layout;
  const estimate = writeFirstStep(module, layout, model, method, elementary);
  const sample = writeSamples(module, layout, model, method);
  const { exponent, beta, safety, shrinkMost, growMost } = method.control;
  const signature = { parameters: ['f64', 'f64', 'f64', 'f64', 'i32'] as const, results: ['i32'] as const };
  return module.function('stretch', signature, (code, from, to, latest, firstStep, sampleEnd) => {
    const [t, h, error, power, previous, next, logarithm] = doubles(code, 7);
    const last = code.local('i32');
    const rejected = code.local('i32');
    const finish = (status: number): void => {
      storeDouble(code, control + CONTROL.time, () => code.get(t));
      storeDouble(code, control + CONTROL.nextStep, () => code.get(next));
      code.i32(status).op('return');
    };
    const count = (counter: number, by: number): void =>
      storeDouble(code, control + counter, () =>
        loadDouble(code, control + counter)
          .f64(by)
          .op('f64.add'),
      );

    code.call(model.prepare).get(from!).tee(t).call(method.start);
    count(CONTROL.derivatives, 1);
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
    loadDouble(code, control + CONTROL.maximumStep)
      .get(to!)
      .get(from!)
      .op('f64.sub', 'f64.min')
      .set(longest);
    code
      .get(firstStep!)
      .f64(0)
      .op('f64.gt')
      .if(
        () => code.get(firstStep!),
        () => code.get(t).get(longest).call(estimate),
        'f64',
      );
    loadDouble(code, control + CONTROL.minimumStep)
      .op('f64.max')
      .get(longest)
      .op('f64.min')
      .set(h);
    code.f64(beta).f64(LEAST_ERROR).call(elementary.log).op('f64.mul').call(elementary.exp).set(previous);

    code.loop((again) => {
      loadDouble(code, control + CONTROL.tried);
      loadDouble(code, control + CONTROL.maximumSteps).op('f64.ge');
      code.if(() => finish(STRETCH_STATUS.tooManySteps));
      count(CONTROL.tried, 1);
      code.get(t).f64(1.01).get(h).op('f64.mul', 'f64.add').get(to!).op('f64.ge').tee(last);
      code.if(
        () => code.get(to!).get(t).op('f64.sub').set(h),
        () => {
          code.get(h);
          loadDouble(code, control + CONTROL.minimumStep).op('f64.lt');
          code
            .f64(0.1)
            .get(h)
            .op('f64.mul')
            .get(t)
            .op('f64.abs')
            .f64(ROUNDING)
            .op('f64.mul', 'f64.le', 'i32.or');
          code.if(() => finish(STRETCH_STATUS.stepUnderflow));
        },
      );
      code.get(t).get(h).get(latest!).call(method.attempt).set(error);
      count(CONTROL.derivatives, method.derivatives);
      code
        .get(error)
        .get(error)
        .op('f64.ne')
        .if(() => code.f64(Infinity).set(error));
      code
        .get(error)
        .f64(0)
        .op('f64.gt')
        .if(
          () => {
            code.get(error).call(elementary.log).set(logarithm);
            code.f64(exponent).get(logarithm).op('f64.mul').call(elementary.exp).set(power);
          },
          () => code.f64(-Infinity).set(logarithm).f64(0).set(power),
        );

      code.get(error).f64(1).op('f64.le');
      code.if(
        () => {
          code.get(h).get(power).get(previous).op('f64.div').f64(safety).op('f64.div');
          code
            .f64(shrinkMost)
            .op('f64.min')
            .f64(1 / growMost)
            .op('f64.max', 'f64.div')
            .set(next);
          code
            .get(error)
            .f64(LEAST_ERROR)
            .op('f64.le')
            .if(() => code.f64(LEAST_ERROR).call(elementary.log).set(logarithm));
          code.f64(beta).get(logarithm).op('f64.mul').call(elementary.exp).set(previous);
          count(CONTROL.accepted, 1);
          code.get(to!).get(t).get(h).op('f64.add').get(last).op('select').set(error);
          code.get(t).get(h).get(error);
          code.get(last).get(sampleEnd!).op('i32.eqz', 'i32.and', 'i32.eqz').call(sample);
          code.call(method.accept).get(error).set(t);
          code.get(last).if(() => finish(STRETCH_STATUS.done));
          if (method.renew !== undefined) code.get(t).call(method.renew);
          code.get(next).get(h).op('f64.min').get(next).get(rejected).op('select');
          loadDouble(code, control + CONTROL.maximumStep)
            .op('f64.min')
            .set(h);
          code.i32(0).set(rejected);
        },
        () => {
          count(CONTROL.rejected, 1);
          code.get(h).get(power).f64(safety).op('f64.div').f64(shrinkMost).op('f64.min').f64(10);
          code.get(error).f64(Infinity).op('f64.ne', 'select', 'f64.div').set(h);
          code.i32(1).set(rejected);
        },
      );
      code.branch(again);
    });
    code.op('unreachable');
  });
}

/** (start, h, end, 1 to sample the end): the samples that fall in the step just tried. */
function writeSamples(
  module: ModuleBuilder,
  { control, size, trial }: MemoryLayout,
  model: ModelFunctions,
  method: StepMethod,
): FunctionReference {
  const signature = { parameters: ['f64', 'f64', 'f64', 'i32'] as const, results: [] };
  return module.function('sample', signature, (code, start, h, end, endToo) => {
    const cursor = code.local('i32');
    const at = code.local('f64');
    const ready = code.local('i32');
    const row = code.local('i32');
    code
      .i32(0)
      .memory('i32.load', control + CONTROL.cursor)
      .set(cursor);
    code.block((done) => {
      code.loop((again) => {
        code
          .get(cursor)
          .i32(0)
          .memory('i32.load', control + CONTROL.samples)
          .op('i32.ge_u')
          .branchIf(done);
        code.i32(0).memory('i32.load', control + CONTROL.sampleTimes);
        code.get(cursor).i32(3).op('i32.shl', 'i32.add').memory('f64.load').tee(at).get(end!).op('f64.gt');
        code.branchIf(done);
        code.get(at).get(end!).op('f64.eq').get(endToo!).op('i32.eqz', 'i32.and').branchIf(done);
        code
          .get(ready)
          .op('i32.eqz')
          .if(() => {
            code.get(h!).call(method.prepareDense).i32(1).set(ready);
          });
        code.get(at).get(start!).op('f64.sub').get(h!).op('f64.div').call(method.interpolate);
        code.i32(0).memory('i32.load', control + CONTROL.rows);
        code
          .get(cursor)
          .i32(PAIR_BYTES * size.outputs)
          .op('i32.mul', 'i32.add')
          .set(row);
        code.get(at).i32(trial).get(row).call(model.observe);
        code.get(cursor).i32(1).op('i32.add').set(cursor);
        code.branch(again);
      });
    });
    code
      .i32(0)
      .get(cursor)
      .memory('i32.store', control + CONTROL.cursor);
  });
}

/**
 * (t, longest) -> first step: Hairer, Norsett, Wanner, "Solving ordinary differential equations I", II.4, "Starting step
 * size", for each member; the smaller of both.
 */
function writeFirstStep(
  module: ModuleBuilder,
  layout: MemoryLayout,
  { rhs }: ModelFunctions,
  { control }: StepMethod,
  elementary: ControlFunctions,
): FunctionReference {
  const { y, trial, absolute, work, size } = layout;
  const [k1, k2] = work as [number, number];
  const sums = { parameters: ['f64', 'f64'] as const, results: ['f64'] as const };
  const first = module.function('firstGuess', sums, (code, slope, size) => {
    code.f64(1e-6).get(size!).get(slope!).op('f64.div', 'f64.sqrt').f64(0.01).op('f64.mul');
    code.get(slope!).f64(1e-10).op('f64.le').get(size!).f64(1e-10).op('f64.le', 'i32.or', 'select');
  });
  const signature = { parameters: ['f64', 'f64', 'f64', 'f64'] as const, results: ['f64'] as const };
  const second = module.function('secondGuess', signature, (code, slope, bend, h, longest) => {
    const steepest = code.local('f64');
    code.get(bend!).op('f64.sqrt').get(h!).op('f64.div').get(slope!).op('f64.sqrt', 'f64.max').set(steepest);
    code.f64(100).get(h!).op('f64.mul');
    code
      .get(steepest)
      .f64(1e-15)
      .op('f64.le')
      .if(
        () => code.f64(1e-6).get(h!).f64(1e-3).op('f64.mul', 'f64.max'),
        () => {
          code
            .f64(1 / control.order)
            .f64(0.01)
            .get(steepest)
            .op('f64.div')
            .call(elementary.log)
            .op('f64.mul');
          code.call(elementary.exp);
        },
        'f64',
      );
    code.op('f64.min').get(longest!).op('f64.min');
  });
  return module.function('firstStep', sums, (code, t, longest) => {
    const relative = code.local('v128');
    const [slope, extent, bend, scaled] = vectors(code, 4);
    const [h, step] = doubles(code, 2);
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
    code.get(longest!).op('f64.min').set(h);
    const hh = splat(code, h);
    eachState(code, size.states, (state) =>
      state.store(trial, () => {
        state.load(y);
        code.get(hh);
        state.load(k1);
        code.op('f64x2.mul', 'f64x2.add');
      }),
    );
    code.get(t!).get(h).op('f64.add').i32(trial).i32(k2).call(rhs);
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
      code.get(h).get(longest!);
    });
    code.tee(step).f64(1e-6).get(longest!).op('f64.min').get(step).f64(0).op('f64.gt', 'select');
  });
}

function doubles<const N extends number>(code: FunctionWriter, count: N): Locals<N> {
  return Array.from({ length: count }, () => code.local('f64')) as unknown as Locals<N>;
}

function vectors<const N extends number>(code: FunctionWriter, count: N): Locals<N> {
  return Array.from({ length: count }, () => code.local('v128')) as unknown as Locals<N>;
}

type Locals<N extends number> = N extends 2
  ? readonly [Local, Local]
  : N extends 4
    ? readonly [Local, Local, Local, Local]
    : readonly [Local, Local, Local, Local, Local, Local, Local];

function loadDouble(code: FunctionWriter, address: number): FunctionWriter {
  return code.i32(0).memory('f64.load', address);
}

function storeDouble(code: FunctionWriter, address: number, value: () => void): void {
  code.i32(0);
  value();
  code.memory('f64.store', address);
}
