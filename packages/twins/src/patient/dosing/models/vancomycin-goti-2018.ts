import type { PopulationModel } from '../population/population-model.ts';
import { CREATININE_CLEARANCE, DIALYSIS, DRAWN_HERE, VANCOMYCIN_MOLAR_MASS, WEIGHT } from './covariates.ts';

const PAPER = 'Goti et al. 2018, Ther. Drug Monit. 40:212-221';

/** Vancomycin in hospital patients with and without haemodialysis: two compartments. */
export const vancomycinGoti2018: PopulationModel = {
  name: 'vancomycin-goti-2018',
  drug: 'vancomycin',
  title: 'Vancomycin, hospital patients with and without haemodialysis',
  source: PAPER,
  molarMass: VANCOMYCIN_MOLAR_MASS,
  population: 'Adults in hospital, some on haemodialysis',
  covariates: [
    { ...CREATININE_CLEARANCE, trusted: { low: 5, high: 150, source: DRAWN_HERE } },
    { ...WEIGHT, trusted: { low: 40, high: 170, source: DRAWN_HERE } },
    DIALYSIS,
  ],
  parameters: [
    {
      name: 'CL',
      label: 'Clearance',
      unit: 'L/h',
      typical: 4.5,
      effects: [
        { kind: 'power', covariate: 'creatinine-clearance', reference: 120, exponent: 0.8 },
        { kind: 'factor', covariate: 'dialysis', factor: 0.7 },
      ],
      variance: 0.147,
      source: `${PAPER}, final model`,
    },
    {
      name: 'V1',
      label: 'Central volume',
      unit: 'L',
      typical: 58.4,
      effects: [
        { kind: 'power', covariate: 'weight', reference: 70, exponent: 1 },
        { kind: 'factor', covariate: 'dialysis', factor: 0.5 },
      ],
      variance: 0.51,
      source: `${PAPER}, final model`,
    },
    {
      name: 'V2',
      label: 'Peripheral volume',
      unit: 'L',
      typical: 38.4,
      effects: [],
      variance: 0.282,
      source: `${PAPER}, final model`,
    },
    {
      name: 'Q',
      label: 'Flow between compartments',
      unit: 'L/h',
      typical: 6.5,
      effects: [],
      variance: 0,
      source: `${PAPER}, final model`,
    },
  ],
  covariances: [],
  residual: { kind: 'sum', sd: 3.4, cv: 0.227, source: `${PAPER}, final model` },
};
