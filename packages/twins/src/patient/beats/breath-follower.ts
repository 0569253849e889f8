import { quantile } from '@twinward/estimate';
import { medianOf } from './median.ts';
import { MovingMean } from './recent.ts';
import { sampleFault } from './sample-fault.ts';
import type { VitalSign, WaveFinding, WaveFollower } from './wave-finding.ts';
import { GOOD, type WaveQuality, withheld } from './wave-quality.ts';

/** Seconds looked back over: five breaths of a slow breather. */
const WINDOW = 32;
/** Samples a second are made about these few: breaths are slow. */
const RATE = 10;
/** Seconds over which the curve is smoothed, and over which its base line is taken. */
const SMOOTH = 0.6;
const BASE = 10;
/** Count-orig: a breath rises above this share of the third quartile of the maxima. */
const RISE = 0.2;
const QUARTILE = 0.75;
/** Of the breaths of a sound stretch: relative spread, share that is unusually long or short, share of time covered. */
const SPREAD = 0.25;
const ODD = 0.15;
const COVERED = 0.6;
const LEAST_BREATHS = 3;

/**
 * Respiration rate, LOINC 9279-1, from a signal that rises and falls with the chest: breaths by the original counting method of Schäfer and
 * Kratky 2008 (Ann. Biomed. Eng. 36:476-485) over 32 s, trusted by the first three criteria of Charlton et al. 2021 (Physiol. Meas.
 * 42:015002): breaths of like length, few odd ones, most of the time covered. Their fourth, likeness to a template, is left out.
 */
export class BreathFollower implements WaveFollower {
  readonly kind = 'respiration';
  readonly codes: readonly string[] = ['9279-1'];
  readonly #frequency: number;
  readonly #rails: readonly [number, number] | null;
  readonly #smooth: MovingMean;
  readonly #base: MovingMean;
  readonly #every: number;
  /** Samples a second of the curve that breaths are counted on. */
  readonly #rate: number;
  readonly #delay: number;
  #raw: number[] = [];
  #curve: number[] = [];
  #smoothed: number[] = [];
  #span = 0;
  #held = 0;
  #count = 0;

  /** `frequency` in samples a second; `rails` the least and largest value that can be sent. */
  constructor(frequency: number, rails: readonly [number, number] | null) {
    this.#frequency = frequency;
    this.#rails = rails;
    this.#every = Math.max(1, Math.round(frequency / RATE));
    this.#smooth = new MovingMean(SMOOTH * frequency);
    this.#rate = frequency / this.#every;
    this.#base = new MovingMean(BASE * this.#rate);
    this.#delay = Math.round((BASE * this.#rate) / 2);
  }

  push(sample: number): number | null {
    this.#raw.push(sample);
    if (!Number.isNaN(sample)) this.#held = sample;
    const smooth = this.#smooth.push(this.#held);
    if (this.#count++ % this.#every === 0) {
      this.#smoothed.push(smooth);
      const base = this.#base.push(smooth);
      const middle = this.#smoothed.at(-1 - this.#delay);
      if (middle !== undefined) this.#curve.push(middle - base);
    }
    return null;
  }

  close(): WaveFinding {
    const known = this.#raw.filter((value) => !Number.isNaN(value));
    if (known.length > 0) this.#span = Math.max(this.#span, Math.max(...known) - Math.min(...known));
    const limits = { frequency: this.#frequency, still: 0.005 * this.#span, rails: this.#rails };
    const fault = sampleFault(this.#raw, limits);
    this.#raw = [];
    if (fault !== null) this.#curve = [];
    this.#curve = this.#curve.slice(-Math.round(WINDOW * this.#rate));
    this.#smoothed = this.#smoothed.slice(-2 * this.#delay);
    const breaths = breathsOf(this.#curve).map((samples) => samples / this.#rate);
    const quality = fault ?? judge(breaths, this.#curve.length / this.#rate);
    const vitals: readonly VitalSign[] =
      quality.grade === 'withheld'
        ? []
        : [
            {
              code: '9279-1',
              label: 'Respiration rate',
              value: 60 / mean(breaths),
              unit: '/min',
            },
          ];
    return { quality, vitals };
  }
}

/** Lengths of the breaths in samples: from one high maximum to the next, with a single minimum below the base line between. */
function breathsOf(curve: readonly number[]): readonly number[] {
  const turns: { readonly at: number; readonly value: number; readonly top: boolean }[] = [];
  for (let i = 1; i < curve.length - 1; i++) {
    const [before, value, after] = [curve[i - 1]!, curve[i]!, curve[i + 1]!];
    if (value > before && value >= after) turns.push({ at: i, value, top: true });
    if (value < before && value <= after) turns.push({ at: i, value, top: false });
  }
  const tops = turns.filter(({ top }) => top).map(({ value }) => value);
  if (tops.length < 2) return [];
  const least = RISE * quantile(tops, null, QUARTILE);
  const breaths: number[] = [];
  let [last, lows] = [-1, 0];
  for (const { at, value, top } of turns) {
    if (!top && value < 0) lows += 1;
    if (!top || value < least) continue;
    if (last >= 0 && lows === 1) breaths.push(at - last);
    [last, lows] = [at, 0];
  }
  return breaths;
}

/** `breaths` and `seconds` looked back over, s. */
function judge(breaths: readonly number[], seconds: number): WaveQuality {
  if (seconds < 0.9 * WINDOW)
    return withheld('learning', `breaths are counted over ${WINDOW} s, which have not passed`);
  if (breaths.length < LEAST_BREATHS) return withheld('no-beats', 'too few breaths are found to tell a rate');
  const average = mean(breaths);
  const spread = Math.sqrt(mean(breaths.map((breath) => (breath - average) * (breath - average)))) / average;
  const usual = medianOf(breaths);
  const odd = breaths.filter((breath) => breath > 1.5 * usual || breath < 0.5 * usual).length;
  const covered = breaths.reduce((sum, breath) => sum + breath, 0) / seconds;
  if (spread > SPREAD || odd > ODD * breaths.length || covered < COVERED)
    return withheld('artefact', 'breaths are too unlike one another to be counted');
  return GOOD;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
