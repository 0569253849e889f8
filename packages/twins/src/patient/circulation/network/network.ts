import type { ElementType } from './element-type.ts';
import type { TimeCourse } from './time-course.ts';

/** An element of a network with its numbers, in the units of its file. */
export interface NetworkElement {
  readonly name: string;
  readonly type: ElementType;
  readonly values: Readonly<Record<string, number>>;
  /** Parameters that change over the cycle. */
  readonly courses: Readonly<Record<string, TimeCourse>>;
  /** Activation in [0, 1] at a time, for chambers that take one; `period` is the network's. */
  readonly activation: ((period: number) => (t: number) => number) | null;
}

/** Blood flows from one element to the next; the flow between them is positive this way. */
export interface Connection {
  readonly from: string;
  readonly to: string;
}

/** How long and how finely a network is run, and what is kept. */
export interface NetworkRun {
  readonly cycles: number;
  readonly pointsPerCycle: number;
  /** Every component of the residual ends below this, in the file's units. */
  readonly tolerance: number;
  readonly iterations: number;
  /** Spectral radius of the integrator at infinity, 0 (damps most) to 1 (damps nothing). */
  readonly rho: number;
  readonly steadyStart: boolean;
  readonly allCycles: boolean;
  /** Every how many steps a state is kept. */
  readonly interval: number;
}

/** A lumped-parameter network of the circulation. Units are the file's own; they must be coherent. */
export interface Network {
  readonly elements: readonly NetworkElement[];
  readonly connections: readonly Connection[];
  /** Seconds of one cardiac cycle. */
  readonly period: number;
  readonly run: NetworkRun;
  /** Starting values by variable; `pressure_all` and `flow_all` stand for all that are not named. */
  readonly initial: Readonly<Record<string, number>>;
  /** Starting rates of change by variable; 0 where none is given. */
  readonly initialRate: Readonly<Record<string, number>>;
}
