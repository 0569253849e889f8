import type { ClosedLoopParameter, ClosedLoopState } from './closed-loop.ts';

/** Seconds of a beat of the published loop: 87 beats a minute. */
export const REFERENCE_PERIOD = 0.689655;

/** The parameters published with the closed loop (Regazzoni et al. 2022, table 3), SI. */
export const REFERENCE_HEART: Readonly<Record<ClosedLoopParameter, number>> = {
  Epass_LA: 2.0449931e7,
  Emax_LA: 2.666e7,
  Vrest_LA: 4e-6,
  Epass_LV: 1.2605372e7,
  Emax_LV: 3.33878537e8,
  Vrest_LV: 1.9763060505362944e-6,
  Epass_RA: 4.932281e6,
  Emax_RA: 7.999343e6,
  Vrest_RA: 4e-6,
  Epass_RV: 5.406837e6,
  Emax_RV: 6.5719659e7,
  Vrest_RV: 5.431634509432495e-5,
  Rmin_MV: 6.666e5,
  Rmin_AV: 6.666e5,
  Rmin_TV: 6.666e5,
  Rmin_PV: 6.666e5,
  Rmax_MV: 6.666e9,
  Rmax_AV: 6.666e9,
  Rmax_TV: 6.666e9,
  Rmax_PV: 6.666e9,
  S_MV: 0,
  S_AV: 0,
  S_TV: 0,
  S_PV: 0,
  R_AR_SYS: 9.0219259e7,
  C_AR_SYS: 6.93626e-9,
  L_AR_SYS: 6.66611e5,
  R_VEN_SYS: 8.506913e6,
  C_VEN_SYS: 4.5004e-7,
  L_VEN_SYS: 6.66611e4,
  R_AR_PUL: 4.266316e6,
  C_AR_PUL: 7.5006e-8,
  L_AR_PUL: 6.66611e4,
  R_VEN_PUL: 4.666283e6,
  C_VEN_PUL: 1.2001e-7,
  L_VEN_PUL: 6.66611e4,
  p_thorax: 0,
};

/** A moment just before atrial systole of the published loop, SI. */
export const REFERENCE_START: Readonly<Record<ClosedLoopState, number>> = {
  V_LA: 5.624441188959639e-5,
  V_LV: 8.1427597374389e-5,
  V_RA: 8.913584459023032e-5,
  V_RV: 1.18689646581396e-4,
  p_AR_SYS: 9926.031159725162,
  p_VEN_SYS: 1358.69469299566,
  p_AR_PUL: 2075.062641303878,
  p_VEN_PUL: 1744.2583185734634,
  Q_AR_SYS: 9.612211741415929e-5,
  Q_VEN_SYS: 1.10341405836555e-4,
  Q_AR_PUL: 7.93375172471186e-5,
  Q_VEN_PUL: 4.621258343525287e-5,
};
