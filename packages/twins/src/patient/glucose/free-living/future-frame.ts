// What all futures of one branch share: when they began, what was expected then, and the shape of errors.
import { exp } from '@twinward/simulate';
import type { Expectation } from './expectation.ts';
import { anchorsAround } from './expectation.ts';
import { ANCHORS, LEVELS, NORMAL } from './free-living-population.ts';
import { STEPS } from './physiology.ts';

const CURVE = STEPS + 1;
const LENGTH = 2 + 4 * CURVE + 2 * ANCHORS.length;

/** The frame of a branch; the tails are the person's log factors on the lower and upper half of the errors at each anchor. */
export interface FutureFrame {
  /** Milliseconds since 1970 at which the futures begin. */
  readonly origin: number;
  /** False before the first reading: futures are then those of the kinetics alone. */
  readonly learned: boolean;
  readonly expected: Expectation;
  readonly tails: Float64Array;
}

/** The frame as bytes, which every member of the branch refers to. */
export function frameBytes({ origin, learned, expected, tails }: FutureFrame): Uint8Array {
  const numbers = new Float64Array(LENGTH);
  numbers.set([origin, learned ? 1 : 0]);
  [expected.kinetics, expected.kineticsSd, expected.mean, expected.sd].forEach((curve, i) => {
    numbers.set(curve, 2 + i * CURVE);
  });
  numbers.set(tails, 2 + 4 * CURVE);
  return new Uint8Array(numbers.buffer);
}

/** Reads what `frameBytes` wrote. */
export function frameOf(bytes: Uint8Array): FutureFrame {
  const numbers = new Float64Array(bytes.slice().buffer, 0, LENGTH);
  const curve = (i: number): Float64Array => numbers.subarray(2 + i * CURVE, 2 + (i + 1) * CURVE);
  return {
    origin: numbers[0]!,
    learned: numbers[1] === 1,
    expected: { kinetics: curve(0), kineticsSd: curve(1), mean: curve(2), sd: curve(3) },
    tails: numbers.subarray(2 + 4 * CURVE),
  };
}

/**
 * At a lead, the reading that stands for what the kinetics of one future give: its standard deviate among all futures, bent to
 * the shape of errors and set about the learned mean. One rising map for each lead, so that which future is high, and for how
 * long, stays the kinetics'. Beyond two hours the map of two hours is held.
 */
export function readingMap(
  { learned, expected, tails }: FutureFrame,
  quantiles: readonly ArrayLike<number>[],
  lead: number,
): (kinetic: number) => number {
  if (!learned) return (kinetic) => kinetic;
  const at = Math.min(lead, STEPS);
  const { after, share } = anchorsAround(at);
  const [kinetics, kineticsSd] = [along(expected.kinetics, at), along(expected.kineticsSd, at)];
  const [mean, sd] = [along(expected.mean, at), along(expected.sd, at)];
  const factors = tails.map((tail) => exp(tail));
  const standardised = (anchor: number, deviate: number): number => {
    const z = shapeAt(quantiles[anchor]!, deviate);
    return z * factors[2 * anchor + (z < 0 ? 0 : 1)]!;
  };
  return (kinetic) => {
    const deviate = (kinetic - kinetics) / kineticsSd;
    const later = standardised(after, deviate);
    if (share === 1) return mean + sd * later;
    // a shape leans because rises take time: from the first anchor down to now it becomes even-sided, or readings that follow each
    // other would climb by more than an hour's forecast says
    const before = after === 0 ? (later - standardised(0, -deviate)) / 2 : standardised(after - 1, deviate);
    return mean + sd * (before * (1 - share) + later * share);
  };
}

/** Piecewise linear through the population's quantiles. */
function shapeAt(quantiles: ArrayLike<number>, deviate: number): number {
  let i = 0;
  while (i < LEVELS.length - 2 && deviate > NORMAL[i + 1]!) i++;
  const share = (deviate - NORMAL[i]!) / (NORMAL[i + 1]! - NORMAL[i]!);
  return quantiles[i]! + Math.max(-1.5, Math.min(2.5, share)) * (quantiles[i + 1]! - quantiles[i]!);
}

function along(curve: Float64Array, lead: number): number {
  const h = Math.min(STEPS - 1, Math.floor(lead));
  return curve[h]! + (lead - h) * (curve[h + 1]! - curve[h]!);
}
