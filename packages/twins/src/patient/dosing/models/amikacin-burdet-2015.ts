import type { PopulationModel } from '../population/population-model.ts';
import { DRAWN_HERE, WEIGHT } from './covariates.ts';

const PAPER = 'Burdet et al. 2015, Eur. J. Clin. Pharmacol. 71:75-83';
const SPREAD = `${PAPER}; variances and covariances cross-read in posologyr`;

/** Amikacin in intensive care, ventilator-associated pneumonia: two compartments. */
export const amikacinBurdet2015: PopulationModel = {
  name: 'amikacin-burdet-2015',
  drug: 'amikacin',
  title: 'Amikacin, intensive care with suspected ventilator-associated pneumonia',
  source: PAPER,
  molarMass: 585.6,
  population: 'Adults in intensive care on a ventilator, sampled after a first dose',
  covariates: [
    {
      name: 'creatinine-clearance-4h',
      label: 'Creatinine clearance, measured over four hours of urine',
      unit: 'mL/min',
      possible: { low: 1, high: 400 },
      trusted: { low: 10, high: 260, source: DRAWN_HERE },
    },
    { ...WEIGHT, trusted: { low: 45, high: 126, source: DRAWN_HERE } },
    {
      name: 'pao2-fio2',
      label: 'Arterial oxygen pressure over inspired fraction',
      unit: 'mm[Hg]',
      possible: { low: 30, high: 700 },
      trusted: { low: 60, high: 450, source: DRAWN_HERE },
    },
  ],
  parameters: [
    {
      name: 'CL',
      label: 'Clearance',
      unit: 'L/h',
      typical: 4.3,
      effects: [{ kind: 'power', covariate: 'creatinine-clearance-4h', reference: 82, exponent: 0.7 }],
      variance: 0.1,
      source: SPREAD,
    },
    {
      name: 'V1',
      label: 'Central volume',
      unit: 'L',
      typical: 15.9,
      effects: [
        { kind: 'power', covariate: 'weight', reference: 78, exponent: 0.9 },
        { kind: 'power', covariate: 'pao2-fio2', reference: 169, exponent: 0.4 },
      ],
      variance: 0.05,
      source: SPREAD,
    },
    {
      name: 'V2',
      label: 'Peripheral volume',
      unit: 'L',
      typical: 21.4,
      effects: [],
      variance: 0.2,
      source: SPREAD,
    },
    {
      name: 'Q',
      label: 'Flow between compartments',
      unit: 'L/h',
      typical: 12.1,
      effects: [],
      variance: 0.08,
      source: SPREAD,
    },
  ],
  covariances: [
    { between: ['CL', 'V1'], value: 0.01 },
    { between: ['CL', 'V2'], value: 0.01 },
    { between: ['V1', 'V2'], value: 0.02 },
    { between: ['CL', 'Q'], value: -0.06 },
    { between: ['V1', 'Q'], value: 0.004 },
    { between: ['V2', 'Q'], value: 0.003 },
  ],
  residual: { kind: 'sum', sd: 0.2, cv: 0.1, source: SPREAD },
};
