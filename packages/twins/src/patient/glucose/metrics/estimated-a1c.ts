// The HbA1c that a mean glucose corresponds to.

/** Glucose management indicator, percent: GMI = 3.31 + 0.02392 mean (Bergenstal et al. 2018, Diabetes Care 41:2275). */
export function glucoseManagementIndicator(meanMgdl: number): number {
  return 3.31 + 0.02392 * meanMgdl;
}

/** Estimated HbA1c, percent: eA1c = (46.7 + mean) / 28.7 (Nathan et al. 2008, Diabetes Care 31:1473, ADAG). */
export function estimatedA1c(meanMgdl: number): number {
  return (46.7 + meanMgdl) / 28.7;
}
