/** Where the warm-up of a series ends. */
export interface WarmUpEnd {
  /** Observations to leave out. */
  readonly cut: number;
  /** Whether it lies in the first half: otherwise the series is too short to tell. */
  readonly found: boolean;
}

/**
 * The truncation that minimises the standard error of what is left, by batches of five (MSER-5: White, Cobb and Spratt 2000,
 * Proc. Winter Simulation Conf. 755-760): d* = argmin sum over i > d of (Y_i - mean)^2 / (n - d)^2, refused beyond n / 2.
 *
 * @example
 * warmUpEnd(Array.from({ length: 500 }, (_, i) => (i < 50 ? 10 - i / 5 : (i * 7) % 3))).cut; // 50
 */
export function warmUpEnd(series: readonly number[], batch = 5): WarmUpEnd {
  const n = Math.floor(series.length / batch);
  const means = Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < batch; k++) sum += series[i * batch + k]!;
    return sum / batch;
  });
  let [sum, squares] = [0, 0];
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let d = n - 1; d >= 0; d--) {
    sum += means[d]!;
    squares += means[d]! * means[d]!;
    const left = n - d;
    if (left < 5) continue;
    const statistic = (squares - (sum * sum) / left) / (left * left);
    if (statistic <= least) [best, least] = [d, statistic];
  }
  return { cut: best * batch, found: best <= n / 2 };
}

/** The mean over replications, smoothed by a moving average of `2 window + 1` (Welch 1983): the curve whose bend is read. */
export function welchAverage(
  replications: readonly (readonly number[])[],
  window: number,
): readonly number[] {
  const length = Math.min(...replications.map((series) => series.length));
  const mean = Array.from(
    { length },
    (_, i) => replications.reduce((sum, series) => sum + series[i]!, 0) / replications.length,
  );
  return Array.from({ length: length - window }, (_, i) => {
    const reach = Math.min(window, i);
    let sum = 0;
    for (let k = i - reach; k <= i + reach; k++) sum += mean[k]!;
    return sum / (2 * reach + 1);
  });
}
