// Futures of a branch: exact simulation of each one's kinetics on a lattice of five minutes from the branch's origin.
import type { Belief, Instant, RandomSource, Schedule } from '@twinward/contract';
import { AT, WIDTH } from './columns.ts';
import { type Bite, bitesBetween } from './eating.ts';
import type { ReadyPopulation } from './free-living-population.ts';
import { frameOf, readingMap } from './future-frame.ts';
import { A1, B, E, I, N } from './kinetics.ts';
import type { Physiology } from './physiology.ts';
import { minuteOf } from './prior.ts';

/** The stream of the process noise. */
const NOISE_STREAM = 2;
const MINUTE = 60_000;
const LATTICE = 5;
/** The states that food moves are the first five: G, X, A1, A2, I. */
const MOVED = 5;

/**
 * Carries the futures of a branch to a later instant. Noise is drawn at the end of each lattice step, keyed by pair and second,
 * so that branches which differ in what is eaten share it, and one long stretch gives the same bytes as its steps on the
 * lattice; an instant off the lattice gets a draw of its own. Food acts beside the kinetics as a response per unit of gain.
 */
export function carryFutures(
  population: ReadyPopulation,
  belief: Belief,
  to: Instant,
  schedule: Schedule,
  random: RandomSource,
): Belief {
  const { origin } = frameOf(belief.structures![0]!);
  const [from, until] = [minutesSince(origin, belief.at), minutesSince(origin, to)];
  const values = belief.values.slice();
  const start = minuteOf(origin as Instant);
  const bites = bitesBetween(schedule.interventions, start + from, start + until);
  const z = new Float64Array(N);
  for (let future = 0; future < belief.size; future += 2) {
    const physiology = population.physiologies[values[future * WIDTH + AT.physiology]!]!;
    const twin = Math.min(belief.size, future + 2);
    for (let now = from; now < until; ) {
      const next = Math.min(until, now + LATTICE - (now % LATTICE));
      const second = Math.floor((origin + next * MINUTE) / 1000) >>> 0;
      const draws = random.draws(future >> 1, NOISE_STREAM, second);
      for (let i = 0; i < N; i++) z[i] = draws.normal();
      for (let m = future; m < twin; m++) move(physiology, values, m, next - now, z);
      now = next;
    }
  }
  if (bites.length > 0 || values[AT.meal + I] !== 0)
    digest(population, values, start + from, start + until, bites);
  return { ...belief, at: to, values };
}

/** What the sensor will show in each future of a branch [size], mg/dL: its kinetics read through the learned map, and food. */
export function readFutures(population: ReadyPopulation, belief: Belief): Float64Array {
  const frame = frameOf(belief.structures![0]!);
  const lead = minutesSince(frame.origin, belief.at) / LATTICE;
  const shown = readingMap(frame, population.constants.quantiles, lead);
  return Float64Array.from({ length: belief.size }, (_, m) => {
    const o = m * WIDTH;
    const x = belief.values;
    const kinetic = x[o + AT.mean]! + x[o + I]! + x[o + B]! + x[o + E]!;
    return shown(kinetic) + x[o + AT.gain]! * x[o + AT.meal + I]!;
  });
}

function minutesSince(origin: number, at: Instant): number {
  return Math.round((at - origin) / MINUTE);
}

/** x becomes F x + sqrt(scale x volatility) L z, mirrored for the second of a pair; volatility relaxes to 1. */
function move(
  physiology: Physiology,
  values: Float64Array,
  m: number,
  minutes: number,
  z: Float64Array,
): void {
  const o = m * WIDTH;
  const { F } = physiology.step(minutes);
  const L = physiology.noiseFactor(minutes);
  const volatility = values[o + AT.volatility]!;
  const size = (m % 2 === 0 ? 1 : -1) * Math.sqrt(values[o + AT.scale]! * volatility);
  const [x0, x1, x2, x3, x4, x5, x6] = [
    values[o]!,
    values[o + 1]!,
    values[o + 2]!,
    values[o + 3]!,
    values[o + 4]!,
    values[o + 5]!,
    values[o + 6]!,
  ];
  for (let i = 0; i < N; i++) {
    const r = i * N;
    let noise = 0;
    for (let k = 0; k <= i; k++) noise += L[r + k]! * z[k]!;
    values[o + i] =
      F[r]! * x0 +
      F[r + 1]! * x1 +
      F[r + 2]! * x2 +
      F[r + 3]! * x3 +
      F[r + 4]! * x4 +
      F[r + 5]! * x5 +
      F[r + 6]! * x6 +
      size * noise;
  }
  values[o + AT.volatility] = 1 + (volatility - 1) * physiology.kept(minutes);
}

/** Moves every future's response to food, minute by minute; futures of one physiology, which lie together, share theirs. */
function digest(
  population: ReadyPopulation,
  values: Float64Array,
  from: number,
  until: number,
  bites: readonly Bite[],
): void {
  let known = -1;
  let response: Float64Array = new Float64Array(MOVED);
  for (let o = 0; o < values.length; o += WIDTH) {
    const number = values[o + AT.physiology]!;
    if (number !== known) {
      const { F } = population.physiologies[number]!.step(1);
      response = digested(F, values.subarray(o + AT.meal, o + AT.meal + MOVED), from, until, bites);
      known = number;
    }
    values.set(response, o + AT.meal);
  }
}

function digested(
  F: Float64Array,
  before: Float64Array,
  from: number,
  until: number,
  bites: readonly Bite[],
): Float64Array {
  const response = before.slice();
  const x = new Float64Array(MOVED);
  let bite = 0;
  for (let minute = from; minute < until; minute++) {
    if (bites[bite]?.minute === minute) response[A1] = response[A1]! + bites[bite++]!.grams;
    for (let i = 0; i < MOVED; i++) {
      let sum = 0;
      for (let k = 0; k < MOVED; k++) sum += F[i * N + k]! * response[k]!;
      x[i] = sum;
    }
    response.set(x);
  }
  return response;
}
