import { makeStepper } from '../ode/make-stepper.ts';
import type { OdeSystem } from '../ode/ode-system.ts';
import { SolverFailure } from '../ode/solver-failure.ts';

/** Pseudo-time within which what is fast must have come to rest, and the last part of it in which nothing may move any more. */
const END = 1e30;
const QUIET = 1e28;
const REST = 1e-7;
const TOLERANCES = { relativeTolerance: 1e-10, absoluteTolerance: 1e-16 } as const;

/**
 * Lets the fast states flow to rest while all others stand still; changes `y`. A state whose rate is 0 everywhere stays where it is;
 * of several equilibria it finds the one the flow leads to. `flow` has the rates of the fast states and 0 for the others.
 *
 * Throws `SolverFailure` (`inconsistent`) naming a state that does not come to rest.
 */
export function settleFast(
  flow: OdeSystem,
  fast: readonly number[],
  t: number,
  y: Float64Array,
  parameters: Float64Array,
  inputs: Float64Array,
): void {
  const frozen: OdeSystem = {
    ...flow,
    rhs: (_, state, yOffset, p, pOffset, u, uOffset, out, offset) =>
      flow.rhs(t, state, yOffset, p, pOffset, u, uOffset, out, offset),
    newton: () => frozenNewton(flow, t),
  };
  const stepper = makeStepper(frozen, parameters, inputs, 'stiff', TOLERANCES);
  stepper.start(0, y);
  while (stepper.t < QUIET) stepper.step(QUIET);
  const before = stepper.y.slice();
  while (stepper.t < END) stepper.step(END);
  for (const i of fast) {
    const moved = Math.abs(stepper.y[i]! - before[i]!);
    if (!(moved <= REST * Math.max(1, Math.abs(before[i]!)))) {
      throw new SolverFailure('inconsistent', flow.states[i]!, t);
    }
  }
  y.set(stepper.y);
}

/** The linear algebra of the flow at a fixed time: nothing changes with pseudo-time by itself. */
function frozenNewton(flow: OdeSystem, t: number): ReturnType<NonNullable<OdeSystem['newton']>> {
  const code = flow.newton!();
  return {
    ...code,
    jacobian: (_, ...rest) => code.jacobian(t, ...rest),
    timeDerivative: (_t, y, _yo, _p, _po, _u, _uo, out, offset) => out.fill(0, offset, offset + y.length),
    straight: code.straight && {
      ...code.straight,
      factorise: (_, ...rest) => code.straight!.factorise(t, ...rest),
    },
  };
}
