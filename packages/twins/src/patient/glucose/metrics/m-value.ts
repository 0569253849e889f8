// The M-value (Schlichtkrull et al. 1965, Acta Med Scand 177:95): how far glucose strays from an ideal, on a logarithmic scale.

/** Mean of 1000 |log10(G / r)|^3, with r the ideal glucose in mg/dL. */
export function mValue(mgdl: Float64Array, ideal = 90): number {
  let sum = 0;
  for (const g of mgdl) sum += 1000 * Math.abs(Math.log10(g / ideal)) ** 3;
  return sum / mgdl.length;
}
