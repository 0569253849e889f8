import { SPENCER, type SpencerGas } from '../blood/spencer.ts';

/** Auxiliary quantities of a system of equations, by name. */
export type Terms = Readonly<Record<string, string>>;

const demand = ({ alpha, beta, K }: SpencerGas, own: string, other: string): string =>
  `${own} * (1 + ${beta} {/mm[Hg]} * ${other}) / (${K} {mm[Hg]} * (1 + ${alpha} {/mm[Hg]} * ${other}))`;

/**
 * The dissociation curves as terms of equations: contents `C_O2_TAG` and `C_CO2_TAG` of blood, mL/mL, at the pressures named, and their four
 * slopes `dC_O2_dO2_TAG` and so on, /mmHg. `Hb` is a parameter: haemoglobin over 15 g/dL.
 */
export function dissociationTerms(tag: string, pO2: string, pCO2: string): Terms {
  const terms: Record<string, string> = {};
  const gases = [
    ['O2', SPENCER.O2, pO2, pCO2, 'Hb * '],
    ['CO2', SPENCER.CO2, pCO2, pO2, ''],
  ] as const;
  for (const [gas, spencer, own, other, carried] of gases) {
    const { Csat, h, alpha, beta, K } = spencer;
    const [X, u] = [`X_${gas}_${tag}`, `u_${gas}_${tag}`];
    const otherGas = gas === 'O2' ? 'CO2' : 'O2';
    terms[X] = demand(spencer, own, other);
    terms[u] = `${X}^(1 / ${h})`;
    terms[`C_${gas}_${tag}`] = `${carried}${Csat} * ${u} / (1 + ${u})`;
    terms[`slope_${gas}_${tag}`] = `${carried}${Csat} / ${h} * ${u} / (${X} * (1 + ${u})^2)`;
    terms[`dC_${gas}_d${gas}_${tag}`] = `slope_${gas}_${tag} * ${X} / ${own}`;
    terms[`dC_${gas}_d${otherGas}_${tag}`] =
      `slope_${gas}_${tag} * ${own} * ${beta - alpha} {/mm[Hg]} / (${K} {mm[Hg]} * (1 + ${alpha} {/mm[Hg]} * ${other})^2)`;
  }
  return terms;
}
