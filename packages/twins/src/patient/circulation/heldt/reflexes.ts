import { atan } from '@twinward/simulate';

/** Seconds of one bin of the sensed pressures. */
export const BIN = 0.0625;
/** Bins whose mean is sensed. */
const SENSED = 4;
/** Seconds of history the responses look back on. */
const HISTORY = 60;
/** Responses come this many bins early, which the averaging then makes up for. */
const ADVANCE = 3;

/** What the nerves do now, mmHg of sensed pressure: to the sinus node, the ventricles, the resistances and the veins. */
export interface Efferents {
  readonly parasympathetic: number;
  readonly beta: number;
  readonly arteries: number;
  readonly veins: number;
  readonly cardiopulmonaryArteries: number;
  readonly cardiopulmonaryVeins: number;
}

/** Parameters that give start, peak and end of a response. */
const TRIANGLES = {
  parasympathetic: 25,
  beta: 28,
  veins: 112,
  arteries: 115,
  cardiopulmonaryVeins: 147,
  cardiopulmonaryArteries: 150,
} as const;

/**
 * The arterial and cardiopulmonary baroreflex: sensed pressures, squeezed about a set point by s = G atan((P - P0) / G), convolved with
 * triangular impulse responses of unit area (Heldt 2004, after deBoer et al. 1987).
 */
export class Reflexes {
  readonly #theta: Float64Array;
  readonly #on: { readonly arterial: boolean; readonly cardiopulmonary: boolean };
  readonly #arterial = new Signal();
  readonly #cardiopulmonary = new Signal();
  readonly #weights: Readonly<Record<keyof typeof TRIANGLES, Float64Array>>;

  constructor(theta: Float64Array, on: { readonly arterial: boolean; readonly cardiopulmonary: boolean }) {
    this.#theta = theta;
    this.#on = on;
    const weights = (first: number): Float64Array =>
      triangle(theta[first]!, theta[first + 1]!, theta[first + 2]!);
    this.#weights = Object.fromEntries(
      Object.entries(TRIANGLES).map(([name, first]) => [name, weights(first)]),
    ) as Record<keyof typeof TRIANGLES, Float64Array>;
  }

  /** Takes in the mean pressures of the bin that has passed, mmHg: in the aorta, and across the wall of the right atrium. */
  sense(aortic: number, rightAtrial: number): void {
    const [P0, G, Pc0, Gc] = [this.#theta[0]!, this.#theta[1]!, this.#theta[15]!, this.#theta[16]!];
    this.#arterial.add(aortic, this.#on.arterial, P0, G);
    this.#cardiopulmonary.add(rightAtrial, this.#on.cardiopulmonary, Pc0, Gc);
  }

  get efferents(): Efferents {
    const w = this.#weights;
    return {
      parasympathetic: this.#arterial.through(w.parasympathetic),
      beta: this.#arterial.through(w.beta),
      arteries: this.#arterial.through(w.arteries),
      veins: this.#arterial.through(w.veins),
      cardiopulmonaryArteries: this.#cardiopulmonary.through(w.cardiopulmonaryArteries),
      cardiopulmonaryVeins: this.#cardiopulmonary.through(w.cardiopulmonaryVeins),
    };
  }
}

/** A sensed pressure and the afferent signals of the last minute. */
class Signal {
  readonly #bins: number[] = [];
  readonly #afferent: Float64Array = new Float64Array(Math.ceil(HISTORY / BIN));
  #now = 0;

  add(mean: number, on: boolean, setPoint: number, gain: number): void {
    this.#bins.push(mean);
    if (this.#bins.length > SENSED) this.#bins.shift();
    const sensed = this.#bins.reduce((sum, bin) => sum + bin, 0) / this.#bins.length;
    this.#now = (this.#now + 1) % this.#afferent.length;
    this.#afferent[this.#now] = on ? gain * atan((sensed - setPoint) / gain) : 0;
  }

  through(weights: Float64Array): number {
    const length = this.#afferent.length;
    let sum = 0;
    for (let k = 0; k < weights.length; k++) {
      sum += weights[k]! * this.#afferent[(this.#now - k + length) % length]!;
    }
    return sum;
  }
}

/** A triangle of unit area from `start` over `peak` to `end` seconds, in bins back in time. */
function triangle(start: number, peak: number, end: number): Float64Array {
  const bins = Math.min(Math.ceil(end / BIN) + 1, Math.ceil(HISTORY / BIN));
  const weights = Float64Array.from({ length: bins }, (_, k) => {
    const t = (k + ADVANCE) * BIN;
    if (t <= start || t >= end) return 0;
    return t <= peak ? (t - start) / (peak - start) : (end - t) / (end - peak);
  });
  const area = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / area);
}
