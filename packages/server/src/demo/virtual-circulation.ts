// The circulation of a simulated patient: Heldt's 21 compartments with reflexes, whose numbers only the demo knows.
import { philox, seedFrom } from '@twinward/simulate';
import {
  drawHeldtParameters,
  type HeldtBeat,
  HeldtCirculation,
  heldtParameters,
} from '@twinward/twins/patient';
import { slowChange } from './slow-change.ts';

/** Places in the parameter vector and among the compartments (Heldt 2004): resting heart rate, four systemic resistances, abdominal veins. */
const HEART_RATE = 90;
const RESISTANCES = [53, 55, 57, 59] as const;
const ABDOMINAL_VEINS = 13;
/** Standard deviations of the logarithms by which resistances and heart rate wander from hour to hour. */
const WANDER = { resistance: 0.07, heartRate: 0.05 } as const;
/** Fall of heart rate and resistance in the night; Millar-Craig et al. 1978, Lancet 311:795-797. */
const NIGHT = { resistance: 0.06, heartRate: 0.1 } as const;
/** Seconds of beats from rest, and from one look to the next: reflexes then stand where the body is. */
const FROM_REST = 60;
const BETWEEN = 10;
const MOST_DRAWN = 8;

/** What has become of a patient's blood volume by a minute since 1970, mL gained or lost since the beginning. */
export type VolumeBy = (minute: number) => number;

/** A circulation that is looked at as time passes. */
export class VirtualCirculation {
  readonly #seed: string;
  readonly #volumeBy: VolumeBy;
  readonly #zone: number;
  #own: Float64Array | null = null;
  #theta: Float64Array = new Float64Array(0);
  #loop: HeldtCirculation | null = null;
  #gained = 0;

  /** @param zone minutes east of UTC that the nights follow */
  constructor(seed: string, zone: number, volumeBy: VolumeBy) {
    this.#seed = seedFrom(seed, 'circulation');
    this.#zone = zone;
    this.#volumeBy = volumeBy;
  }

  /** The latest beat at a minute since 1970; asked in rising order. */
  beatAt(minute: number): HeldtBeat {
    const hour = minute / 60;
    const asleep = nightShare(minute + this.#zone);
    const tone = WANDER.resistance * slowChange(this.#seed, 1, hour) - NIGHT.resistance * asleep;
    const pace = WANDER.heartRate * slowChange(this.#seed, 2, hour) - NIGHT.heartRate * asleep;
    const fresh = this.#loop === null;
    this.#own ??= patientParameters(this.#seed);
    if (fresh) this.#theta = this.#own.slice();
    for (const place of RESISTANCES) this.#theta[place] = this.#own[place]! * Math.exp(tone);
    this.#theta[HEART_RATE] = this.#own[HEART_RATE]! * Math.exp(pace);
    this.#loop ??= new HeldtCirculation(this.#theta, { arterial: true, cardiopulmonary: true }, 'generated');
    const gained = this.#volumeBy(minute);
    const veins = this.#loop.volumes;
    veins[ABDOMINAL_VEINS] = veins[ABDOMINAL_VEINS]! + gained - this.#gained;
    this.#gained = gained;
    this.#loop.advance(fresh ? FROM_REST : BETWEEN);
    return this.#loop.beats.at(-1)!;
  }
}

/**
 * Someone of the published population, at half its spread from its middle, who at rest is neither in shock nor in failure: the first such of a
 * few, else the last.
 */
function patientParameters(seed: string): Float64Array {
  const middle = heldtParameters();
  let theta = middle;
  for (let draw = 0; draw < MOST_DRAWN; draw++) {
    const drawn = drawHeldtParameters(philox(seed).draws(draw, 0, 0));
    theta = drawn.map((value, i) => middle[i]! + 0.5 * (value - middle[i]!));
    const loop = new HeldtCirculation(theta, { arterial: true, cardiopulmonary: true }, 'generated');
    loop.advance(FROM_REST / 2);
    const beat = loop.beats.at(-1);
    if (beat !== undefined && isWell(beat)) return theta;
  }
  return theta;
}

function isWell({ systolic, period, rightAtrial }: HeldtBeat): boolean {
  const rate = 60 / period;
  return systolic > 95 && systolic < 150 && rate > 55 && rate < 100 && rightAtrial > 0 && rightAtrial < 9;
}

/** 0 by day, 1 at three in the morning, as a cosine from nine in the evening to nine in the morning. */
function nightShare(localMinute: number): number {
  const hour = (((localMinute / 60) % 24) + 24) % 24;
  const fromThree = Math.min(Math.abs(hour - 3), 24 - Math.abs(hour - 3));
  return fromThree >= 6 ? 0 : 0.5 * (1 + Math.cos((Math.PI * fromThree) / 6));
}
