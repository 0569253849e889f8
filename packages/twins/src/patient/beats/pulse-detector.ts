import { CrestFinder } from './crest-finder.ts';
import { MovingMean, Recent } from './recent.ts';

/** A beat as a pressure transducer saw it, mm[Hg]. */
export interface PressurePulse {
  /** Number of the sample at the foot of the pulse. */
  readonly foot: number;
  readonly systolic: number;
  readonly diastolic: number;
  /** Mean from this foot to the next is not known yet; this is the mean of the pulse before it, or NaN for the first. */
  readonly meanBefore: number;
}

/** Hz: pressure waves are smooth above it. */
const SMOOTH = 20;
/** Seconds over which rises are added up: the upstroke. */
const UPSTROKE = 0.128;
/** mm[Hg] of upstroke below which nothing is a pulse. */
const LEAST = 10;
const LEARNING = 8;
/** Seconds of the curve that are kept, and within which the peak follows the foot. */
const KEPT = 3;
const TO_PEAK = 0.4;

/**
 * Finds the foot of each pulse of an arterial pressure curve as its samples arrive, with its systolic and diastolic pressure: the sum
 * of rises over the length of an upstroke (Zong, Heldt, Moody and Mark 2003, "An open-source algorithm to detect onset of arterial
 * blood pressure pulses", Computers in Cardiology 30:259-262; see `CrestFinder`). A gap (NaN) is a flat line. A pulse is told once its
 * peak has passed.
 *
 * @example
 * const detector = new PulseDetector(125);
 * detector.push(80); // null
 */
export class PulseDetector {
  readonly #frequency: number;
  readonly #smooth: MovingMean;
  readonly #delay: number;
  readonly #rises: MovingMean;
  readonly #window: number;
  readonly #crests: CrestFinder;
  readonly #curve: Recent;
  #foot = -1;
  #due = -1;
  #next = -1;
  #before = Number.NaN;
  #held = Number.NaN;

  /** `frequency` in samples a second; nothing that rises by less than `least` is a pulse, 10 mm[Hg] unless another unit asks for more or less. */
  constructor(frequency: number, least: number = LEAST) {
    this.#frequency = frequency;
    this.#smooth = new MovingMean(frequency / SMOOTH);
    this.#delay = Math.round((Math.max(1, Math.round(frequency / SMOOTH)) - 1) / 2);
    this.#window = Math.max(1, Math.round(UPSTROKE * frequency));
    this.#rises = new MovingMean(this.#window);
    this.#crests = new CrestFinder({ frequency, learning: LEARNING, least });
    this.#curve = new Recent(KEPT * frequency);
  }

  /** Takes the next sample, mm[Hg]; the pulse that is now complete, or null. */
  push(sample: number): PressurePulse | null {
    if (Number.isFinite(sample)) this.#held = sample;
    else if (Number.isNaN(this.#held)) this.#held = 0;
    const value = this.#smooth.push(this.#held);
    this.#curve.push(this.#held);
    const rise = Number.isNaN(this.#before) ? 0 : Math.max(0, value - this.#before);
    this.#before = value;
    const crest = this.#crests.push(this.#window * this.#rises.push(rise));
    const now = this.#curve.count - 1;
    if (crest !== null) {
      this.#next = this.#footBefore(crest.from - this.#delay);
      this.#due = now + Math.round(TO_PEAK * this.#frequency);
    }
    if (this.#due < 0 || now < this.#due) return null;
    this.#due = -1;
    return this.#tell(now);
  }

  /** The lowest sample in the upstroke's length before a rise. */
  #footBefore(rise: number): number {
    let at = Math.max(0, rise);
    for (let i = at; i > Math.max(0, rise - this.#window); i--)
      if (this.#curve.at(i) < this.#curve.at(at)) at = i;
    return at;
  }

  #tell(now: number): PressurePulse {
    const foot = this.#next;
    let systolic = Number.NEGATIVE_INFINITY;
    for (let i = foot; i <= now; i++) systolic = Math.max(systolic, this.#curve.at(i));
    let [sum, count] = [0, 0];
    if (this.#foot >= 0) for (let i = this.#foot; i < foot; i++, count++) sum += this.#curve.at(i);
    this.#foot = foot;
    return {
      foot,
      systolic,
      diastolic: this.#curve.at(foot),
      meanBefore: count === 0 ? Number.NaN : sum / count,
    };
  }
}
