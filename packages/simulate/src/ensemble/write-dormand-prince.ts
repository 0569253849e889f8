import type { FunctionWriter, Local } from '../wasm/function-writer.ts';
import type { ModuleBuilder } from '../wasm/module-builder.ts';
import { eachState } from './each-state.ts';
import type { MemoryLayout } from './memory-layout.ts';
import type { ModelFunctions } from './model-functions.ts';
import { proportionalIntegral } from './proportional-integral.ts';
import { splat } from './splat.ts';
import type { StepMethod } from './step-method.ts';
import { type Term, WeightedSum, writeStageArgument } from './weighted-sum.ts';
import { writeError } from './write-error.ts';

/** Nodes and coefficients: Hairer, Norsett, Wanner, "Solving ordinary differential equations I", 2nd ed., table II.5.2. */
const NODES = [0, 0.2, 0.3, 0.8, 8 / 9, 1];
const STAGES = [
  [],
  [1],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
];
const SOLUTION = [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84];
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];
/** Dense output, ibid. II.6. */
const DENSE = [
  -12715105075 / 11282082432,
  0,
  87487479700 / 32700410799,
  -10690763975 / 1880347072,
  701980252875 / 199316789632,
  -1453857185 / 822651844,
  69997945 / 29380423,
];

/** Writes the Dormand-Prince 5(4) pair with its fourth-order interpolant, for two members at once. */
export function writeDormandPrince(
  module: ModuleBuilder,
  layout: MemoryLayout,
  { rhs }: ModelFunctions,
): StepMethod {
  const { y, trial, next, work } = layout;
  const { states } = layout.size;
  const k = work.slice(0, 7);
  const [rise, bulge, third, fourth] = work.slice(7) as [number, number, number, number];
  const terms = (coefficients: readonly number[]): Term[] => coefficients.map((c, i) => [k[i]!, c]);

  const start = module.function('start', { parameters: ['f64'], results: [] }, (code, t) => {
    code.get(t).i32(y).i32(k[0]!).call(rhs);
  });

  const attempt = module.function(
    'attempt',
    { parameters: ['f64', 'f64', 'f64'], results: ['f64'] },
    (code, t, h, latest) => {
      const hh = splat(code, h);
      for (let stage = 1; stage < 6; stage++) {
        if (stage === 1) writeFirstTrial(code, layout, h);
        else writeStageArgument(code, states, { target: trial, y, h: hh, terms: terms(STAGES[stage]!) });
        code.get(t).f64(NODES[stage]!).get(h).op('f64.mul', 'f64.add').get(latest).op('f64.min');
        code.i32(trial).i32(k[stage]!).call(rhs);
      }
      writeStageArgument(code, states, { target: next, y, h: hh, terms: terms(SOLUTION) });
      code.get(t).get(h).op('f64.add').get(latest).op('f64.min').i32(next).i32(k[6]!).call(rhs);
      const error = new WeightedSum(code, terms(ERROR));
      writeError(code, layout, (state) => {
        code.get(hh);
        error.of(state);
        code.op('f64x2.mul');
      });
    },
  );

  const accept = module.function('accept', { parameters: [], results: [] }, (code) => {
    eachState(code, states, (state) => {
      state.store(y, () => state.load(next));
      state.store(k[0]!, () => state.load(k[6]!));
    });
  });

  const prepareDense = module.function('prepareDense', { parameters: ['f64'], results: [] }, (code, h) => {
    const hh = splat(code, h);
    const sum = new WeightedSum(code, terms(DENSE));
    eachState(code, states, (state) => {
      state.store(rise, () => {
        state.load(next);
        state.load(y);
        code.op('f64x2.sub');
      });
      state.store(bulge, () => {
        code.get(hh);
        state.load(k[0]!);
        code.op('f64x2.mul');
        state.load(rise);
        code.op('f64x2.sub');
      });
      state.store(third, () => {
        state.load(rise);
        code.get(hh);
        state.load(k[6]!);
        code.op('f64x2.mul', 'f64x2.sub');
        state.load(bulge);
        code.op('f64x2.sub');
      });
      state.store(fourth, () => {
        code.get(hh);
        sum.of(state);
        code.op('f64x2.mul');
      });
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
          code.get(s);
          state.load(rise);
          code.get(r);
          state.load(bulge);
          code.get(s);
          state.load(third);
          code.get(r);
          state.load(fourth);
          for (let power = 0; power < 4; power++) code.op('f64x2.mul', 'f64x2.add');
        }),
      );
    },
  );

  return {
    start,
    attempt,
    accept,
    prepareDense,
    interpolate,
    order: 5,
    derivatives: 6,
    control: proportionalIntegral({ exponent: 0.2, beta: 0.04, safety: 0.9, shrinkMost: 5, growMost: 10 }),
  };
}

/** The first trial is y + (h / 5) k1, rounded in this order. */
function writeFirstTrial(code: FunctionWriter, layout: MemoryLayout, h: Local): void {
  const fifth = code.local('v128');
  code.get(h).f64(0.2).op('f64.mul', 'f64x2.splat').set(fifth);
  eachState(code, layout.size.states, (state) =>
    state.store(layout.trial, () => {
      state.load(layout.y);
      code.get(fifth);
      state.load(layout.work[0]!);
      code.op('f64x2.mul', 'f64x2.add');
    }),
  );
}
