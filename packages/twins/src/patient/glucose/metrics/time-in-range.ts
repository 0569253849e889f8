// Shares of readings in ranges of glucose (Battelino et al. 2019, Diabetes Care 42:1593).

function share(mgdl: Float64Array, within: (g: number) => boolean): number {
  let count = 0;
  for (const g of mgdl) if (within(g)) count++;
  return (100 * count) / mgdl.length;
}

/** Percent of readings from `low` to `high` mg/dL, both included. */
export function percentInRange(mgdl: Float64Array, low: number, high: number): number {
  return share(mgdl, (g) => g >= low && g <= high);
}

/** Percent of readings below a limit, mg/dL, the limit not included. */
export function percentBelow(mgdl: Float64Array, limit: number): number {
  return share(mgdl, (g) => g < limit);
}

/** Percent of readings above a limit, mg/dL, the limit not included. */
export function percentAbove(mgdl: Float64Array, limit: number): number {
  return share(mgdl, (g) => g > limit);
}
