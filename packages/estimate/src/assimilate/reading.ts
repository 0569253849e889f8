import { type Draws, type ErrorModel, TwinwardError } from '@twinward/contract';
import { exp, log } from '@twinward/simulate';
import { gammaTail } from '../distribution/gamma-tail.ts';
import { negativeBinomialBelow, negativeBinomialQuantile } from '../distribution/negative-binomial.ts';
import { normalCumulative } from '../distribution/normal-tail.ts';
import { poissonQuantile } from '../distribution/poisson-quantile.ts';

/** What an instrument reads, given one member's noise-free prediction: the error models of the contract as distributions. */
export interface ReadingDistribution {
  readonly mean: number;
  readonly variance: number;
  /** P(reading < value) and P(reading <= value); they differ where readings are whole numbers. */
  cumulative(value: number): { readonly below: number; readonly upTo: number };
  draw(draws: Draws): number;
}

/** The distribution of the reading about a prediction, both in the observable's unit. */
export function readingAbout(error: ErrorModel, prediction: number): ReadingDistribution {
  switch (error.kind) {
    case 'additive':
      return normalReading(prediction, error.sd * error.sd);
    case 'combined':
      return normalReading(prediction, error.sd * error.sd + square(error.cv * prediction));
    case 'sum':
      return normalReading(prediction, square(error.sd + error.cv * Math.abs(prediction)));
    case 'count':
      return countReading(Math.max(0, prediction));
    case 'negative-binomial':
      return scatteredCountReading(Math.max(0, prediction), error.size);
    case 'ordinal':
      return ordinalReading(prediction, error.thresholds);
  }
}

function normalReading(mean: number, variance: number): ReadingDistribution {
  const sd = Math.sqrt(variance);
  return {
    mean,
    variance,
    cumulative(value) {
      if (sd === 0) return { below: mean < value ? 1 : 0, upTo: mean <= value ? 1 : 0 };
      const p = normalCumulative((value - mean) / sd);
      return { below: p, upTo: p };
    },
    draw: (draws) => mean + sd * draws.normal(),
  };
}

function countReading(mean: number): ReadingDistribution {
  const upTo = (value: number) => (value < 0 ? 0 : gammaTail(Math.floor(value) + 1, mean));
  return {
    mean,
    variance: mean,
    cumulative: (value) => ({ below: upTo(Math.ceil(value) - 1), upTo: upTo(value) }),
    draw: (draws) => poissonQuantile(mean, draws.uniform()),
  };
}

function scatteredCountReading(mean: number, size: number): ReadingDistribution {
  if (!(size > 0)) {
    throw new TwinwardError('observation.invalid', `the error model of a count has size ${size}`, {
      field: 'error.size',
      remedy: 'give a size above 0; for a Poisson count the error model is count',
    });
  }
  return {
    mean,
    variance: mean + (mean * mean) / size,
    cumulative: (value) => ({
      below: negativeBinomialBelow(Math.ceil(value), mean, size),
      upTo: negativeBinomialBelow(Math.floor(value) + 1, mean, size),
    }),
    draw: (draws) => negativeBinomialQuantile(mean, size, draws.uniform()),
  };
}

function ordinalReading(prediction: number, thresholds: readonly number[]): ReadingDistribution {
  // P(level > k) = P(prediction + logistic noise > thresholds[k])
  const above = thresholds.map((t) => 1 / (1 + exp(Math.min(700, t - prediction))));
  const mean = above.reduce((sum, p) => sum + p, 0);
  const square = above.reduce((sum, p, k) => sum + (2 * k + 1) * p, 0);
  const upTo = (level: number) => (level < 0 ? 0 : 1 - (above[Math.floor(level)] ?? 0));
  return {
    mean,
    variance: square - mean * mean,
    cumulative: (level) => ({ below: upTo(Math.ceil(level) - 1), upTo: upTo(level) }),
    draw(draws) {
      const u = draws.uniform();
      const felt = prediction + log(u / (1 - u));
      return thresholds.filter((t) => t < felt).length;
    },
  };
}

/** x times x; the `**` operator does not promise the same bits everywhere. */
function square(x: number): number {
  return x * x;
}
