// Level and spread of glucose: the mean, the standard deviation and their ratio.

/** Mean glucose, mg/dL. */
export function meanGlucose(mgdl: Float64Array): number {
  let sum = 0;
  for (const g of mgdl) sum += g;
  return sum / mgdl.length;
}

/** Standard deviation of glucose (n - 1 in the denominator), mg/dL. */
export function sdGlucose(mgdl: Float64Array): number {
  const mean = meanGlucose(mgdl);
  let squares = 0;
  for (const g of mgdl) squares += (g - mean) ** 2;
  return Math.sqrt(squares / (mgdl.length - 1));
}

/** Coefficient of variation, percent; above 36 glucose is called unstable (Monnier et al. 2017, Diabetes Care 40:832). */
export function cvGlucose(mgdl: Float64Array): number {
  return (100 * sdGlucose(mgdl)) / meanGlucose(mgdl);
}
