import { exp, log } from '@twinward/simulate';
import { type BloodContents, bloodContents } from '../blood/blood-contents.ts';
import { bloodPressures } from '../blood/blood-pressures.ts';
import { SPENCER } from '../blood/spencer.ts';
import { TO_BODY } from '../exchange/alveoli-terms.ts';
import { AIR, WATER_VAPOUR } from '../exchange/breath-equations.ts';
import { type ChemoreflexAtRest, chemoreflexAtRest } from '../exchange/chemoreflex-at-rest.ts';
import { TISSUES } from '../exchange/tissues.ts';
import { carry, QUOTIENT } from './carry.ts';
import { AT } from './columns.ts';
import type { Treatment } from './treatment.ts';
import { MemberMechanics } from './ventilate.ts';

/** mL/s of alveolar ventilation between which the one of rest is sought. */
const SOUGHT = { least: 3, most: 2000 } as const;
const HALVINGS = 36;
/** mmHg of oxygen below which alveoli are not followed. */
const LEAST_OXYGEN = 2;

/** Blood and alveoli when an alveolar ventilation lasts: Fick's principle and the alveolar gas equation. */
interface Steady {
  readonly alveolar: { readonly O2: number; readonly CO2: number };
  readonly arterial: Omit<BloodContents, 'saturation'>;
  readonly venous: Omit<BloodContents, 'saturation'>;
  readonly reflex: ChemoreflexAtRest;
}

/**
 * Puts a member where it would come to if nothing changed for hours: the alveolar ventilation at which what the chemoreceptors see makes
 * for that same ventilation, found by halving, and from it every gas in every place. Then it takes down what breath and blood come to.
 */
export function comeToRest(row: Float64Array, treatment: Treatment): void {
  const mechanics = new MemberMechanics(row, treatment);
  let [low, high] = [log(SOUGHT.least), log(SOUGHT.most)];
  let inspired: number = AIR.O2;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    const { reflex } = steady(row, treatment, exp(middle), inspired);
    const { fresh, inspired: next } = mechanics.ventilate(reflex.f_c + reflex.f_p, reflex.A_c + reflex.A_p);
    inspired = next;
    if (fresh > exp(middle)) low = middle;
    else high = middle;
  }
  const at = steady(row, treatment, exp(low), inspired);
  fill(row, treatment, at);
  carry(row, treatment, 1);
}

function steady(row: Float64Array, treatment: Treatment, fresh: number, inspired: number): Steady {
  const dry = treatment.barometric - WATER_VAPOUR;
  const K = TO_BODY / dry;
  const flow = (row[AT.output!]! * 1000) / 60;
  const made = (row[AT.production!]! * treatment.metabolism) / 60;
  const used = made / QUOTIENT;
  const alveolar = {
    O2: Math.max(LEAST_OXYGEN, (inspired - (K * used) / fresh) * dry),
    CO2: (AIR.CO2 + (K * made) / fresh) * dry,
  };
  const haemoglobin = row[AT.haemoglobin!]!;
  const capillary = bloodContents(alveolar.O2, alveolar.CO2, haemoglobin);
  const shunt = row[AT.shunt!]!;
  const mixed = shunt / (1 - shunt) / flow;
  const arterial = { O2: Math.max(1e-3, capillary.O2 - mixed * used), CO2: capillary.CO2 + mixed * made };
  const venous = { O2: Math.max(1e-3, arterial.O2 - used / flow), CO2: arterial.CO2 + made / flow };
  const { CO2: pCO2 } = bloodPressures(arterial.O2, arterial.CO2, haemoglobin);
  const saturation = (arterial.O2 * 15) / (SPENCER.O2.Csat * haemoglobin);
  const reflex = chemoreflexAtRest(pCO2, arterial.CO2, saturation, row[AT.drive!]!, row[AT.setPoint!]!);
  return { alveolar, arterial, venous, reflex };
}

function fill(row: Float64Array, treatment: Treatment, { alveolar, arterial, venous, reflex }: Steady): void {
  const dry = treatment.barometric - WATER_VAPOUR;
  const flow = (row[AT.output!]! * 1000) / 60;
  const made = (row[AT.production!]! * treatment.metabolism) / 60;
  const perTissue = { O2: -made / QUOTIENT, CO2: made } as const;
  for (const gas of ['O2', 'CO2'] as const) {
    row[AT[`F_${gas}_A`]!] = alveolar[gas] / dry;
    row[AT[`C_${gas}_pool_a`]!] = arterial[gas];
    row[AT[`C_${gas}_pool_v`]!] = venous[gas];
    for (const tissue of TISSUES) {
      const content = arterial[gas] + (tissue.uptake * perTissue[gas]) / (tissue.flow * flow);
      row[AT[`C_${gas}_${tissue.name}`]!] = Math.max(1e-3, content);
    }
  }
  for (const [name, value] of Object.entries(reflex)) row[AT[name]!] = value;
}
