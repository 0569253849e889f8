// The learned residual: at each anchor a conjugate regression of the kinetics' forecast errors on circumstances and habits.
import { tanh } from '@twinward/simulate';
import { BASIC, FEATURES } from './circumstances.ts';
import { lowerFactor } from './lower-factor.ts';
import { INFORMATION_LENGTH, LEARNED, LEARNED_LENGTH, type Person } from './person.ts';

/** mg/dL; the residual never moves a forecast farther than this. */
const BOUND = 40;
/** Prior precision of the basic features; the others, habits and products, get five times as much. */
const PRECISION = 120;

/** The prior of one anchor: the population's weights, worth `PRECISION` truths. */
export function startResidual(
  person: Person,
  anchor: number,
  prior: ArrayLike<number> | undefined,
  meanAbsolute: number,
): void {
  const { learned, information } = person;
  const o = anchor * LEARNED_LENGTH;
  for (let i = 0; i < FEATURES; i++) {
    const precision = i < BASIC ? PRECISION : 5 * PRECISION;
    const mean = prior?.[i] ?? 0;
    information[anchor * INFORMATION_LENGTH + (i * (i + 3)) / 2] = precision;
    learned[o + LEARNED.vector + i] = precision * mean;
    learned[o + LEARNED.weights + i] = mean;
  }
  learned[o + LEARNED.meanSquare] = 1;
  learned[o + LEARNED.scale] = meanAbsolute;
  learned[o + LEARNED.count] = 150;
}

/** One truth: `error` of the kinetics' forecast in tens of the person's unit; the farther out, the less it weighs. */
export function learnError(person: Person, anchor: number, f: Float64Array, error: number): void {
  const { learned, information } = person;
  const o = anchor * LEARNED_LENGTH;
  const meanSquare = learned[o + LEARNED.meanSquare]!;
  const next = meanSquare + 0.01 * (Math.min(error * error, 50 * meanSquare) - meanSquare);
  learned[o + LEARNED.meanSquare] = next;
  const weight = 1 / (1 + (error * error) / (10 * next));
  let t = anchor * INFORMATION_LENGTH;
  for (let i = 0; i < FEATURES; i++) {
    const v = weight * f[i]!;
    learned[o + LEARNED.vector + i] = learned[o + LEARNED.vector + i]! + v * error;
    for (let j = 0; j <= i; j++, t++) information[t] = information[t]! + v * f[j]!;
  }
}

/** Solves one anchor's weights: information matrix \ information vector. */
export function solveResidual(person: Person, anchor: number): void {
  const { learned, information } = person;
  const o = anchor * LEARNED_LENGTH;
  const matrix = new Float64Array(FEATURES * FEATURES);
  let t = anchor * INFORMATION_LENGTH;
  for (let i = 0; i < FEATURES; i++)
    for (let j = 0; j <= i; j++, t++) matrix[i * FEATURES + j] = information[t]!;
  const L = lowerFactor(matrix, FEATURES);
  const x = learned.slice(o + LEARNED.vector, o + LEARNED.vector + FEATURES);
  for (let i = 0; i < FEATURES; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= L[i * FEATURES + k]! * x[k]!;
    x[i] = sum / L[i * FEATURES + i]!;
  }
  for (let i = FEATURES - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < FEATURES; k++) sum -= L[k * FEATURES + i]! * x[k]!;
    x[i] = sum / L[i * FEATURES + i]!;
  }
  learned.set(x, o + LEARNED.weights);
}

/** What the residual adds to the kinetics' forecast at an anchor, mg/dL, within 40. */
export function correction(person: Person, anchor: number, f: Float64Array, unit: number): number {
  const o = anchor * LEARNED_LENGTH + LEARNED.weights;
  let sum = 0;
  for (let i = 0; i < FEATURES; i++) sum += person.learned[o + i]! * f[i]!;
  return BOUND * tanh((10 * unit * sum) / BOUND);
}
