import { type Equations, equations } from '@twinward/simulate';

/** Gas in the larynx, the trachea, the bronchi and the alveoli, mL. */
export type MechanicsState = 'V_l' | 'V_tr' | 'V_b' | 'V_A';

/** Resistances from the mouth inwards, compliances and rest volumes of the airways, the alveoli and the chest wall. */
export type MechanicsParameter =
  | `R_${'ml' | 'lt' | 'tb' | 'bA'}`
  | `C_${'l' | 'tr' | 'b' | 'A' | 'cw'}`
  | `V0_${'l' | 'tr' | 'b' | 'A' | 'cw'}`
  | 'driven';

/** Pressure of the muscles (negative when they draw in), pressure at the airway opening, and flow that a ventilator imposes. */
export type MechanicsInput = 'P_mus' | 'P_ao' | 'flow';

/** What is read off at every moment. */
export type MechanicsOutput = 'V_in' | 'V_in_A' | 'P_pl' | 'P_tr' | 'P_A' | 'P_opening';

/**
 * The mechanics of breathing of Albanese et al. 2016 (Am. J. Physiol. Heart Circ. Physiol. 310:H899-H921, equations A30 to A41): larynx,
 * trachea, bronchi and alveoli in series, all but the larynx within the chest wall. The states are volumes, so that gas is conserved
 * to rounding; pressures follow from them. Linear in states and inputs. `driven` is 1 while a ventilator sets the flow at the
 * mouth rather than the pressure there. cmH2O, mL, s.
 */
export const lungMechanics: Equations<MechanicsState, MechanicsParameter, MechanicsInput, MechanicsOutput> =
  equations({
    time: 's',
    states: { V_l: 'mL', V_tr: 'mL', V_b: 'mL', V_A: 'mL' },
    parameters: {
      R_ml: 'cm[H2O].s/mL',
      R_lt: 'cm[H2O].s/mL',
      R_tb: 'cm[H2O].s/mL',
      R_bA: 'cm[H2O].s/mL',
      C_l: 'mL/cm[H2O]',
      C_tr: 'mL/cm[H2O]',
      C_b: 'mL/cm[H2O]',
      C_A: 'mL/cm[H2O]',
      C_cw: 'mL/cm[H2O]',
      V0_l: 'mL',
      V0_tr: 'mL',
      V0_b: 'mL',
      V0_A: 'mL',
      V0_cw: 'mL',
      driven: '1',
    },
    inputs: { P_mus: 'cm[H2O]', P_ao: 'cm[H2O]', flow: 'mL/s' },
    where: {
      P_pl: 'P_mus + (V_tr + V_b + V_A - V0_cw) / C_cw',
      P_l: '(V_l - V0_l) / C_l',
      P_tr: 'P_pl + (V_tr - V0_tr) / C_tr',
      P_b: 'P_pl + (V_b - V0_b) / C_b',
      P_A: 'P_pl + (V_A - V0_A) / C_A',
      V_in: 'driven * flow + (1 - driven) * (P_ao - P_l) / R_ml',
      V_in_tr: '(P_l - P_tr) / R_lt',
      V_in_b: '(P_tr - P_b) / R_tb',
      V_in_A: '(P_b - P_A) / R_bA',
    },
    derivatives: {
      V_l: 'V_in - V_in_tr',
      V_tr: 'V_in_tr - V_in_b',
      V_b: 'V_in_b - V_in_A',
      V_A: 'V_in_A',
    },
    outputs: {
      V_in: { unit: 'mL/s', is: 'V_in' },
      V_in_A: { unit: 'mL/s', is: 'V_in_A' },
      P_pl: { unit: 'cm[H2O]', is: 'P_pl' },
      P_tr: { unit: 'cm[H2O]', is: 'P_tr' },
      P_A: { unit: 'cm[H2O]', is: 'P_A' },
      P_opening: { unit: 'cm[H2O]', is: 'P_l + R_ml * V_in' },
    },
  });
