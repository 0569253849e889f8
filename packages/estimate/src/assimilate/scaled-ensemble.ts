import type { Belief, Column } from '@twinward/contract';
import { fromScale, toScale } from '../ensemble/column-scale.ts';
import { columnValues } from '../ensemble/column-values.ts';
import { covarianceOf, meanOf } from '../ensemble/moments.ts';

interface MovingColumn {
  readonly index: number;
  readonly column: Column;
  /** As they came, on the scale, and as they are now. */
  readonly origin: Float64Array;
  readonly z: Float64Array;
  readonly priorSd: number;
}

/** An equally weighted ensemble on the scales of its columns, while readings move it. */
export class ScaledEnsemble {
  readonly #prior: Belief;
  readonly #columns: readonly MovingColumn[];
  readonly #leastCorrelation: number | null;
  #belief: Belief | null;

  constructor(
    belief: Belief,
    columns: readonly Column[],
    moving: readonly number[],
    leastCorrelation: number | null = null,
  ) {
    this.#leastCorrelation = leastCorrelation;
    this.#prior = belief;
    this.#belief = belief;
    this.#columns = moving.map((index) => {
      const column = columns[index]!;
      const origin = toScale(column, columnValues(belief, index));
      const priorSd = Math.sqrt(covarianceOf(origin, origin, null));
      return { index, column, origin, z: origin.slice(), priorSd };
    });
  }

  /**
   * Moves every column by its regression on the predictions `h` [size], whose variance is given, for increments `dh` of them.
   *
   * A regression learnt from few members errs, and an ensemble moved by its own errors comes to believe them. So each member
   * moves by the slope that all others have (Houtekamer and Mitchell 1998, MWR 126:796-811, with as many groups as members:
   * the spread then carries the error of the slope), and every slope is damped by what of its correlation r is more than chance
   * among this many members: by the square of (r2 - (1 - r2) / (size - 2)) / r2, and to nothing where that is negative (the
   * correlation of Ezekiel's adjusted r2; sampling error correction as in Anderson 2012, MWR 140:2359-2371). Squared because it
   * is applied reading after reading: once leaves intervals too narrow (`verify calibration`). With a least correlation of c standard
   * errors the damping is 1 - c2 (1 - r2) / ((size - 2) r2) instead, once.
   */
  regress(h: Float64Array, variance: number, dh: Float64Array): void {
    this.#belief = null;
    const size = h.length;
    const meanH = meanOf(h, null);
    const own = size / (size - 1) / (size - 1); // what one member adds to a covariance, by its two distances
    for (const { z } of this.#columns) {
      const covariance = covarianceOf(z, h, null);
      const all = variance * covarianceOf(z, z, null);
      const damping = dampingOf(covariance * covariance, all, size, this.#leastCorrelation);
      if (damping === 0) continue;
      const meanZ = meanOf(z, null);
      for (let m = 0; m < size; m++) {
        const distance = h[m]! - meanH;
        const others = variance - own * distance * distance;
        if (!(others > 0)) continue; // all others agree: nothing to learn a slope from
        const slope = (covariance - own * (z[m]! - meanZ) * distance) / others;
        z[m] = z[m]! + damping * slope * dh[m]!;
      }
    }
  }

  /** Lets `move` change the moving columns [members x columns, by rows] in place, all at once. */
  together(move: (values: Float64Array) => void): void {
    this.#belief = null;
    const columns = this.#columns;
    const values = new Float64Array(this.#prior.size * columns.length);
    columns.forEach(({ z }, i) => {
      for (let m = 0; m < z.length; m++) values[m * columns.length + i] = z[m]!;
    });
    move(values);
    columns.forEach(({ z }, i) => {
      for (let m = 0; m < z.length; m++) z[m] = values[m * columns.length + i]!;
    });
  }

  /** Widens each column about its mean; see `ensembleKalman`. */
  giveBackSpread(inflation: number, relaxation: number): void {
    this.#belief = null;
    for (const { z, priorSd, column } of this.#columns) {
      const sd = Math.sqrt(covarianceOf(z, z, null));
      if (sd === 0 || sd >= priorSd) continue;
      const relaxed = column.role === 'parameter' ? sd + relaxation * (priorSd - sd) : sd;
      const factor = Math.min(priorSd, Math.max(inflation * sd, relaxed)) / sd;
      const mean = meanOf(z, null);
      for (let m = 0; m < z.length; m++) z[m] = mean + factor * (z[m]! - mean);
    }
  }

  /** The ensemble as a belief. A value that did not move keeps its bits. */
  belief(): Belief {
    this.#belief ??= this.#unscaled();
    return this.#belief;
  }

  #unscaled(): Belief {
    const { width } = this.#prior;
    const values = this.#prior.values.slice();
    for (const { index, column, origin, z } of this.#columns) {
      for (let m = 0; m < z.length; m++) {
        if (z[m] !== origin[m]) values[m * width + index] = fromScale(column, z[m]!);
      }
    }
    return { ...this.#prior, values };
  }
}

/** How much of a slope is kept, 0 to 1, whose squared correlation is explained / total. */
function dampingOf(explained: number, total: number, size: number, least: number | null): number {
  if (size < 4 || !(total > 0)) return size < 4 ? 1 : 0;
  const r2 = Math.min(1, explained / total);
  if (r2 === 0) return 0;
  const errors = least ?? 1;
  const beyond = Math.max(0, 1 - (errors * errors * (1 - r2)) / ((size - 2) * r2));
  return least === null ? beyond * beyond : beyond;
}
