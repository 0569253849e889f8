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
  #belief: Belief | null;

  constructor(belief: Belief, columns: readonly Column[], moving: readonly number[]) {
    this.#prior = belief;
    this.#belief = belief;
    this.#columns = moving.map((index) => {
      const column = columns[index]!;
      const origin = toScale(column, columnValues(belief, index));
      const priorSd = Math.sqrt(covarianceOf(origin, origin, null));
      return { index, column, origin, z: origin.slice(), priorSd };
    });
  }

  /** Moves every column by its regression on the predictions `h` [size], whose variance is given, for increments `dh` of them. */
  regress(h: Float64Array, variance: number, dh: Float64Array): void {
    this.#belief = null;
    for (const { z } of this.#columns) {
      const slope = covarianceOf(z, h, null) / variance;
      for (let m = 0; m < z.length; m++) z[m] = z[m]! + slope * dh[m]!;
    }
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
