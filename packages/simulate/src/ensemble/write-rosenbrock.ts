import type { RosenbrockMethod } from '../ode/rosenbrock-method.ts';
import type { FunctionWriter } from '../wasm/function-writer.ts';
import type { ModuleBuilder } from '../wasm/module-builder.ts';
import { eachState } from './each-state.ts';
import type { MemoryLayout } from './memory-layout.ts';
import type { NewtonFunctions } from './newton-functions.ts';
import { predictiveControl } from './predictive-control.ts';
import { splat } from './splat.ts';
import type { StepMethod } from './step-method.ts';
import { WeightedSum } from './weighted-sum.ts';
import { writeError } from './write-error.ts';

/**
 * Writes a stiffly accurate Rosenbrock method for two members at once (see `RosenbrockMethod`). The matrix is factorised once
 * a try, by straight-line code made from the equations; each stage solves with it.
 */
export function writeRosenbrock(
  module: ModuleBuilder,
  layout: MemoryLayout,
  model: NewtonFunctions,
  { order, gamma, a, C, c, d, dense }: RosenbrockMethod,
): StepMethod {
  const { y, trial, next, right, work } = layout;
  const { states } = layout.size;
  const stages = c.length;
  const f0 = work[0]!;
  const u = work.slice(1, stages + 1);
  const [slope, drift, ...bends] = work.slice(stages + 1) as [number, number, ...number[]];
  const { timeDerivative } = model;

  const start = module.function('start', { parameters: ['f64'], results: [] }, (code, t) => {
    code.get(t).i32(y).i32(f0).call(model.rhs);
  });

  const attempt = module.function(
    'attempt',
    { parameters: ['f64', 'f64', 'f64'], results: ['f64'] },
    (code, t, h, latest) => {
      code.i32(0).f64(1).get(h).f64(gamma).op('f64.mul', 'f64.div', 'f64x2.splat');
      code.memory('v128.store', layout.step);
      code.get(t).i32(y).call(model.factorise);
      if (timeDerivative !== undefined) code.get(t).i32(y).i32(drift).call(timeDerivative);
      for (let stage = 0; stage < stages; stage++) {
        if (stage > 0) {
          const row = a[stage];
          if (row === undefined) addTo(code, states, trial, [u[stage - 1]!]);
          else addTo(code, states, trial, u.slice(0, row.length), y, row);
          code.get(t).f64(c[stage]!).get(h).op('f64.mul', 'f64.add').get(latest).op('f64.min');
          code.i32(trial).i32(slope).call(model.rhs);
        }
        const couplings = C[stage]!.map((coefficient) => {
          const weight = code.local('v128');
          code.f64(coefficient).get(h).op('f64.div', 'f64x2.splat').set(weight);
          return weight;
        });
        const shift = code.local('v128');
        const shifted = timeDerivative !== undefined && d[stage] !== 0;
        if (shifted) code.get(h).f64(d[stage]!).op('f64.mul', 'f64x2.splat').set(shift);
        eachState(code, states, (state) =>
          state.store(right, () => {
            state.load(stage === 0 ? f0 : slope);
            couplings.forEach((weight, j) => {
              state.load(u[j]!);
              code.get(weight).op('f64x2.mul', 'f64x2.add');
            });
            if (shifted) {
              state.load(drift);
              code.get(shift).op('f64x2.mul', 'f64x2.add');
            }
          }),
        );
        code.i32(u[stage]!).call(stage === 0 ? model.solveFirst : model.solve);
      }
      eachState(code, states, (state) =>
        state.store(next, () => {
          state.load(trial);
          state.load(u[stages - 1]!);
          code.op('f64x2.add');
        }),
      );
      writeError(code, layout, (state) => state.load(u[stages - 1]!));
    },
  );

  const accept = module.function('accept', { parameters: [], results: [] }, (code) => {
    eachState(code, states, (state) => state.store(y, () => state.load(next)));
  });

  const prepareDense = module.function('prepareDense', { parameters: ['f64'], results: [] }, (code) => {
    dense.forEach((coefficients, i) => {
      const sum = new WeightedSum(
        code,
        coefficients.map((coefficient, j) => [u[j]!, coefficient]),
      );
      eachState(code, states, (state) => state.store(bends[i]!, () => sum.of(state)));
    });
  });

  const interpolate = module.function(
    'interpolate',
    { parameters: ['f64'], results: [] },
    (code, fraction) => {
      const s = splat(code, fraction);
      const r = code.local('v128');
      code.f64x2(1).get(s).op('f64x2.sub').set(r);
      eachState(code, states, (state) =>
        state.store(trial, () => {
          state.load(y);
          code.get(r).op('f64x2.mul').get(s);
          state.load(next);
          dense.forEach((_, i) => {
            code.get(i === 0 ? r : s);
            state.load(bends[i]!);
          });
          for (let i = 0; i <= dense.length; i++) code.op('f64x2.mul', 'f64x2.add');
        }),
      );
    },
  );

  return {
    start,
    attempt,
    accept,
    renew: start,
    prepareDense,
    interpolate,
    order,
    derivatives: stages - 1,
    control: predictiveControl(order),
  };
}

/** Writes target = from + weight_1 array_1 + ... for every state, added in this order. */
function addTo(
  code: FunctionWriter,
  states: number,
  target: number,
  arrays: readonly number[],
  from: number = target,
  weights?: readonly number[],
): void {
  const held = weights?.map((weight) => {
    const local = code.local('v128');
    code.f64x2(weight).set(local);
    return local;
  });
  eachState(code, states, (state) =>
    state.store(target, () => {
      state.load(from);
      arrays.forEach((array, j) => {
        state.load(array);
        if (held !== undefined) code.get(held[j]!).op('f64x2.mul');
        code.op('f64x2.add');
      });
    }),
  );
}
