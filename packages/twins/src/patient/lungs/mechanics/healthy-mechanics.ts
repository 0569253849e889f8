import type { MechanicsParameter } from './lung-mechanics.ts';

/** cmH2O: pressure around the lungs at the end of a quiet expiration. */
export const RESTING_PLEURAL = -5;
/** mL in lungs and airways at the end of a quiet expiration. */
export const FRC = 2400;

const R = { R_ml: 1.021e-3, R_lt: 0.3369e-3, R_tb: 0.3063e-3, R_bA: 0.0817e-3 } as const;
const C = { C_l: 1.27, C_tr: 2.38, C_b: 13.1, C_A: 200, C_cw: 244.5 } as const;
const V0 = { V0_l: 34.4, V0_tr: 6.63, V0_b: 18.7 } as const;

/** What differs from a healthy adult: factors on the resistance of all airways and on the compliance of lungs and chest wall, mL at rest. */
export interface MechanicsChange {
  readonly resistance?: number;
  readonly lungCompliance?: number;
  readonly chestCompliance?: number;
  readonly frc?: number;
}

/**
 * The mechanics of a healthy adult (Albanese et al. 2016, table 3), or of another: every airway's resistance times one factor, compliance of
 * alveoli with the bronchi among them, and of the chest wall, times theirs. Rest volumes are those at which lungs and chest hold `frc` at a pleural pressure of -5 cmH2O.
 *
 * @example
 * healthyMechanics().V0_A.toFixed(0); // '1263'
 */
export function healthyMechanics(change: MechanicsChange = {}): Readonly<Record<MechanicsParameter, number>> {
  const { resistance = 1, lungCompliance = 1, chestCompliance = 1, frc = FRC } = change;
  const C_A = C.C_A * lungCompliance;
  const C_b = C.C_b * lungCompliance;
  const C_cw = C.C_cw * chestCompliance;
  const stretch = -RESTING_PLEURAL;
  const airways = V0.V0_tr + C.C_tr * stretch + V0.V0_b + C_b * stretch;
  const inChest = frc - V0.V0_l;
  return {
    R_ml: R.R_ml * resistance,
    R_lt: R.R_lt * resistance,
    R_tb: R.R_tb * resistance,
    R_bA: R.R_bA * resistance,
    ...C,
    C_b,
    C_A,
    C_cw,
    ...V0,
    V0_A: inChest - airways - C_A * stretch,
    V0_cw: inChest + C_cw * stretch,
    driven: 0,
  };
}
