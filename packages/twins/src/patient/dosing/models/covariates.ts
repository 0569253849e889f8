import type { Covariate } from '../population/population-model.ts';

/** The studies' own ranges were not at hand: the limits are drawn where a model of adults plainly ends. */
export const DRAWN_HERE = 'drawn here with caution, not taken from the paper';

/** C66H75Cl2N9O24, g/mol. */
export const VANCOMYCIN_MOLAR_MASS = 1449.3;

/** Creatinine clearance by Cockcroft and Gault, without the range of one model. */
export const CREATININE_CLEARANCE: Omit<Covariate, 'trusted'> = {
  name: 'creatinine-clearance',
  label: 'Creatinine clearance (Cockcroft and Gault)',
  unit: 'mL/min',
  possible: { low: 2, high: 300 },
};

/** Actual body weight of an adult, without the range of one model. */
export const WEIGHT: Omit<Covariate, 'trusted'> = {
  name: 'weight',
  label: 'Body weight',
  unit: 'kg',
  possible: { low: 25, high: 350 },
};

/** Whether the person is on haemodialysis, 1 or 0. */
export const DIALYSIS: Covariate = {
  name: 'dialysis',
  label: 'On haemodialysis (1) or not (0)',
  unit: '1',
  possible: { low: 0, high: 1 },
  trusted: { low: 0, high: 1, source: 'an indicator' },
};
