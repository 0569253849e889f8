// A reference physiology made ready for filtering: everything that does not change with a person's readings.
import { exp, log } from '@twinward/simulate';
import { after, B, E, I, type Kinetics, N, oneMinute, type Transition } from './kinetics.ts';
import { lowerFactor } from './lower-factor.ts';

/** One support point of the population: kinetics, and how fast volatility answers surprises and forgets them. */
export interface ReferencePoint {
  readonly kinetics: Kinetics;
  /** Gain of the volatility on the squared standardised surprise of a reading. */
  readonly answer: number;
  /** Share of the volatility's departure from 1 that is left after five minutes. */
  readonly keep: number;
}

/** Five-minute steps of a forecast. */
export const STEPS = 24;
/** Minutes that one transition covers at most; longer stretches are taken in several. */
export const LONGEST_STEP = 60;

/** A reference point with its matrices. The matrices of a number of minutes are made when first asked for. */
export class Physiology {
  readonly kinetics: Kinetics;
  readonly answer: number;
  readonly keep: number;
  /** Row h: the reading h steps ahead, above the personal mean, is row . x [25 x 7]. */
  readonly reach: Float64Array;
  /**
   * Variance that process noise leaves in the reading h steps ahead, at volatility 1, and what each unit of volatility above
   * 1 now adds [25].
   */
  readonly noise: Float64Array;
  readonly volatileNoise: Float64Array;
  readonly #steps: Transition[] = [];
  readonly #factors: Float64Array[] = [];

  constructor({ kinetics, answer, keep }: ReferencePoint) {
    this.kinetics = kinetics;
    this.answer = answer;
    this.keep = keep;
    this.reach = new Float64Array((STEPS + 1) * N);
    this.noise = new Float64Array(STEPS + 1);
    this.volatileNoise = new Float64Array(STEPS + 1);
    this.#look();
  }

  /** What `minutes` (1 to 60) do. */
  step(minutes: number): Transition {
    const steps = this.#steps;
    if (steps.length === 0) steps.push(oneMinute(this.kinetics));
    while (steps.length < minutes) steps.push(after(steps.at(-1)!, steps[0]!));
    return steps[minutes - 1]!;
  }

  /** Lower factor of the process noise of `minutes` (1 to 60). */
  noiseFactor(minutes: number): Float64Array {
    this.#factors[minutes] ??= lowerFactor(this.step(minutes).Q, N);
    return this.#factors[minutes];
  }

  /** Share of the volatility's departure from 1 that is left after `minutes`. */
  kept(minutes: number): number {
    return minutes === 5 ? this.keep : exp((log(this.keep) * minutes) / 5);
  }

  #look(): void {
    const { F, Q } = this.step(5);
    const alone = new Float64Array(STEPS + 1);
    for (const state of [I, B, E]) this.reach[state] = 1;
    for (let h = 0; h <= STEPS; h++) {
      const row = this.reach.subarray(h * N, h * N + N);
      for (let i = 0; h > 0 && i < N; i++) {
        const before = this.reach[(h - 1) * N + i]!;
        for (let j = 0; j < N; j++) row[j] = row[j]! + before * F[i * N + j]!;
      }
      for (let i = 0; i < N; i++)
        for (let j = 0; j < N; j++) alone[h] = alone[h]! + row[i]! * Q[i * N + j]! * row[j]!;
      let left = 1;
      for (let k = 1; k <= h; k++) {
        this.noise[h] = this.noise[h]! + alone[h - k]!;
        this.volatileNoise[h] = this.volatileNoise[h]! + left * alone[h - k]!;
        left *= this.keep;
      }
    }
  }
}
