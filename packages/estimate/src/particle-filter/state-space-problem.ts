import type { RandomSource } from '@twinward/contract';
import type { ParameterPrior } from '../distribution/parameter-prior.ts';
import type { ObservationSet } from '../filter/observation-set.ts';
import type { StateSpaceModel } from '../filter/state-space-model.ts';
import type { ObservationDensity } from './observation-density.ts';

/** A system and what was observed of it, as a particle filter follows it. */
export interface ObservedSystem {
  readonly model: StateSpaceModel;
  /** Draws members [members x size, by rows] of the state at the time `start`. */
  initial(members: number, random: RandomSource): Float64Array;
  readonly start: number;
  /** Times in order, from `start` on, with what was observed there. */
  readonly course: readonly {
    readonly at: number;
    readonly observations: ObservationSet | ObservationDensity | null;
  }[];
}

/** A system of which parameters are unknown. Model, start and error law may all depend on them; the times may not. */
export interface StateSpaceProblem {
  readonly parameters: readonly ParameterPrior[];
  /** The system for one set of parameters [count], each in its own unit. */
  system(parameters: Float64Array): ObservedSystem;
}
