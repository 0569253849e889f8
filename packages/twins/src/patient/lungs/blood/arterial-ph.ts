import { pow } from '@twinward/simulate';

/** Carbonic acid at 37 degrees: pK, and mmol/L of dissolved gas per mmHg. */
const PK = 6.105;
const SOLUBILITY = 0.0307;
/** Siggaard-Andersen 1977 (Scand. J. Clin. Lab. Invest. 37 suppl. 146:15-20): base excess of blood with 15 g/dL of haemoglobin. */
const NORMAL_BICARBONATE = 24.4;
const BUFFER = { share: 0.93, slope: 14.83 } as const;

/**
 * pH of blood at a pressure of carbon dioxide, mmHg, and a base excess, mmol/L: the pH at which the equation of Henderson and
 * Hasselbalch and that of Van Slyke in Siggaard-Andersen's form, BE = 0.93 (HCO3 - 24.4 + 14.83 (pH - 7.4)), agree on bicarbonate.
 *
 * @example
 * arterialPh(40, 0).toFixed(2); // '7.40'
 */
export function arterialPh(pCO2: number, baseExcess: number): number {
  let pH = 7.4;
  for (let i = 0; i < 30; i++) {
    const bicarbonate = SOLUBILITY * pCO2 * pow(10, pH - PK);
    const off = BUFFER.share * (bicarbonate - NORMAL_BICARBONATE + BUFFER.slope * (pH - 7.4)) - baseExcess;
    const step = off / (BUFFER.share * (Math.LN10 * bicarbonate + BUFFER.slope));
    pH -= step;
    if (Math.abs(step) < 1e-12) break;
  }
  return pH;
}

/**
 * Bicarbonate, mmol/L, at a pressure of carbon dioxide, mmHg, and a pH.
 *
 * @example
 * bicarbonateAt(40, 7.4).toFixed(1); // '24.2'
 */
export function bicarbonateAt(pCO2: number, pH: number): number {
  return SOLUBILITY * pCO2 * pow(10, pH - PK);
}
