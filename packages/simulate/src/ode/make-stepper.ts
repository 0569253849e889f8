import { TwinwardError } from '@twinward/contract';
import { ExplicitStepper } from './explicit-stepper.ts';
import type { OdeSystem } from './ode-system.ts';
import { RODAS4, RODAS5P } from './rosenbrock-method.ts';
import { RosenbrockStepper } from './rosenbrock-stepper.ts';
import type { SolverOptions } from './solver-options.ts';
import type { Stepper } from './stepper.ts';
import { SwitchingStepper } from './switching-stepper.ts';

/**
 * How to integrate: `explicit` (Dormand-Prince 5(4)), `stiff` (Rodas5P), `rodas4`, or `auto`, which begins explicit and changes as
 * the problem becomes stiff or ceases to be; with algebraic states `auto` is `stiff`.
 */
export type SolverMethod = 'auto' | 'explicit' | 'stiff' | 'rodas4';

/**
 * A stepper for a system. Parameters and inputs are read live, so whoever holds the arrays may change them between steps.
 * Throws `usage` for an explicit method on algebraic states, or an implicit one on a system without linear algebra.
 */
export function makeStepper(
  system: OdeSystem,
  parameters: Float64Array,
  inputs: Float64Array,
  method: SolverMethod = 'auto',
  options: SolverOptions = {},
): Stepper {
  const algebraic = system.algebraic?.includes(true) === true;
  const implicit = system.newton !== undefined;
  if (method === 'explicit' || (method === 'auto' && !implicit)) {
    if (algebraic) refuse('an explicit method cannot solve for algebraic states', 'use auto or stiff');
    return new ExplicitStepper(system, parameters, inputs, options);
  }
  if (!implicit) refuse(`${method} needs the linear algebra of the system`, 'compile it from its equations');
  const tableau = method === 'rodas4' ? RODAS4 : RODAS5P;
  if (method === 'auto' && !algebraic) {
    return new SwitchingStepper(system, tableau, parameters, inputs, options);
  }
  return new RosenbrockStepper(system, tableau, parameters, inputs, options);
}

function refuse(why: string, remedy: string): never {
  throw new TwinwardError('usage', why, { field: 'method', remedy });
}
