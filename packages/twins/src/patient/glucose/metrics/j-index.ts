// The J-index (Wojcicki 1995, Horm Metab Res 27:41): level and spread of glucose in one number.

/** J = 0.001 (mean + sd)^2, both in mg/dL; 10 to 20 in good control, above 40 in poor. */
export function jIndex(meanMgdl: number, sdMgdl: number): number {
  return 0.001 * (meanMgdl + sdMgdl) ** 2;
}
