// The seventeen equations of UKPDS-OM2. Hayes et al. 2013, Diabetologia 56:1925-1933, electronic supplementary tables 4 to 6.
import type { Om2Equation } from './om2-equation.ts';

/** The name of an equation: complications, first (F) or second (S) where there are two, and deaths. */
export type Om2EquationName =
  | 'CHF'
  | 'IHD'
  | 'FMIMALE'
  | 'FMIFEMALE'
  | 'SMI'
  | 'FSTROKE'
  | 'SSTROKE'
  | 'BLIND'
  | 'ULCER'
  | 'FAMPNOULCER'
  | 'FAMPULCER'
  | 'SAMP'
  | 'RENALF'
  | 'DEATHNOHIST'
  | 'DEATH1YEVENT'
  | 'DEATHHISTNOEVENT'
  | 'DEATHYSEVENT';

/** The equations by the names of the supplement; 1YEVENT: a first event this year, YEVENT: an event after earlier ones. */
export const OM2_EQUATIONS: Readonly<Record<Om2EquationName, Om2Equation>> = {
  CHF: {
    form: 'weibull',
    lambda: -12.332,
    shape: 1.514,
    weights: {
      'AGE.DIAG': 0.068,
      ATFIB: 1.562,
      BMI: 0.072,
      eGFR60less: -0.22,
      LDL: 0.012,
      MMALB: 0.771,
      PVD: 0.479,
      'AMP.HIST': 0.658,
      'ULCER.HIST': 0.654,
    },
  },
  IHD: {
    form: 'weibull',
    lambda: -6.709,
    shape: 1.276,
    weights: {
      'AGE.DIAG': 0.016,
      FEMALE: -0.532,
      eGFR: -0.053,
      HDL: -0.065,
      LDL: 0.023,
      PVD: 0.486,
      SBP: 0.058,
      'AMP.HIST': 0.526,
      'CHF.HIST': 0.824,
    },
  },
  FMIMALE: {
    form: 'weibull',
    lambda: -8.791,
    shape: 1.0,
    weights: {
      AFRO: -0.83,
      'AGE.DIAG': 0.045,
      INDIAN: 0.279,
      HbA1c: 0.108,
      HDL: -0.049,
      LDL: 0.023,
      MMALB: 0.203,
      PVD: 0.34,
      SBP: 0.046,
      SMOKER: 0.277,
      WBC: 0.026,
      'AMP.HIST': 0.743,
      'CHF.HIST': 0.814,
      'IHD.HIST': 0.846,
      'STROKE.HIST': 0.448,
    },
  },
  FMIFEMALE: {
    form: 'weibull',
    lambda: -8.708,
    shape: 1.376,
    weights: {
      AFRO: -1.684,
      'AGE.DIAG': 0.041,
      eGFR60less: -0.28,
      HbA1c: 0.078,
      LDL35more: 0.035,
      MMALB: 0.277,
      PVD: 0.469,
      SBP: 0.056,
      SMOKER: 0.344,
      WBC: 0.07,
      'CHF.HIST': 0.853,
      'IHD.HIST': 0.876,
    },
  },
  SMI: {
    form: 'weibull',
    lambda: -4.179,
    shape: 1.0,
    weights: {
      LDL: 0.021,
      MMALB: 0.344,
    },
  },
  FSTROKE: {
    form: 'weibull',
    lambda: -13.053,
    shape: 1.466,
    weights: {
      'AGE.DIAG': 0.066,
      FEMALE: -0.42,
      ATFIB: 1.476,
      eGFR60less: -0.19,
      HbA1c: 0.092,
      LDL: 0.016,
      MMALB: 0.42,
      SBP: 0.17,
      SMOKER: 0.331,
      WBC: 0.04,
      'AMP.HIST': 1.09,
      'IHD.HIST': 0.481,
    },
  },
  SSTROKE: {
    form: 'weibull',
    lambda: -9.431,
    shape: 1.956,
    weights: {
      'AGE.DIAG': 0.046,
      MMALB: 0.537,
      SMOKER: 0.656,
    },
  },
  BLIND: {
    form: 'weibull',
    lambda: -11.607,
    shape: 1.0,
    weights: {
      'AGE.DIAG': 0.047,
      HbA1c: 0.171,
      'HEART.R': 0.08,
      SBP: 0.068,
      WBC: 0.052,
      'CHF.HIST': 0.841,
      'IHD.HIST': 0.61,
    },
  },
  ULCER: {
    form: 'logistic',
    lambda: -11.295,
    weights: {
      'AGE.DIAG': 0.043,
      FEMALE: -0.962,
      BMI: 0.053,
      HbA1c: 0.16,
      PVD: 0.968,
    },
  },
  FAMPNOULCER: {
    form: 'weibull',
    lambda: -14.844,
    shape: 2.067,
    weights: {
      'AGE.DIAG': 0.023,
      FEMALE: -0.445,
      ATFIB: 1.088,
      HbA1c: 0.248,
      HDL: -0.059,
      'HEART.R': 0.098,
      MMALB: 0.602,
      PVD: 1.01,
      SBP: 0.086,
      WBC: 0.04,
      'STROKE.HIST': 1.299,
    },
  },
  FAMPULCER: {
    form: 'weibull',
    lambda: -0.811,
    shape: 1.0,
    weights: {
      'AGE.DIAG': -0.065,
      PVD: 1.769,
    },
  },
  SAMP: {
    form: 'weibull',
    lambda: -3.455,
    shape: 1.0,
    weights: {
      HbA1c: 0.127,
    },
  },
  RENALF: {
    form: 'weibull',
    lambda: 3.549,
    shape: 1.0,
    weights: {
      AFRO: 0.686,
      'AGE.DIAG': -0.029,
      FEMALE: -0.869,
      BMI: -0.054,
      eGFR60less: -1.031,
      eGFR60more: -0.487,
      HAEM: -0.268,
      LDL: 0.027,
      MMALB: 1.373,
      SBP: 0.085,
      WBC: 0.029,
      'AMP.HIST': 1.108,
      'BLIND.HIST': 0.732,
    },
  },
  DEATHNOHIST: {
    form: 'gompertz',
    lambda: -10.908,
    shape: 0.098,
    weights: {
      FEMALE: -0.229,
      SMOKER: 0.379,
    },
  },
  DEATH1YEVENT: {
    form: 'logistic',
    lambda: -6.916,
    weights: {
      INDIAN: -0.54,
      YEAR: 0.042,
      'CURR.AGE': 0.058,
      'HEART.R': 0.124,
      PVD: 0.367,
      SMOKER: 0.444,
      'AMP1.EVENT': -0.734,
      'IHD.EVENT': 0.423,
      'MI.EVENT': 1.309,
      'RENAL.EVENT': 0.584,
      'STROKE.EVENT': 0.547,
    },
  },
  DEATHHISTNOEVENT: {
    form: 'gompertz',
    lambda: -9.207,
    shape: 0.073,
    weights: {
      BMI1: 1.083,
      BMI3: -0.293,
      MMALB: 0.348,
      SMOKER: 0.374,
      WBC: 0.048,
      'AMP.HIST': 0.539,
      'CHF.HIST': 0.632,
      'RENAL.HIST': 1.15,
      'STROKE.HIST': 0.473,
    },
  },
  DEATHYSEVENT: {
    form: 'logistic',
    lambda: -4.868,
    weights: {
      ATFIB: 1.081,
      'CURR.AGE': 0.05,
      HDL: 0.068,
      PVD: 0.352,
      WBC: 0.089,
      'AMP1.EVENT': -1.267,
      'AMP.HIST': 0.753,
      'AMP2.EVENT': -1.727,
      'IHD.EVENT': 0.583,
      'IHD.HIST': -0.507,
      'MI.EVENT': 0.982,
      'MI.HIST': 0.44,
      'RENAL.HIST': 0.961,
      'STROKE.EVENT': -0.619,
    },
  },
};
