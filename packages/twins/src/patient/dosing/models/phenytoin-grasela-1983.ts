import { kineticEquations } from '../kinetics/kinetic-equations.ts';
import type { PopulationModel } from '../population/population-model.ts';
import { DRAWN_HERE, WEIGHT } from './covariates.ts';

const PAPER = 'Grasela et al. 1983, Clin. Pharmacokinet. 8:355-364';
const VOLUME = 'Winter 2010, Basic Clinical Pharmacokinetics, 5th edition (0.65 L/kg)';

/**
 * Phenytoin, whose elimination saturates: dA/dt = R - Vm C / (Km + C), one compartment. The paper saw levels at steady state, so
 * absorption is not part of it: doses enter the circulation as they are given, and the volume, which only sets the pace, is from
 * elsewhere. Of the 10 to 20 % by which Vm varies among people 15 % are taken.
 */
export const phenytoinGrasela1983: PopulationModel = {
  name: 'phenytoin-grasela-1983',
  drug: 'phenytoin',
  title: 'Phenytoin at steady state, Michaelis-Menten elimination',
  source: PAPER,
  molarMass: 252.27,
  population: '322 people from Japan, England and Germany, children and adults, 780 levels at steady state',
  covariates: [
    { ...WEIGHT, possible: { low: 5, high: 350 }, trusted: { low: 10, high: 120, source: DRAWN_HERE } },
    indicator('younger-than-15', 'Younger than 15 years (1) or not (0)'),
    indicator('japanese', 'Japanese (1) or European (0)'),
  ],
  parameters: [
    {
      name: 'Vm',
      label: 'Maximal rate of elimination',
      unit: 'mg/h',
      typical: 415 / 24,
      effects: [{ kind: 'power', covariate: 'weight', reference: 70, exponent: 0.6 }],
      variance: 0.15 ** 2,
      source: `${PAPER}, abstract`,
    },
    {
      name: 'Km',
      label: 'Level at half the maximal rate',
      unit: 'mg/L',
      typical: 5.7,
      effects: [
        { kind: 'factor', covariate: 'younger-than-15', factor: 0.57 },
        { kind: 'factor', covariate: 'japanese', factor: 0.77 },
      ],
      variance: 0.5 ** 2,
      source: `${PAPER}, abstract`,
    },
    {
      name: 'V',
      label: 'Volume of distribution',
      unit: 'L',
      typical: 45.5,
      effects: [{ kind: 'power', covariate: 'weight', reference: 70, exponent: 1 }],
      variance: 0,
      source: VOLUME,
    },
  ],
  covariances: [],
  residual: { kind: 'root', sd: 0, cv: 0.1, source: DRAWN_HERE },
  equations: kineticEquations({
    compartments: { central: 'mg' },
    parameters: { Vm: 'mg/h', Km: 'mg/L', V: 'L' },
    where: { C: 'central / V' },
    derivatives: { central: '-Vm * C / (Km + C)' },
    level: { unit: 'mg/L', is: 'C' },
    vein: 'central',
  }),
};

function indicator(name: string, label: string): PopulationModel['covariates'][number] {
  const whole = { low: 0, high: 1 };
  return { name, label, unit: '1', possible: whole, trusted: { ...whole, source: 'an indicator' } };
}
