import { Recent } from './recent.ts';

/** How crests are told from the rest. */
export interface CrestRule {
  /** Samples a second. */
  readonly frequency: number;
  /** Seconds from whose mean the first threshold is taken. */
  readonly learning: number;
  /** The size of a crest is never expected to be less than this. */
  readonly least: number;
}

/** A crest: where the signal rose through the threshold, and its highest value soon after. */
export interface Crest {
  readonly from: number;
  readonly height: number;
}

/** Seconds in which no second crest is looked for, and seconds without one after which smaller ones are expected. */
const REFRACTORY = 0.25;
const OVERDUE = 2.5;
/** The threshold is this share of the size expected, which moves this share of the way to each crest's. */
const THRESHOLD = 1 / 3;
const LEARNING_RATE = 0.1;
/** What an overdue crest is expected to lose of its size a second. */
const FADING = 0.5;
/** A crest stands out from what precedes it by at least this share of the least size. */
const RELIEF = 0.1;

/**
 * Finds crests of a signal that is near 0 between them, by a threshold that follows their size: the decision rule of Zong, Moody and
 * Jiang 2003 (Computers in Cardiology 30:737-740, QRS complexes) and Zong, Heldt, Moody and Mark 2003 (ibid. 259-262, pressure
 * pulses). Causal: a crest is told an eighth of a second after it rose.
 */
export class CrestFinder {
  readonly #rule: CrestRule;
  readonly #half: number;
  readonly #recent: Recent;
  #expected: number;
  #learnt = 0;
  #sum = 0;
  #risen = -1;
  #closed = 0;
  #last = 0;

  constructor(rule: CrestRule) {
    this.#rule = rule;
    this.#half = Math.round((REFRACTORY / 2) * rule.frequency);
    this.#recent = new Recent(2 * this.#half + 2);
    this.#expected = rule.least;
  }

  /** Takes the next value; the crest that is now certain, if one is. */
  push(value: number): Crest | null {
    const { frequency, learning, least } = this.#rule;
    const now = this.#recent.count;
    this.#recent.push(value);
    if (this.#learnt < learning * frequency) {
      this.#learnt += 1;
      this.#sum += value;
      this.#expected = Math.max(least, (3 * this.#sum) / this.#learnt);
    }
    if (this.#risen < 0) {
      if (now >= this.#closed && value > THRESHOLD * this.#expected) this.#risen = now;
      else if (now - this.#last > OVERDUE * frequency)
        this.#expected = Math.max(least, this.#expected * (1 - FADING / frequency));
      return null;
    }
    return now < this.#risen + this.#half ? null : this.#decide(now);
  }

  #decide(now: number): Crest | null {
    const from = this.#risen;
    let [height, before] = [0, Number.POSITIVE_INFINITY];
    for (let i = from; i <= now; i++) height = Math.max(height, this.#recent.at(i));
    for (let i = Math.max(0, from - this.#half); i < from; i++) before = Math.min(before, this.#recent.at(i));
    this.#risen = -1;
    if (height - before < RELIEF * this.#rule.least) return null;
    this.#expected = Math.max(this.#rule.least, this.#expected + LEARNING_RATE * (height - this.#expected));
    this.#closed = from + 2 * this.#half;
    this.#last = from;
    return { from, height };
  }
}
