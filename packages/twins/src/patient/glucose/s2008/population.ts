import type { S2008Parameter } from './parameters.ts';

/** Age groups of the virtual population: children under 13, adolescents under 18, adults. */
export type AgeGroup = 'adult' | 'adolescent' | 'child';

/** The groups in the order in which a belief's `group` column counts them. */
export const AGE_GROUPS: readonly AgeGroup[] = ['adult', 'adolescent', 'child'];

/** Parameters that a twin keeps at its group's typical value, and basal glucose production EGPb. */
export type TypicalParameter =
  | Exclude<S2008Parameter, 'BW' | 'kp1' | 'Vm0' | 'Ib' | 'Vmx' | 'kp3' | 'kabs' | 'kmax' | 'p2u' | 'ki'>
  | 'EGPb';

/**
 * Geometric means over the ten virtual patients of each group of the UVA/Padova S2008 population as simglucose publishes it
 * (`data/glucose/vpatient_params.csv`), for the parameters that are not estimated. EGPb in mg/kg/min; all
 * others in the units of the equations.
 */
export const TYPICAL: Readonly<Record<AgeGroup, Readonly<Record<TypicalParameter, number>>>> = {
  adult: {
    EGPb: 2.488,
    kmin: 0.006491,
    b: 0.7773,
    d: 0.1677,
    f: 0.9,
    kp2: 0.003877,
    Fsnc: 1,
    ke1: 0.0005,
    ke2: 339,
    k1: 0.06006,
    k2: 0.1198,
    Km0: 235.7,
    m1: 0.1892,
    m2: 0.267,
    m4: 0.1068,
    m30: 0.2839,
    ka1: 0.003278,
    ka2: 0.01526,
    kd: 0.01582,
    Vi: 0.05089,
    ksc: 0.09211,
    Vg: 1.843,
  },
  adolescent: {
    EGPb: 3.121,
    kmin: 0.009589,
    b: 0.7546,
    d: 0.1764,
    f: 0.9,
    kp2: 0.006502,
    Fsnc: 1,
    ke1: 0.0005,
    ke2: 339,
    k1: 0.06394,
    k2: 0.1161,
    Km0: 230.9,
    m1: 0.1704,
    m2: 0.3091,
    m4: 0.1236,
    m30: 0.2556,
    ka1: 0.003575,
    ka2: 0.01647,
    kd: 0.01638,
    Vi: 0.04983,
    ksc: 0.08238,
    Vg: 1.839,
  },
  child: {
    EGPb: 2.906,
    kmin: 0.01019,
    b: 0.7524,
    d: 0.1352,
    f: 0.9,
    kp2: 0.003987,
    Fsnc: 1,
    ke1: 0.0005,
    ke2: 339,
    k1: 0.06517,
    k2: 0.09856,
    Km0: 227.6,
    m1: 0.218,
    m2: 0.1954,
    m4: 0.07817,
    m30: 0.327,
    ka1: 0.003922,
    ka2: 0.0183,
    kd: 0.01625,
    Vi: 0.05464,
    ksc: 0.08727,
    Vg: 1.858,
  },
};

/** A parameter's spread over the virtual population: geometric mean and standard deviation of the logarithm. */
export interface PopulationSpread {
  readonly median: number;
  readonly logSd: number;
}

/** The estimated parameters' spread by group, from the same table; Gb's is widened to what is seen outside the simulator. */
export const SPREAD: Readonly<
  Record<AgeGroup, Readonly<Record<'Gb' | 'Vmx' | 'kp3' | 'kabs' | 'kmax' | 'p2u' | 'ki', PopulationSpread>>>
> = {
  adult: {
    Gb: { median: 142.6, logSd: 0.15 },
    Vmx: { median: 0.04582, logSd: 0.6 },
    kp3: { median: 0.008431, logSd: 0.49 },
    kabs: { median: 0.134, logSd: 1.05 },
    kmax: { median: 0.03708, logSd: 0.32 },
    p2u: { median: 0.03223, logSd: 0.34 },
    ki: { median: 0.007475, logSd: 0.54 },
  },
  adolescent: {
    Gb: { median: 143.7, logSd: 0.15 },
    Vmx: { median: 0.05392, logSd: 0.25 },
    kp3: { median: 0.01118, logSd: 0.6 },
    kabs: { median: 0.128, logSd: 1.24 },
    kmax: { median: 0.03273, logSd: 0.45 },
    p2u: { median: 0.03258, logSd: 0.38 },
    ki: { median: 0.01034, logSd: 0.59 },
  },
  child: {
    Gb: { median: 138.9, logSd: 0.15 },
    Vmx: { median: 0.09311, logSd: 0.32 },
    kp3: { median: 0.01029, logSd: 0.43 },
    kabs: { median: 0.1451, logSd: 0.83 },
    kmax: { median: 0.03968, logSd: 0.55 },
    p2u: { median: 0.05014, logSd: 0.3 },
    ki: { median: 0.007949, logSd: 0.43 },
  },
};
