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

/** An initial-value problem dy/dt = f(t, y; p, u). Units are the model's own; `states` names the components of y in order. */
export interface OdeSystem {
  readonly states: readonly string[];
  readonly rhs: RightHandSide;
}
