import type { PopulationModel } from '../population/population-model.ts';
import { betaBlockerParameters } from './beta-blocker.ts';
import { DRAWN_HERE, WEIGHT } from './covariates.ts';

const KINETICS = 'Regardh et al. 1980, J. Cardiovasc. Pharmacol. 2:715-723';
const DISTRIBUTION = 'Regardh et al. 1974, J. Pharmacokinet. Biopharm. 2:347-364';
const EFFECT = 'Abrahamsson et al. 1990, J. Clin. Pharmacol. 30:S46-S54';
/** Half-lives of 1 to 9 h (label of the drug) as four standard deviations of the logarithm: most of it is the enzyme CYP2D6. */
const SPREAD = 'spread: half-lives of 1 to 9 h (label of the drug), mostly by CYP2D6';
const LN2 = Math.LN2;

/** Means of healthy people of about 70 kg: L/min, and half-lives of distribution and elimination in hours. */
const MEANS = { weight: 70, clearance: 1.2, distribution: 0.2, elimination: 3.6 } as const;
/** Central volume, L/kg: the studies at hand do not print it. */
const CENTRAL = 1.2;
const MOLAR_MASS = 267.36;
/** Level, mol/L, at which the rate in exercise has fallen by half of what metoprolol can do. */
const HALF_EFFECT = 89e-9;

/**
 * Metoprolol into a vein: the two compartments that the published clearance and half-lives come to, per kilogram, and the level at which half of the
 * beta-1 receptors are blocked: heart rate in exercise falls by 28.3 % C / (C + 89 nmol/L).
 */
export const metoprololRegardh1980: PopulationModel = {
  name: 'metoprolol-regardh-1980',
  drug: 'metoprolol',
  title: 'Metoprolol, with the beta-1 receptors it blocks',
  source: `${KINETICS}; ${DISTRIBUTION}; effect: ${EFFECT}`,
  molarMass: MOLAR_MASS,
  population: 'Six healthy adults given 10 mg into a vein; effect in healthy adults in exercise',
  covariates: [{ ...WEIGHT, trusted: { low: 45, high: 130, source: DRAWN_HERE } }],
  parameters: betaBlockerParameters({
    clearance: (MEANS.clearance * 60) / MEANS.weight,
    central: CENTRAL,
    alpha: LN2 / MEANS.distribution,
    beta: LN2 / MEANS.elimination,
    halfEffect: HALF_EFFECT * MOLAR_MASS * 1000,
    spread: 0.55,
    sources: {
      clearance: `${KINETICS}; ${SPREAD}`,
      central: 'chosen, with its spread: a quarter of the volume of distribution',
      phases: `from the half-lives: 12 min, ${DISTRIBUTION}; 3.6 h, ${KINETICS}`,
      halfEffect: `${EFFECT}, as told by Andersson 2003, J. Cardiovasc. Pharmacol. 41:151-157: half of the effect at 89 nmol/L; spread chosen`,
    },
  }),
  covariances: [],
  residual: { kind: 'root', sd: 0.002, cv: 0.1, source: 'chosen: levels are hardly ever measured' },
};
