import { SPENCER } from '../blood/spencer.ts';
import type { Terms } from './dissociation-terms.ts';

const EDGE = '1e-9';

/**
 * Partial pressures `P_O2_TAG` and `P_CO2_TAG`, mmHg, of blood with the contents named, mL/mL: the dissociation curves turned round in closed
 * form (`bloodPressures`). `Hb` is a parameter: haemoglobin over 15 g/dL.
 */
export function pressureTerms(tag: string, contentO2: string, contentCO2: string): Terms {
  const { O2, CO2 } = SPENCER;
  const share = (content: string): string => `max(${EDGE}, min(1 - ${EDGE}, ${content}))`;
  const per = '{/mm[Hg]}';
  return {
    [`s_O2_${tag}`]: share(`${contentO2} / (Hb * ${O2.Csat})`),
    [`s_CO2_${tag}`]: share(`${contentCO2} / ${CO2.Csat}`),
    [`r1_${tag}`]: `${O2.K} {mm[Hg]} * (s_O2_${tag} / (1 - s_O2_${tag}))^${O2.h}`,
    [`r2_${tag}`]: `${CO2.K} {mm[Hg]} * (s_CO2_${tag} / (1 - s_CO2_${tag}))^${CO2.h}`,
    [`qa_${tag}`]: `${O2.beta} ${per} + ${CO2.beta} ${per} * ${O2.alpha} ${per} * r1_${tag}`,
    [`qb_${tag}`]: `1 + ${CO2.beta} ${per} * r1_${tag} - r2_${tag} * (${O2.beta} ${per} + ${CO2.alpha} ${per} * ${O2.alpha} ${per} * r1_${tag})`,
    [`qc_${tag}`]: `r2_${tag} * (1 + ${CO2.alpha} ${per} * r1_${tag})`,
    [`P_CO2_${tag}`]: `2 * qc_${tag} / (qb_${tag} + sqrt(qb_${tag}^2 + 4 * qa_${tag} * qc_${tag}))`,
    [`P_O2_${tag}`]: `r1_${tag} * (1 + ${O2.alpha} ${per} * P_CO2_${tag}) / (1 + ${O2.beta} ${per} * P_CO2_${tag})`,
  };
}
