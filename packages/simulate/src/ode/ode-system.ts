import type { NewtonCode } from './newton-code.ts';

/**
 * The derivative of one member: reads the state at `y[yOffset...]`, parameters at `p[pOffset...]` and inputs at
 * `u[uOffset...]`, writes dy/dt to `dydt[dOffset...]`. Allocates nothing and keeps nothing.
 */
export type RightHandSide = (
  t: number,
  y: Float64Array,
  yOffset: number,
  p: Float64Array,
  pOffset: number,
  u: Float64Array,
  uOffset: number,
  dydt: Float64Array,
  dOffset: number,
) => void;

/**
 * An initial-value problem M dy/dt = f(t, y; p, u). Units are the model's own; `states` names the components of y in order. M is
 * the identity but for a 0 at the states that are `algebraic`, whose f must be 0.
 */
export interface OdeSystem {
  readonly states: readonly string[];
  readonly rhs: RightHandSide;
  readonly algebraic?: readonly boolean[];
  /** The linear algebra of implicit methods; without it only explicit ones can be used. */
  readonly newton?: () => NewtonCode;
  /** What is read off the state: names, and code that writes them in this order. */
  readonly outputs?: readonly string[];
  readonly observe?: RightHandSide;
}
