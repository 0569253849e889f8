import type { PopulationModel } from '../population/population-model.ts';
import { CREATININE_CLEARANCE, DRAWN_HERE, VANCOMYCIN_MOLAR_MASS, WEIGHT } from './covariates.ts';

const PAPER = 'Thomson et al. 2009, J. Antimicrob. Chemother. 63:1050-1057';
/** The paper's coefficients of variation are taken as the standard deviations of eta, as NONMEM prints them. */
const SPREAD = `${PAPER}; between-subject variability as carried in PKPDsim (InsightRX, MIT)`;

/** Vancomycin in hospital patients: two compartments, clearance a straight line of creatinine clearance. */
export const vancomycinThomson2009: PopulationModel = {
  name: 'vancomycin-thomson-2009',
  drug: 'vancomycin',
  title: 'Vancomycin, hospital patients',
  source: PAPER,
  molarMass: VANCOMYCIN_MOLAR_MASS,
  population: 'Adults in hospital',
  covariates: [
    { ...CREATININE_CLEARANCE, trusted: { low: 12, high: 215, source: DRAWN_HERE } },
    { ...WEIGHT, trusted: { low: 40, high: 160, source: DRAWN_HERE } },
  ],
  parameters: [
    {
      name: 'CL',
      label: 'Clearance',
      unit: 'L/h',
      typical: 2.99,
      effects: [{ kind: 'linear', covariate: 'creatinine-clearance', reference: 66, slope: 0.0154 }],
      variance: 0.27 ** 2,
      source: SPREAD,
    },
    {
      name: 'V1',
      label: 'Central volume',
      unit: 'L',
      typical: 0.675,
      effects: [{ kind: 'power', covariate: 'weight', reference: 1, exponent: 1 }],
      variance: 0.15 ** 2,
      source: SPREAD,
    },
    {
      name: 'Q',
      label: 'Flow between compartments',
      unit: 'L/h',
      typical: 2.28,
      effects: [],
      variance: 0.49 ** 2,
      source: SPREAD,
    },
    {
      name: 'V2',
      label: 'Peripheral volume',
      unit: 'L',
      typical: 0.732,
      effects: [{ kind: 'power', covariate: 'weight', reference: 1, exponent: 1 }],
      variance: 1.3 ** 2,
      source: SPREAD,
    },
  ],
  covariances: [],
  residual: { kind: 'sum', sd: 1.6, cv: 0.15, source: PAPER },
};
