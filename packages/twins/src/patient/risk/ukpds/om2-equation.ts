/** A term of a UKPDS-OM2 equation that is a risk factor, by the paper's name. */
export type Om2FactorTerm =
  | 'AFRO'
  | 'AGE.DIAG'
  | 'ATFIB'
  | 'BMI'
  | 'BMI1'
  | 'BMI3'
  | 'CURR.AGE'
  | 'FEMALE'
  | 'HAEM'
  | 'HDL'
  | 'HEART.R'
  | 'HbA1c'
  | 'INDIAN'
  | 'LDL'
  | 'LDL35more'
  | 'MMALB'
  | 'PVD'
  | 'SBP'
  | 'SMOKER'
  | 'WBC'
  | 'YEAR'
  | 'eGFR'
  | 'eGFR60less'
  | 'eGFR60more';

/** A term that tells what happened: HIST before, EVENT in the year itself. */
export type Om2EventTerm =
  | 'AMP.HIST'
  | 'AMP1.EVENT'
  | 'AMP2.EVENT'
  | 'BLIND.HIST'
  | 'CHF.HIST'
  | 'IHD.EVENT'
  | 'IHD.HIST'
  | 'MI.EVENT'
  | 'MI.HIST'
  | 'RENAL.EVENT'
  | 'RENAL.HIST'
  | 'STROKE.EVENT'
  | 'STROKE.HIST'
  | 'ULCER.HIST';

/**
 * One equation of UKPDS-OM2, of x = lambda + sum weight * term. `weibull`: cumulative hazard e^x t^shape in years since diagnosis
 * (shape 1 is exponential); `gompertz`: e^x (e^(shape a) - 1) / shape in years of age; `logistic`: yearly probability
 * 1 / (1 + e^-x).
 */
export interface Om2Equation {
  readonly form: 'weibull' | 'gompertz' | 'logistic';
  readonly lambda: number;
  readonly shape?: number;
  readonly weights: Readonly<Partial<Record<Om2FactorTerm | Om2EventTerm, number>>>;
}
