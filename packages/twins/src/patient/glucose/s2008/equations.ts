import { type Equations, equations } from '@twinward/simulate';
import type { S2008Parameter } from './parameters.ts';

/** The 13 states, in the order of the published state vector x1 to x13. */
export type S2008State =
  | 'Qsto1'
  | 'Qsto2'
  | 'Qgut'
  | 'Gp'
  | 'Gt'
  | 'Ip'
  | 'X'
  | 'I1'
  | 'Id'
  | 'Il'
  | 'Isc1'
  | 'Isc2'
  | 'Gs';

/** What drives the model, constant within each minute: carbohydrate eaten, insulin infused, the meal D, and what is unexplained. */
export type S2008Input = 'CHO' | 'insulin' | 'D' | 'flux';

/** What is read off: interstitial glucose, plasma glucose and plasma insulin. */
export type S2008Output = 'Gsub' | 'G' | 'I';

/**
 * The glucose-insulin system of type 1 diabetes, UVA/Padova simulator version S2008 (the one the FDA accepted in 2008; not
 * S2013: no glucagon, no dawn effect, no exercise). Dalla Man, Rizza, Cobelli 2007 (IEEE Trans. Biomed. Eng. 54:1740-1749,
 * meal model); Dalla Man, Camilleri, Cobelli 2006 (ibid. 53:2472-2478, gastric emptying); Kovatchev, Breton, Dalla Man,
 * Cobelli 2009 (J. Diabetes Sci. Technol. 3:44-55, the simulator). Time in minutes, glucose masses in mg/kg, insulin in
 * pmol/kg; the gut holds mg.
 *
 * As in the open implementation its 30 virtual patients come from (simglucose), Gp, Gt, Ip, Il, Isc1, Isc2 and Gs stop
 * changing should they ever be negative.
 */
export const s2008Equations: Equations<S2008State, S2008Parameter, S2008Input, S2008Output> = equations({
  time: 'min',
  states: {
    Qsto1: 'mg', // solid in the stomach
    Qsto2: 'mg', // ground, in the stomach
    Qgut: 'mg', // in the intestine
    Gp: 'mg/kg', // glucose in plasma and tissues that follow it at once
    Gt: 'mg/kg', // glucose in slowly equilibrating tissue
    Ip: 'pmol/kg', // insulin in plasma
    X: 'pmol/L', // insulin action on utilisation
    I1: 'pmol/L', // first delay of insulin action on the liver
    Id: 'pmol/L', // second delay
    Il: 'pmol/kg', // insulin in the liver
    Isc1: 'pmol/kg', // nonmonomeric insulin under the skin
    Isc2: 'pmol/kg', // monomeric insulin under the skin
    Gs: 'mg/kg', // glucose under the skin
  },
  parameters: {
    BW: 'kg',
    kmax: '/min',
    kmin: '/min',
    b: '1',
    d: '1',
    kabs: '/min',
    f: '1',
    kp1: 'mg/kg/min',
    kp2: '/min',
    kp3: 'mg/kg/min/(pmol/L)',
    Fsnc: 'mg/kg/min',
    ke1: '/min',
    ke2: 'mg/kg',
    k1: '/min',
    k2: '/min',
    Vm0: 'mg/kg/min',
    Vmx: 'mg/kg/min/(pmol/L)',
    Km0: 'mg/kg',
    m1: '/min',
    m2: '/min',
    m4: '/min',
    m30: '/min',
    ka1: '/min',
    ka2: '/min',
    kd: '/min',
    Vi: 'L/kg',
    p2u: '/min',
    ki: '/min',
    Ib: 'pmol/L',
    ksc: '/min',
    Vg: 'dL/kg',
  },
  inputs: {
    CHO: 'mg/min',
    insulin: '[iU]/min',
    D: 'mg', // stomach content when the meal began, and what has been eaten of it
    flux: 'mg/kg/min', // appearance (or loss) of glucose that nothing logged explains; 0 in the published model
  },
  where: {
    // gastric emptying slows between b and d of the meal D (2006, eq. 8)
    Qsto: 'Qsto1 + Qsto2',
    a: '5 / (2 * D * (1 - b))',
    c: '5 / (2 * D * d)',
    kempt: 'kmin + (kmax - kmin) / 2 * (tanh(a * (Qsto - b * D)) - tanh(c * (Qsto - d * D)) + 2)',
    kgut: 'if(D > 0, kempt, kmax)',
    Ra: 'f * kabs * Qgut / BW',
    // glucose
    EGP: 'max(kp1 - kp2 * Gp - kp3 * Id, 0)',
    E: 'ke1 * max(Gp - ke2, 0)',
    Uid: '(Vm0 + Vmx * X) * Gt / (Km0 + Gt)',
    // insulin
    I: 'Ip / Vi',
    infusion: 'insulin * 6000 {pmol/[iU]} / BW',
  },
  derivatives: {
    Qsto1: '-kmax * Qsto1 + CHO',
    Qsto2: 'kmax * Qsto1 - kgut * Qsto2',
    Qgut: 'kgut * Qsto2 - kabs * Qgut',
    Gp: 'if(Gp >= 0, EGP + Ra - Fsnc - E - k1 * Gp + k2 * Gt + flux, 0)',
    Gt: 'if(Gt >= 0, -Uid + k1 * Gp - k2 * Gt, 0)',
    Ip: 'if(Ip >= 0, -(m2 + m4) * Ip + m1 * Il + ka1 * Isc1 + ka2 * Isc2, 0)',
    X: '-p2u * X + p2u * (I - Ib)',
    I1: '-ki * (I1 - I)',
    Id: '-ki * (Id - I1)',
    Il: 'if(Il >= 0, -(m1 + m30) * Il + m2 * Ip, 0)',
    Isc1: 'if(Isc1 >= 0, infusion - (ka1 + kd) * Isc1, 0)',
    Isc2: 'if(Isc2 >= 0, kd * Isc1 - ka2 * Isc2, 0)',
    Gs: 'if(Gs >= 0, -ksc * Gs + ksc * Gp, 0)',
  },
  outputs: {
    Gsub: { unit: 'mg/dL', is: 'Gs / Vg' },
    G: { unit: 'mg/dL', is: 'Gp / Vg' },
    I: { unit: 'pmol/L', is: 'I' },
  },
});
