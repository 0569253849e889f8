/** One gas of the dissociation curves: content C = Csat X^(1/h) / (1 + X^(1/h)), X = P (1 + beta P') / (K (1 + alpha P')). */
export interface SpencerGas {
  /** mL of gas (STPD) per mL of blood. */
  readonly Csat: number;
  readonly h: number;
  /** /mmHg, of the pressure P' of the other gas: how it shifts the curve (Bohr, Haldane). */
  readonly alpha: number;
  readonly beta: number;
  /** mmHg. */
  readonly K: number;
}

/**
 * Dissociation of oxygen and carbon dioxide in blood with 15 g/dL of haemoglobin (Spencer, Firouztale, Mellins 1979, Ann. Biomed.
 * Eng. 7:59-66, with the constants of Albanese et al. 2016, table 4). Saturated contents are 9.0 and 86.11 mmol/L at 0.0227 mL/umol.
 */
export const SPENCER: { readonly O2: SpencerGas; readonly CO2: SpencerGas } = {
  O2: { Csat: 9 * 0.0227, h: 0.3836, alpha: 0.03198, beta: 0.008275, K: 14.99 },
  CO2: { Csat: 86.11 * 0.0227, h: 1.819, alpha: 0.05591, beta: 0.03255, K: 194.4 },
};
