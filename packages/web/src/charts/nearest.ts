/** Index of the entry of a rising list nearest to a value; -1 for an empty list. */
export function nearestIndex(rising: readonly number[], value: number): number {
  if (rising.length === 0) return -1;
  let low = 0;
  let high = rising.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (rising[middle]! <= value) low = middle;
    else high = middle;
  }
  return Math.abs(rising[low]! - value) <= Math.abs(rising[high]! - value) ? low : high;
}
