// GRADE, the glycaemic risk assessment diabetes equation (Hill et al. 2007, Diabet Med 24:753): the risk that fifty clinicians saw in a
// glucose value.

/** Mean of min(50, 425 (log10(log10(G / 18)) + 0.16)^2), G in mg/dL; below 5 is usual without diabetes. */
export function gradeScore(mgdl: Float64Array): number {
  let sum = 0;
  for (const g of mgdl) sum += gradeOf(g);
  return sum / mgdl.length;
}

/** At and below 18 mg/dL the formula has no value; the score there is its ceiling. */
function gradeOf(g: number): number {
  return g <= 18 ? 50 : Math.min(50, 425 * (Math.log10(Math.log10(g / 18)) + 0.16) ** 2);
}
