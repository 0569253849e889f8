import type { FunctionWriter } from '../wasm/function-writer.ts';
import type { ControlFunctions, StepChoice } from './step-method.ts';

/** Settings of proportional-integral control; a step shrinks at most `shrinkMost` times and grows at most `growMost` times. */
export interface ProportionalIntegral {
  readonly exponent: number;
  readonly beta: number;
  readonly safety: number;
  readonly shrinkMost: number;
  readonly growMost: number;
}

const LEAST_ERROR = 1e-4;
/** The shrinking of a step whose error is not a number. */
const BLIND = 10;

/**
 * h' = h safety previous^beta / error^(exponent - 3/4 beta), clamped: proportional-integral control (Hairer, Wanner, "Solving
 * ordinary differential equations II", IV.2), as DOPRI5 has it.
 */
export function proportionalIntegral(
  settings: ProportionalIntegral,
): (code: FunctionWriter, functions: ControlFunctions) => StepChoice {
  const { beta, safety, shrinkMost, growMost } = settings;
  const exponent = settings.exponent - 0.75 * beta;
  return (code, { exp, log }) => {
    const [logarithm, power, previous] = [code.local('f64'), code.local('f64'), code.local('f64')] as const;
    return {
      begin: () => {
        code.f64(beta).f64(LEAST_ERROR).call(log).op('f64.mul').call(exp).set(previous);
      },
      measure: (error) => {
        code.f64(0).set(power).f64(-Infinity).set(logarithm);
        code.get(error).f64(0).op('f64.gt');
        code.if(() => {
          code.get(error).call(log).set(logarithm);
          code.f64(exponent).get(logarithm).op('f64.mul').call(exp).set(power);
        });
      },
      propose: (h, error) => {
        code.get(h).get(power).get(previous).op('f64.div').f64(safety).op('f64.div');
        code
          .f64(shrinkMost)
          .op('f64.min')
          .f64(1 / growMost)
          .op('f64.max', 'f64.div');
        code.get(error).f64(LEAST_ERROR).op('f64.le');
        code.if(() => code.f64(LEAST_ERROR).call(log).set(logarithm));
        code.f64(beta).get(logarithm).op('f64.mul').call(exp).set(previous);
      },
      shrink: (h, error) => {
        code.get(h).get(power).f64(safety).op('f64.div').f64(shrinkMost).op('f64.min').f64(BLIND);
        code.get(error).f64(Infinity).op('f64.ne', 'select', 'f64.div');
      },
    };
  };
}
