// Alveoli in equilibrium with the blood that passes them: how much gas moves their fractions, in the terms of the equations.
import { dissociationTerms, type Terms } from './dissociation-terms.ts';

/** mL of blood in the pulmonary capillaries: 108 mL without pressure and 5.8 mL/mmHg at 8 mmHg (Albanese et al. 2016, table 1). */
export const CAPILLARY_BLOOD = 155;
/** mL (body temperature, saturated) of a mL (STPD), times the dry pressure in mmHg: 760 x 310 / 273. */
export const TO_BODY = 863;

/** Pressures and contents that belong to the fractions `F_A`, and `K`, mL in the alveoli of a mL of gas in blood. */
export const alveolarTerms: Terms = {
  P_O2_A: 'F_O2_A * P_dry',
  P_CO2_A: 'F_CO2_A * P_dry',
  ...dissociationTerms('c', 'P_O2_A', 'P_CO2_A'),
  K: `${TO_BODY} {mm[Hg]} / P_dry`,
};

/** mL of each gas that alveoli (`V_perfused`) and capillary blood take up as either fraction rises. */
export const storageTerms: Terms = {
  stored: `K * P_dry * ${CAPILLARY_BLOOD} {mL}`,
  m_OO: 'V_perfused + stored * dC_O2_dO2_c',
  m_OC: 'stored * dC_O2_dCO2_c',
  m_CO: 'stored * dC_CO2_dO2_c',
  m_CC: 'V_perfused + stored * dC_CO2_dCO2_c',
  m: 'm_OO * m_CC - m_OC * m_CO',
};

/** What a gain `G` of each gas, mL/s, does to the fractions. */
export const alveolarDerivatives: Terms = {
  F_O2_A: '(m_CC * G_O2 - m_OC * G_CO2) / m',
  F_CO2_A: '(m_OO * G_CO2 - m_CO * G_O2) / m',
};
