// The bank: one exact linear filter a reference physiology, each with its own scale and volatility, weighted by how well it foretells.
import { normalTail } from '@twinward/estimate';
import { exp, log } from '@twinward/simulate';
import { AT, WIDTH } from './columns.ts';
import { A1, A2, B, E, G, I, N, X } from './kinetics.ts';
import { LONGEST_STEP, type Physiology, STEPS } from './physiology.ts';

/** Scores are tempered, since each physiology is only a neighbour of the person's own; and none is ever wholly lost. */
const TEMPER = 0.3;
const FLOOR = 1e-4;
/** Squared standardised surprises count up to this, so that an outlier does not undo what was learned of scale and volatility. */
const LARGEST_SURPRISE = 9;
/** A scale is never better known than by this many readings, so that it can follow the person. */
const LONGEST_SCALE_MEMORY = 1000;
/** Corrects the mean of capped squared surprises to 1 for the errors of the recordings learned from. */
const CAP_CORRECTION = 1.08;

/** Minutes after which nothing is left of where the states were; longer silence is carried as this. */
const FORGOTTEN = 43_200;

/** Where one physiology's numbers lie: its row in `rows` and its covariance in `covariances`. */
export interface MemberPlace {
  readonly rows: Float64Array;
  readonly covariances: Float64Array;
  readonly member: number;
}

/** The state of a person met at an unknown time of their day, into a member's place. */
export function startMember(physiology: Physiology, { rows, covariances, member }: MemberPlace): void {
  const o = member * WIDTH;
  const p = member * N * N;
  const spread = (i: number, j: number, value: number): void => {
    covariances[p + i * N + j] = value;
    covariances[p + j * N + i] = value;
  };
  rows.fill(0, o, o + WIDTH);
  covariances.fill(0, p, p + N * N);
  spread(G, G, 600);
  spread(I, I, 600);
  spread(G, I, 600);
  spread(X, X, 100);
  spread(A1, A1, 100);
  spread(A2, A2, 100);
  spread(B, B, 600);
  spread(E, E, physiology.kinetics.se * physiology.kinetics.se);
  rows[o + AT.scale] = 1;
  rows[o + AT.scaleWeight] = 60;
  rows[o + AT.volatility] = 1;
}

// scratch of carryMember, overwritten in full by each call
const FP = new Float64Array(N * N);
const before = new Float64Array(N);

/** Carries a member over whole minutes: x becomes F x, P becomes F P F' + scale x volatility x Q. */
export function carryMember(physiology: Physiology, place: MemberPlace, minutes: number): void {
  const { rows, covariances, member } = place;
  const [o, p] = [member * WIDTH, member * N * N];
  for (let left = Math.min(minutes, FORGOTTEN); left > 0; ) {
    const stretch = Math.min(left, LONGEST_STEP);
    const { F, Q } = physiology.step(stretch);
    const noise = rows[o + AT.scale]! * rows[o + AT.volatility]!;
    for (let i = 0; i < N; i++) before[i] = rows[o + i]!;
    for (let i = 0; i < N; i++) {
      const [first, last] = reachOf(i);
      let sum = 0;
      for (let k = first; k < last; k++) sum += F[i * N + k]! * before[k]!;
      rows[o + i] = sum;
      for (let j = 0; j < N; j++) {
        let entry = 0;
        for (let k = first; k < last; k++) entry += F[i * N + k]! * covariances[p + k * N + j]!;
        FP[i * N + j] = entry;
      }
    }
    for (let i = 0; i < N; i++) {
      for (let j = 0; j <= i; j++) {
        const [first, last] = reachOf(j);
        let entry = noise * Q[i * N + j]!;
        for (let k = first; k < last; k++) entry += FP[i * N + k]! * F[j * N + k]!;
        covariances[p + i * N + j] = entry;
        covariances[p + j * N + i] = entry;
      }
    }
    // between readings that come every five minutes, forgetting is part of taking in the reading
    if (stretch > 6) {
      rows[o + AT.volatility] = 1 + (rows[o + AT.volatility]! - 1) * physiology.kept(stretch);
    }
    left -= stretch;
  }
}

/** The states on which a state's next value depends: baseline and sensor error on themselves alone, the others on G to I. */
function reachOf(state: number): readonly [number, number] {
  return state < B ? GLUCOSE : state === B ? BASELINE : ERROR;
}

const GLUCOSE = [G, B] as const;
const BASELINE = [B, E] as const;
const ERROR = [E, N] as const;

/** Mean, above the personal mean, and variance of a member's reading `h` five-minute steps from now. */
export function readingAhead(
  physiology: Physiology,
  { rows, covariances, member }: MemberPlace,
  h: number,
): { readonly mean: number; readonly variance: number } {
  const [o, p, r] = [member * WIDTH, member * N * N, h * N];
  const { reach, noise, volatileNoise, kinetics } = physiology;
  const above = rows[o + AT.volatility]! - 1;
  let mean = 0;
  let variance = rows[o + AT.scale]! * (kinetics.r * kinetics.r + noise[h]! + above * volatileNoise[h]!);
  for (let i = 0; i < N; i++) {
    const row = reach[r + i]!;
    mean += row * rows[o + i]!;
    let sum = 0;
    for (let j = 0; j < N; j++) sum += covariances[p + i * N + j]! * reach[r + j]!;
    variance += row * sum;
  }
  return { mean, variance };
}

