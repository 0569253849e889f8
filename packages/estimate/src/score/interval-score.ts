/** A central prediction interval that holds the truth with probability `level` (0 to 1). */
export interface PredictionInterval {
  readonly level: number;
  readonly low: number;
  readonly high: number;
}

/** The share of truths inside their intervals, bounds included; NaN for none. */
export function coverage(intervals: readonly PredictionInterval[], truths: ArrayLike<number>): number {
  return intervals.filter((b, i) => b.low <= truths[i]! && truths[i]! <= b.high).length / intervals.length;
}

/** Width plus 2 / (1 - level) times the distance by which the truth is missed (Gneiting and Raftery 2007, eq. 43). */
export function intervalScore(interval: PredictionInterval, truth: number): number {
  const { level, low, high } = interval;
  const missed = Math.max(0, low - truth) + Math.max(0, truth - high);
  return high - low + (2 / (1 - level)) * missed;
}

/**
 * The weighted interval score of a median and K central intervals (Bracher et al. 2021, eq. 1), which approximates the CRPS:
 * (|y - median| / 2 + sum (1 - level_k) / 2 x intervalScore_k) / (K + 1/2).
 */
export function weightedIntervalScore(
  median: number,
  intervals: readonly PredictionInterval[],
  truth: number,
): number {
  const sum = intervals.reduce((s, b) => s + ((1 - b.level) / 2) * intervalScore(b, truth), 0);
  return (Math.abs(truth - median) / 2 + sum) / (intervals.length + 0.5);
}
