import { exp } from '@twinward/simulate';

/** What the chemoreceptors add to breathing: central and peripheral, to the pull of the muscles (A, cmH2O) and to the rate (f, /min). */
export interface ChemoreflexAtRest {
  readonly A_c: number;
  readonly f_c: number;
  readonly A_p: number;
  readonly f_p: number;
}

/**
 * What `effectorDerivatives` come to when gases stay as they are: arterial carbon dioxide in mmHg and mL/mL, and saturation.
 *
 * @example
 * chemoreflexAtRest(50, 0.53, 0.97, 1, 40).A_c.toFixed(1); // '8.5'
 */
export function chemoreflexAtRest(
  pCO2: number,
  contentCO2: number,
  saturation: number,
  drive: number,
  setPoint: number,
): ChemoreflexAtRest {
  const byOxygen = 200 * (1 - exp(-(600 * (1 - saturation) + 10.18) / 200));
  const firing = 20 * (1 - exp(-Math.max(0, byOxygen * (contentCO2 - 0.36)) / 20)) - 3.7;
  const above = drive * (pCO2 - setPoint);
  return { A_c: 0.85 * above, f_c: 0.9 * above, A_p: 1.31 * firing, f_p: 0.8735 * firing };
}
