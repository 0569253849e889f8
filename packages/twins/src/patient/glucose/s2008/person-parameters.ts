import { s2008Equations } from './equations.ts';
import type { S2008Parameter } from './parameters.ts';
import { AGE_GROUPS, TYPICAL } from './population.ts';
import { AT } from './twin-columns.ts';

/** Where the 13 states rest under basal insulin, in the order of the equations. */
export interface BasalState {
  readonly Gp: number;
  readonly Gt: number;
  readonly Ip: number;
  readonly Il: number;
  readonly Isc1: number;
  readonly Isc2: number;
}

/**
 * Writes a member's 31 parameters to `p` in the order of the equations, and returns the fasting steady state they imply.
 * Estimated parameters come from the row; the rest is typical of the age group; Ib, kp1 and Vm0 follow from the demand that
 * the programmed basal insulin holds glucose at Gb (Dalla Man, Rizza, Cobelli 2007, basal steady state):
 *
 *     Ip (m2 + m4 - m1 m2 / (m1 + m30)) = infusion,   Ib = Ip / Vi
 *     Gt = (Fsnc - EGPb + k1 Gb Vg) / k2,   Vm0 = (EGPb - Fsnc)(Km0 + Gt) / Gt,   kp1 = EGPb + kp2 Gb Vg + kp3 Ib
 */
export function personParameters(row: Float64Array, offset: number, p: Float64Array): BasalState {
  const typical = TYPICAL[AGE_GROUPS[row[offset + AT.group!]!] ?? 'adult'];
  const own = (name: string): number => row[offset + AT[name]!]!;
  const { EGPb, kp2, Fsnc, k1, k2, Km0, m1, m2, m4, m30, ka1, ka2, kd, Vi, Vg } = typical;
  const infusion = (own('basal') * 6000) / own('BW');
  const Isc1 = infusion / (ka1 + kd);
  const Isc2 = (kd * Isc1) / ka2;
  const Ip = infusion / (m2 + m4 - (m1 * m2) / (m1 + m30));
  const Il = (m2 * Ip) / (m1 + m30);
  const Ib = Ip / Vi;
  const Gp = own('Gb') * Vg;
  const Gt = (Fsnc - EGPb + k1 * Gp) / k2;
  const derived: Partial<Record<S2008Parameter, number>> = {
    Ib,
    Vm0: ((EGPb - Fsnc) * (Km0 + Gt)) / Gt,
    kp1: EGPb + kp2 * Gp + own('kp3') * Ib,
  };
  s2008Equations.parameters.forEach((name, i) => {
    p[i] = derived[name] ?? (name in AT ? own(name) : typical[name as keyof typeof typical]);
  });
  return { Gp, Gt, Ip, Il, Isc1, Isc2 };
}
