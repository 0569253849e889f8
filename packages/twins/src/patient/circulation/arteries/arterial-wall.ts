import { exp } from '@twinward/simulate';

/** What a wall and the blood in it are made of. */
export interface ArterialWall {
  /** Young's modulus of the wall, Pa. */
  readonly youngsModulus: number;
  /** Pressure at which radii are as given, Pa. */
  readonly referencePressure: number;
  /** kg/m3. */
  readonly density: number;
  /** Pa.s. */
  readonly viscosity: number;
  /** Flatness g of the velocity profile, u(r) = U (g + 2)/g (1 - (r/a)^g): 2 is Poiseuille's parabola, 9 nearly flat. */
  readonly profile: number;
}

/** Wall and blood of ADAN56, as in the same file as its arteries. */
export const ADAN56_WALL: ArterialWall = {
  youngsModulus: 225_000,
  referencePressure: 10_000,
  density: 1060,
  viscosity: 0.004,
  profile: 2,
};

/**
 * Pressure above the reference at which the radius would have doubled, Pa: the b of the tube law P = P0 + b (sqrt(A/A0) - 1), with
 * b = E h / ((1 - nu^2) r) of an incompressible wall (nu = 1/2).
 */
export function wallStiffness(radius: number, youngsModulus: number): number {
  return ((4 / 3) * youngsModulus * wallThickness(radius)) / radius;
}

/** Thickness of a wall by the radius of its lumen, both m: h/r = 0.2802 e^(-505.3 r) + 0.1324 e^(-11.14 r) (Blanco et al. 2015, after Avolio 1980). */
function wallThickness(radius: number): number {
  return radius * (0.2802 * exp(-505.3 * radius) + 0.1324 * exp(-11.14 * radius));
}
