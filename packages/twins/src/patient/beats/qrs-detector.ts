import { CrestFinder } from './crest-finder.ts';
import { MovingMean, Recent } from './recent.ts';

/** Power lines hum at 50 or 60 Hz: two moving means of a sixtieth of a second each take most of either away. */
const HUM = 60;
/** Seconds over which the curve's length is taken: the widest QRS complex. */
const WIDEST = 0.13;
/** mV^2 s: what makes the length of a flat curve comparable to a steep one's, of the authors. */
const FLAT = 1.25;
/** mV of curve length below which nothing is taken for a complex. */
const LEAST = 0.1;
const LEARNING = 8;
/** Seconds about the rise of the curve's length in which the R wave lies. */
const BEFORE = 0.1;
const AFTER = 0.125;

/**
 * Finds the R wave of each QRS complex of an electrocardiogram as its samples arrive: the length of the smoothed curve over 130 ms
 * rises with a complex, whatever its shape (Zong, Moody and Jiang 2003, "A robust open-source algorithm to detect onset and duration
 * of QRS complexes", Computers in Cardiology 30:737-740; see `CrestFinder`). A gap (NaN) is a flat line.
 *
 * @example
 * const detector = new QrsDetector(250);
 * detector.push(0); // null
 */
export class QrsDetector {
  readonly #frequency: number;
  readonly #smooth: readonly [MovingMean, MovingMean];
  readonly #length: MovingMean;
  readonly #window: number;
  readonly #flat: number;
  readonly #crests: CrestFinder;
  readonly #curve: Recent;
  #before = 0;
  #held = 0;

  /** `frequency` in samples a second. */
  constructor(frequency: number) {
    this.#frequency = frequency;
    this.#smooth = [new MovingMean(frequency / HUM), new MovingMean(frequency / HUM)];
    this.#window = Math.max(1, Math.round(WIDEST * frequency));
    this.#length = new MovingMean(this.#window);
    this.#flat = FLAT / frequency;
    this.#crests = new CrestFinder({ frequency, learning: LEARNING, least: LEAST });
    this.#curve = new Recent(2 * (BEFORE + AFTER) * frequency + 2);
  }

  /** Takes the next sample, mV; the number of the sample at the R wave that is now certain, or null. */
  push(sample: number): number | null {
    if (Number.isFinite(sample)) this.#held = sample;
    const value = this.#smooth[1].push(this.#smooth[0].push(this.#held));
    this.#curve.push(value);
    const rise = value - this.#before;
    this.#before = value;
    const longer = Math.sqrt(this.#flat + rise * rise) - Math.sqrt(this.#flat);
    const crest = this.#crests.push(this.#window * this.#length.push(longer));
    return crest === null ? null : this.#peak(crest.from);
  }

  /** Where the curve is farthest from its mean about the rise, less the delay of the smoothing. */
  #peak(from: number): number {
    const [first, last] = [
      from - Math.round(BEFORE * this.#frequency),
      from + Math.round(AFTER * this.#frequency),
    ];
    let [mean, count] = [0, 0];
    for (let i = Math.max(0, first); i < Math.min(last, this.#curve.count); i++, count++)
      mean += this.#curve.at(i);
    mean /= Math.max(1, count);
    let [best, at] = [-1, from];
    for (let i = Math.max(0, first); i < Math.min(last, this.#curve.count); i++) {
      const distance = Math.abs(this.#curve.at(i) - mean);
      if (distance > best) [best, at] = [distance, i];
    }
    return Math.max(0, at - Math.round(this.#frequency / HUM) + 1);
  }
}