/**
 * Conditions a member on a reading `above` the personal mean (Kalman 1960), then lets scale and volatility answer the surprise.
 * Returns the log density of the reading under a Student t with 5 degrees of freedom and the predictive variance, without its
 * constant.
 */
export function takeInto(physiology: Physiology, place: MemberPlace, above: number): number {
  const { rows, member } = place;
  const o = member * WIDTH;
  const { mean, variance } = readingAhead(physiology, place, 0);
  const surprise = ((above - mean) * (above - mean)) / variance;
  condition(place, variance, above - mean, 1);
  const counted = Math.min(surprise, LARGEST_SURPRISE);
  const volatility = rows[o + AT.volatility]!;
  const answered = 1 + physiology.keep * (volatility - 1) + physiology.answer * volatility * (counted - 1);
  rows[o + AT.volatility] = Math.min(8, Math.max(0.3, answered));
  const weight = Math.min(rows[o + AT.scaleWeight]! + 1, LONGEST_SCALE_MEMORY);
  rows[o + AT.scaleWeight] = weight;
  const scale = rows[o + AT.scale]! * (1 + (CAP_CORRECTION * counted - 1) / weight);
  rows[o + AT.scale] = Math.min(60, Math.max(0.05, scale));
  return -0.5 * log(variance) - 3 * log(1 + surprise / 3);
}

/**
 * Conditions a member on a reading known only to lie beyond a limit (`sign` -1 below, 1 above): the state moves by the mean and
 * keeps the variance of the normal truncated there. Scale and volatility stay. Returns the log probability, at least ln 1e-6.
 */
export function takeBeyond(physiology: Physiology, place: MemberPlace, limit: number, sign: 1 | -1): number {
  const { mean, variance } = readingAhead(physiology, place, 0);
  const sd = Math.sqrt(variance);
  const inside = (sign * (mean - limit)) / sd;
  const tail = normalTail(-inside);
  const hazard =
    inside < -30 ? -inside - 1 / inside : exp(-0.5 * inside * inside) / (2.5066282746310002 * tail);
  condition(place, variance, sign * sd * hazard, Math.min(1, hazard * (hazard + inside)));
  return log(Math.max(1e-6, tail));
}

/** Moves the state by what a reading's surprise says, and narrows it by the share of the reading's variance that it took away. */
function condition(
  { rows, covariances, member }: MemberPlace,
  S: number,
  surprise: number,
  share: number,
): void {
  const [o, p] = [member * WIDTH, member * N * N];
  const PH = new Float64Array(N);
  for (let i = 0; i < N; i++) {
    PH[i] = covariances[p + i * N + I]! + covariances[p + i * N + B]! + covariances[p + i * N + E]!;
  }
  for (let i = 0; i < N; i++) {
    const gain = PH[i]! / S;
    rows[o + i] = rows[o + i]! + gain * surprise;
    for (let j = 0; j < N; j++) {
      covariances[p + i * N + j] = covariances[p + i * N + j]! - share * gain * PH[j]!;
    }
  }
}

/** Normalised weights of the members [17] by their faded scores. */
export function memberWeightsOf(rows: Float64Array): Float64Array {
  const size = rows.length / WIDTH;
  const weights = new Float64Array(size);
  let highest = Number.NEGATIVE_INFINITY;
  for (let m = 0; m < size; m++) highest = Math.max(highest, rows[m * WIDTH + AT.score]!);
  let sum = 0;
  for (let m = 0; m < size; m++) {
    weights[m] = exp(TEMPER * (rows[m * WIDTH + AT.score]! - highest)) + FLOOR;
    sum += weights[m]!;
  }
  return weights.map((w) => w / sum);
}

/** Weighted mean of a column over the members. */
export function columnMean(rows: Float64Array, weights: Float64Array, column: number): number {
  let sum = 0;
  for (let m = 0; m < weights.length; m++) sum += weights[m]! * rows[m * WIDTH + column]!;
  return sum;
}

/** Mean, above the personal mean, and standard deviation of the mixture's reading `h` five-minute steps from now, at most 24. */
export function mixtureAhead(
  physiologies: readonly Physiology[],
  rows: Float64Array,
  covariances: Float64Array,
  weights: Float64Array,
  h: number,
): { readonly mean: number; readonly sd: number } {
  let [mean, square, within] = [0, 0, 0];
  physiologies.forEach((physiology, member) => {
    const ahead = readingAhead(physiology, { rows, covariances, member }, Math.min(h, STEPS));
    const w = weights[member]!;
    mean += w * ahead.mean;
    square += w * ahead.mean * ahead.mean;
    within += w * ahead.variance;
  });
  return { mean, sd: Math.sqrt(Math.max(within + square - mean * mean, 1e-6)) };
}
