import type { FunctionWriter, Local } from '../wasm/function-writer.ts';
import type { ControlFunctions, StepChoice } from './step-method.ts';

const SAFETY = 0.9;
const SHRINK_MOST = 5;
const GROW_MOST = 1 / 6;
const LEAST_ERROR = 0.01;
/** The shrinking of a step whose error is not a number. */
const BLIND = 10;

/**
 * Step control of implicit methods with the prediction of Gustafsson (Hairer, Wanner, "Solving ordinary differential equations
 * II", IV.8): the step shrinks as much as the error or its trend over two steps asks for.
 */
export function predictiveControl(
  order: number,
): (code: FunctionWriter, functions: ControlFunctions) => StepChoice {
  return (code, { exp, log }) => {
    const [root, previousStep, previousError] = [
      code.local('f64'),
      code.local('f64'),
      code.local('f64'),
    ] as const;
    const clamp = (): void => {
      code.f64(GROW_MOST).op('f64.max').f64(SHRINK_MOST).op('f64.min');
    };
    /** Takes a number from the stack to the power 1 / order. */
    const orderRoot = (): void => {
      code.call(log).f64(order).op('f64.div').call(exp);
    };
    return {
      begin: () => {
        code.f64(0).set(previousStep);
      },
      measure: (error: Local) => {
        code.get(error).f64(0).op('f64.gt');
        code.if(
          () => {
            code.get(error);
            orderRoot();
            code.f64(SAFETY).op('f64.div');
          },
          () => code.f64(0),
          'f64',
        );
        clamp();
        code.set(root);
      },
      propose: (h, error) => {
        code.get(previousStep).f64(0).op('f64.gt').get(error).f64(0).op('f64.gt', 'i32.and');
        code.if(
          () => {
            code.get(root).get(previousStep).get(h).op('f64.div');
            code.get(error).get(error).op('f64.mul').get(previousError).op('f64.div');
            orderRoot();
            code.op('f64.mul').f64(SAFETY).op('f64.div');
            clamp();
            code.op('f64.max');
          },
          () => code.get(root),
          'f64',
        );
        code.set(root).get(h).set(previousStep);
        code.f64(LEAST_ERROR).get(error).op('f64.max').set(previousError);
        code.get(h).get(root).op('f64.div');
      },
      shrink: (h, error) => {
        code.get(h).get(root).f64(BLIND).get(error).f64(Infinity).op('f64.ne', 'select', 'f64.div');
      },
    };
  };
}
