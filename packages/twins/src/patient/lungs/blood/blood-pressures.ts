import { pow } from '@twinward/simulate';
import { SPENCER, type SpencerGas } from './spencer.ts';

/** Partial pressures in blood, mmHg. */
export interface BloodPressures {
  readonly O2: number;
  readonly CO2: number;
}

/** A content is kept this share away from none and from saturated. */
const EDGE = 1e-9;

/**
 * The partial pressures at which blood holds given contents, mL/mL: the inverse of `bloodContents`, in closed form. With r = K X of
 * each gas, P_CO2 is the positive root of (beta1 + beta2 alpha1 r1) P^2 + (1 + beta2 r1 - r2 (beta1 + alpha2 alpha1 r1)) P = r2 (1 + alpha2 r1).
 *
 * @example
 * bloodPressures(0.19777, 0.48547).CO2.toFixed(1); // '40.0'
 */
export function bloodPressures(contentO2: number, contentCO2: number, haemoglobin = 15): BloodPressures {
  const { O2, CO2 } = SPENCER;
  const r1 = O2.K * demand(O2, (contentO2 * 15) / haemoglobin);
  const r2 = CO2.K * demand(CO2, contentCO2);
  const a = O2.beta + CO2.beta * O2.alpha * r1;
  const b = 1 + CO2.beta * r1 - r2 * (O2.beta + CO2.alpha * O2.alpha * r1);
  const c = r2 * (1 + CO2.alpha * r1);
  const pCO2 = (2 * c) / (b + Math.sqrt(b * b + 4 * a * c));
  return { O2: (r1 * (1 + O2.alpha * pCO2)) / (1 + O2.beta * pCO2), CO2: pCO2 };
}

/** X of a content. */
function demand({ Csat, h }: SpencerGas, content: number): number {
  const share = Math.min(1 - EDGE, Math.max(EDGE, content / Csat));
  return pow(share / (1 - share), h);
}
