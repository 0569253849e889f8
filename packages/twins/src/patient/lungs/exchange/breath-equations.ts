import { type Equations, equations } from '@twinward/simulate';
import { alveolarDerivatives, alveolarTerms, CAPILLARY_BLOOD, storageTerms } from './alveoli-terms.ts';
import {
  chemoreceptorTerms,
  EFFECTOR_STATES,
  effectorDerivatives,
  RECEPTOR_STATES,
  receptorDerivatives,
} from './chemoreflex-terms.ts';
import { pressureTerms } from './pressure-terms.ts';
import { GASES, TISSUE_STATES, tissueDerivatives, tissueTerms } from './tissue-terms.ts';

/** mmHg: vapour of water at 37 degrees. */
export const WATER_VAPOUR = 47;
/** Fractions of dry air (Albanese et al. 2016, table 4). */
export const AIR = { O2: 0.210379, CO2: 0.000421 } as const;

const INSPIRED = { O2: 'F_I', CO2: 'F_I_CO2' } as const;

/** Sums over time from which the balance of each gas is drawn, mL (STPD) or, of blood, seconds times mL/mL. */
const SUMS = {
  taken_O2: 'K_O2_mouth',
  taken_CO2: 'K_CO2_mouth',
  used_O2: 'used',
  made_CO2: 'made',
  left_O2: 'Ca_O2',
  left_CO2: 'Ca_CO2',
  returned_O2: 'Cv_O2',
  returned_CO2: 'Cv_CO2',
} as const;

/**
 * Exchange of gas breath by breath (Albanese et al. 2016, equations A42 to A84): airways mixed through and through, alveoli in equilibrium
 * with the blood that passes them, shunt, tissues and chemoreflex. Flow and volumes come from `lungMechanics`. Gas moves with
 * the flow at either end of the airways, whichever way it goes there. The states are amounts `n`, so that each gas is conserved to
 * rounding; the fraction `F_A` at which perfused alveoli and capillary blood hold theirs, n = V_A F + K Vpp C(F), is carried along by its own
 * derivative and put right by `fix` after each step. Added: a share `dead` of the alveoli that no blood passes (Riley and Cournand 1949), 0 in
 * the paper.
 */
export const breathEquations: Equations<string, string, string, string> = equations<
  string,
  string,
  string,
  string
>({
  time: 's',
  states: {
    ...Object.fromEntries(
      ['D', 'U', 'A'].flatMap((where) => GASES.map((gas) => [`n_${gas}_${where}`, 'mL'])),
    ),
    F_O2_A: '1',
    F_CO2_A: '1',
    ...Object.fromEntries(TISSUE_STATES.map((name) => [name, '1'])),
    ...RECEPTOR_STATES,
    ...EFFECTOR_STATES,
    ...Object.fromEntries(
      Object.keys(SUMS).map((name) => [
        name,
        name.startsWith('left') || name.startsWith('returned') ? 's' : 'mL',
      ]),
    ),
  },
  parameters: {
    shunt: '1',
    dead: '1',
    VO2: 'mL/s',
    RQ: '1',
    Hb: '1',
    drive: '1',
    set_point: 'mm[Hg]',
    P_dry: 'mm[Hg]',
    F_I: '1',
    F_I_CO2: '1',
  },
  inputs: {
    V_in: 'mL/s',
    V_in_A: 'mL/s',
    V_D: 'mL',
    V_A: 'mL',
    Q: 'mL/s',
    Cv_O2_in: '1',
    Cv_CO2_in: '1',
    Ca_O2_in: '1',
    Ca_CO2_in: '1',
    P_central: 'mm[Hg]',
    f_seen: '/s',
  },
  where: {
    ...alveolarTerms,
    ...Object.fromEntries(
      GASES.flatMap((gas) => [
        [`Ca_${gas}`, `(1 - shunt) * C_${gas}_c + shunt * Cv_${gas}_in`],
        [`F_${gas}_D`, `n_${gas}_D / V_D`],
        [`F_${gas}_U`, `n_${gas}_U / V_A`],
        [`F_${gas}_mouth`, `if(V_in > 0 {mL/s}, ${INSPIRED[gas]}, F_${gas}_D)`],
        [`F_${gas}_out`, `dead * F_${gas}_U + (1 - dead) * F_${gas}_A`],
        [`F_${gas}_deep`, `if(V_in_A > 0 {mL/s}, F_${gas}_D, F_${gas}_out)`],
        [`K_${gas}_mouth`, `V_in * F_${gas}_mouth / K`],
        [`to_blood_${gas}`, `K * (1 - shunt) * Q * (C_${gas}_c - Cv_${gas}_in)`],
        [`G_${gas}`, `(1 - dead) * max(V_in_A, 0 {mL/s}) * (F_${gas}_D - F_${gas}_A) - to_blood_${gas}`],
        [`off_${gas}`, `n_${gas}_A - V_perfused * F_${gas}_A - K * ${CAPILLARY_BLOOD} {mL} * C_${gas}_c`],
      ]),
    ),
    S_a: `Ca_O2 / (Hb * ${9 * 0.0227})`,
    ...pressureTerms('a', 'Ca_O2', 'Ca_CO2'),
    ...tissueTerms,
    ...chemoreceptorTerms,
    V_perfused: '(1 - dead) * V_A',
    ...storageTerms,
  },
  derivatives: {
    ...Object.fromEntries(
      GASES.flatMap((gas) => [
        [`n_${gas}_D`, `V_in * F_${gas}_mouth - V_in_A * F_${gas}_deep`],
        [`n_${gas}_U`, `V_in_A * if(V_in_A > 0 {mL/s}, F_${gas}_D, F_${gas}_U)`],
        [
          `n_${gas}_A`,
          `(1 - dead) * V_in_A * if(V_in_A > 0 {mL/s}, F_${gas}_D, F_${gas}_A) - to_blood_${gas}`,
        ],
      ]),
    ),
    ...alveolarDerivatives,
    ...tissueDerivatives,
    ...receptorDerivatives,
    ...effectorDerivatives,
    ...SUMS,
  },
  outputs: {
    P_O2_A: { unit: 'mm[Hg]', is: 'P_O2_A' },
    P_CO2_A: { unit: 'mm[Hg]', is: 'P_CO2_A' },
    Cpp_O2: { unit: '1', is: 'C_O2_c' },
    Cpp_CO2: { unit: '1', is: 'C_CO2_c' },
    Ca_O2: { unit: '1', is: 'Ca_O2' },
    Ca_CO2: { unit: '1', is: 'Ca_CO2' },
    Cv_O2: { unit: '1', is: 'Cv_O2' },
    Cv_CO2: { unit: '1', is: 'Cv_CO2' },
    P_O2_a: { unit: 'mm[Hg]', is: 'P_O2_a' },
    P_CO2_a: { unit: 'mm[Hg]', is: 'P_CO2_a' },
    S_a: { unit: '1', is: 'S_a' },
    f_ac: { unit: '/s', is: 'f_ac' },
    fix_O2: { unit: '1', is: '(m_CC * off_O2 - m_OC * off_CO2) / m' },
    fix_CO2: { unit: '1', is: '(m_OO * off_CO2 - m_CO * off_O2) / m' },
    F_O2_D: { unit: '1', is: 'F_O2_D' },
    F_CO2_D: { unit: '1', is: 'F_CO2_D' },
    mouth_CO2: { unit: 'mL/s', is: 'K_CO2_mouth' },
    uptake: { unit: 'mL/s', is: '(1 - shunt) * Q * (C_O2_c - Cv_O2_in)' },
  },
});
