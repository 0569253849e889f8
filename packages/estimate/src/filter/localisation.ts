import { gaspariCohn } from './gaspari-cohn.ts';

/** Where components and observations lie, and how far an observation reaches. */
export interface Localisation {
  /** Distance at which an observation counts exp(-1/2), about 0.61: the length scale of the normal curve the taper resembles. */
  readonly radius: number;
  /** Distance between two positions. */
  readonly distance: (a: number, b: number) => number;
  /** Position of each component [size]: a coordinate, or an index `distance` understands, as in `ObservationSet.positions`. */
  readonly positions: Float64Array;
}

/** Observations that count less than this do not count. */
const NEGLIGIBLE = 1e-3;
/** Half-width of Gaspari-Cohn over the length scale: sqrt(10 / 3), from the curvature at 0. */
const HALF_WIDTH = 1.8257418583505538;

/** How much something at one position tells about another, 0 to 1. */
export function taper({ radius, distance }: Localisation, a: number, b: number): number {
  const share = gaspariCohn(distance(a, b), HALF_WIDTH * radius);
  return share > NEGLIGIBLE ? share : 0;
}
