/**
 * Times at which the equations jump: a dose, a meal, a valve. The solver steps exactly onto each, calls `act`, which may
 * change the state, parameters or inputs, and restarts. While it steps up to a breakpoint the equations never see its time,
 * only times before it; so an equation may itself switch at that time. A breakpoint at the start of a call acts first; one
 * at the end is left to the next call.
 */
export interface Breakpoints {
  /** Ascending; those outside the interval integrated are passed over. */
  readonly times: ArrayLike<number>;
  /** Called with the position in `times` and the time. */
  readonly act?: (index: number, t: number) => void;
}
