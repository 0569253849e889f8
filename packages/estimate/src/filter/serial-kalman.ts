import { type RandomSource, TwinwardError } from '@twinward/contract';
import type { EnsembleAnalysis } from './ensemble-analysis.ts';
import { type Localisation, taper } from './localisation.ts';
import type { ObservedEnsemble } from './observed-ensemble.ts';

const ORDER = 3;

/**
 * The serial ensemble square-root filter (Whitaker and Hamill 2002, MWR 130:1913-1924), one observation at a time in random order.
 * The prediction of an observation is moved to its conditional mean and variance, and everything else, the predictions still to come
 * included, by its regression on it: the adjustment form of Anderson 2003 (MWR 131:634-642), which is the same update. With a
 * `Localisation` regressions are tapered by distance, as in the local EAKF of Karspeck and Anderson 2007.
 */
export class SerialKalman implements EnsembleAnalysis {
  readonly #localisation: Localisation | null;
  #order = new Int32Array(0);
  #change = new Float64Array(0);
  #own = new Float64Array(0);

  constructor(localisation: Localisation | null = null) {
    this.#localisation = localisation;
  }

  /** Throws `observation.invalid` when a local filter is not told where the observations lie. */
  update(
    values: Float64Array,
    members: number,
    observed: ObservedEnsemble,
    random: RandomSource,
    cycle: number,
  ): void {
    const { count, anomalies, innovation } = observed;
    const size = values.length / members;
    const positions = this.#localisation === null ? null : positionsOf(observed);
    this.#shuffle(count, random, cycle);
    if (this.#change.length < members) {
      this.#change = new Float64Array(members);
      this.#own = new Float64Array(members);
    }
    const change = this.#change;
    const own = this.#own;
    const n1 = members - 1;
    for (let k = 0; k < count; k++) {
      const j = this.#order[k]!;
      let square = 0;
      for (let m = 0; m < members; m++) {
        own[m] = anomalies[m * count + j]!;
        square += own[m]! * own[m]!;
      }
      if (!(square > 0)) continue;
      // in units of the error sd: prior variance square / n1, error variance 1
      const shift = (innovation[j]! * square) / (square + n1);
      const shrink = Math.sqrt(n1 / (n1 + square)) - 1;
      for (let m = 0; m < members; m++) change[m] = shift + shrink * own[m]!;
      const from = positions === null ? 0 : positions[observed.present[j]!]!;
      for (let i = 0; i < size; i++) {
        const share =
          positions === null ? 1 : taper(this.#localisation!, this.#localisation!.positions[i]!, from);
        if (share === 0) continue;
        let cross = 0;
        for (let m = 0; m < members; m++) cross += own[m]! * values[m * size + i]!;
        const slope = (share * cross) / square;
        for (let m = 0; m < members; m++) {
          values[m * size + i] = values[m * size + i]! + slope * change[m]!;
        }
      }
      for (let later = k + 1; later < count; later++) {
        const l = this.#order[later]!;
        const to = positions === null ? 0 : positions[observed.present[l]!]!;
        const share = positions === null ? 1 : taper(this.#localisation!, to, from);
        if (share === 0) continue;
        let cross = 0;
        for (let m = 0; m < members; m++) cross += own[m]! * anomalies[m * count + l]!;
        const slope = (share * cross) / square;
        innovation[l] = innovation[l]! - slope * shift;
        for (let m = 0; m < members; m++) {
          anomalies[m * count + l] = anomalies[m * count + l]! + slope * shrink * own[m]!;
        }
      }
    }
  }

  #shuffle(count: number, random: RandomSource, cycle: number): void {
    if (this.#order.length < count) this.#order = new Int32Array(count);
    const order = this.#order;
    for (let k = 0; k < count; k++) order[k] = k;
    const draws = random.draws(0, ORDER, cycle);
    for (let k = count - 1; k > 0; k--) {
      const other = Math.floor(draws.uniform() * (k + 1));
      const held = order[k]!;
      order[k] = order[other]!;
      order[other] = held;
    }
  }
}

/** Where the observations of a set lie. */
export function positionsOf({ observations }: ObservedEnsemble): Float64Array {
  const positions = observations?.positions;
  if (positions !== undefined) return positions;
  throw new TwinwardError('observation.invalid', 'a local filter must know where observations were made', {
    field: 'positions',
    remedy: 'give the position of each observation, or use a filter without localisation',
  });
}
