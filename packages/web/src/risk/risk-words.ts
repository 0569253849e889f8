// Risks and years of life in words.

/** A probability in percent, with a decimal below 10. */
export function percent(share: number): string {
  const value = 100 * share;
  return `${value.toFixed(value < 9.95 ? 1 : 0)}\u00a0%`;
}

/** Years with one decimal. */
export function inYears(years: number): string {
  return `${years.toFixed(1)} years`;
}

/** A 95 % interval about a mean by its standard error, in words. */
export function within({ mean, error }: { readonly mean: number; readonly error: number }): string {
  return `${(mean - 1.96 * error).toFixed(1)} to ${(mean + 1.96 * error).toFixed(1)}`;
}
