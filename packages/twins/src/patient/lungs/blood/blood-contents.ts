import { pow } from '@twinward/simulate';
import { SPENCER, type SpencerGas } from './spencer.ts';

/** mL of gas (STPD) in one mL of blood. */
export interface BloodContents {
  readonly O2: number;
  readonly CO2: number;
  /** Share of the haemoglobin that carries oxygen, 0 to 1. */
  readonly saturation: number;
}

/**
 * What blood holds at partial pressures of oxygen and carbon dioxide, mmHg, both above 0. `haemoglobin` in g/dL scales the oxygen
 * carried, which is nearly all bound to it.
 *
 * @example
 * bloodContents(95, 40).saturation.toFixed(3); // '0.968'
 */
export function bloodContents(pO2: number, pCO2: number, haemoglobin = 15): BloodContents {
  const saturation = filled(SPENCER.O2, pO2, pCO2);
  return {
    O2: (SPENCER.O2.Csat * saturation * haemoglobin) / 15,
    CO2: SPENCER.CO2.Csat * filled(SPENCER.CO2, pCO2, pO2),
    saturation,
  };
}

function filled({ h, alpha, beta, K }: SpencerGas, own: number, other: number): number {
  const X = (own * (1 + beta * other)) / (K * (1 + alpha * other));
  const u = pow(X, 1 / h);
  return u / (1 + u);
}
