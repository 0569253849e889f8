import { type ErrorModel, type Measurement, readsWholeNumbers } from '@twinward/contract';
import { log, logFactorial } from '@twinward/simulate';
import { logNegativeBinomial } from '../distribution/negative-binomial.ts';
import { logNormalDensity, logNormalTail } from '../distribution/normal-tail.ts';
import { readingAbout } from './reading.ts';

/** The mean of a count below this cannot be told from nothing; it keeps one unlikely count from ruling a member out for ever. */
const LEAST_MEAN = 1e-6;

/**
 * Natural logarithm of how likely a measurement is if a member's noise-free prediction is true: a density for normal errors, a
 * probability for counts, levels and censored values. -Infinity where it is impossible, NaN never for finite arguments.
 */
export function logLikelihood(error: ErrorModel, prediction: number, measurement: Measurement): number {
  const { value, censored } = measurement;
  const normal = !readsWholeNumbers(error);
  const reading = readingAbout(error, prediction);
  if (normal && reading.variance > 0) {
    if (censored === null) return logNormalDensity(value, prediction, reading.variance);
    const beyond = (value - prediction) / Math.sqrt(reading.variance);
    return logNormalTail(censored === 'below' ? -beyond : beyond);
  }
  if (error.kind === 'count' && censored === null) {
    const mean = Math.max(LEAST_MEAN, prediction);
    const count = Math.round(value);
    return count < 0 ? Number.NEGATIVE_INFINITY : count * log(mean) - mean - logFactorial(count);
  }
  if (error.kind === 'negative-binomial' && censored === null) {
    return logNegativeBinomial(value, Math.max(LEAST_MEAN, prediction), error.size);
  }
  const { below, upTo } = reading.cumulative(value);
  return log(censored === 'below' ? below : censored === 'above' ? 1 - upTo : upTo - below);
}
