/** Density of blood, kg/m3. */
const DENSITY = 1060;
const CM2 = 1e-4;
/** Resistance of a valve that is tight, Pa.s/m3 (Regazzoni et al. 2022). */
const TIGHT = 6.666e9;
/** What usually drives a leak, Pa: the systolic difference across the mitral valve, the diastolic one across the aortic. */
const DRIVING = { MV: 12_000, AV: 8_000 } as const;

/**
 * The orifice term S of a valve narrowed to an effective area, Pa.s2/m6: dp = rho/2 (Q/EOA)^2 (Bernoulli).
 *
 * @param area effective orifice area, cm2, above 0
 * @example
 * stenosis(1) * (300e-6) ** 2 / 133.322; // 35.778
 */
export function stenosis(area: number): number {
  return DENSITY / (2 * (area * CM2) ** 2);
}

/**
 * The resistance of a valve that should be shut and leaks through an effective regurgitant orifice, Pa.s/m3: that of the orifice at the
 * pressure that usually drives the leak, R = sqrt(rho dp / 2) / ERO.
 *
 * @param area effective regurgitant orifice area, cm2; 0 is a tight valve
 */
export function regurgitation(valve: 'MV' | 'AV', area: number): number {
  return area > 0 ? Math.min(TIGHT, Math.sqrt((DENSITY * DRIVING[valve]) / 2) / (area * CM2)) : TIGHT;
}
