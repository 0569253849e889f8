import type { PopulationModel } from '../population/population-model.ts';
import { betaBlockerParameters } from './beta-blocker.ts';
import { DRAWN_HERE, WEIGHT } from './covariates.ts';

const KINETICS = 'Sum et al. 1983, Clin. Pharmacol. Ther. 34:427-434';
const EFFECT = 'Volz et al. 1994, Eur. J. Clin. Pharmacol. 46:399-404';
/** Half-lives of 4 to 16 min in Wiest 1995 (Clin. Pharmacokinet. 28:190-202) as four standard deviations of the logarithm. */
const SPREAD = 'spread: half-lives of 4 to 16 min, Wiest 1995, Clin. Pharmacokinet. 28:190-202';
const LN2 = Math.LN2;

/** Means of 8 healthy people: mL/min/kg, L/kg of which a quarter is central, and half-lives of distribution and elimination in minutes. */
const MEANS = {
  clearance: 285,
  volume: 3.43,
  central: 1 / 4,
  distribution: 2.03,
  elimination: 9.19,
} as const;
/** ug/kg/min at which a steady infusion halves the rise of heart rate in exercise. */
const HALF_RATE = 113;

/**
 * Esmolol into a vein: the two compartments that the published clearance, volume and half-lives come to, per kilogram, and the level at which half
 * of the beta-1 receptors are blocked. A steady infusion of `HALF_RATE` comes to a level of rate over clearance; the same study found 85 %
 * of the receptors occupied at 500 ug/kg/min, where this gives 82 %.
 */
export const esmololSum1983: PopulationModel = {
  name: 'esmolol-sum-1983',
  drug: 'esmolol',
  title: 'Esmolol, with the beta-1 receptors it blocks',
  source: `${KINETICS}; effect: ${EFFECT}`,
  molarMass: 295.37,
  population: 'Eight healthy adults at 400 ug/kg/min for two hours; effect in healthy adults in exercise',
  covariates: [{ ...WEIGHT, trusted: { low: 45, high: 130, source: DRAWN_HERE } }],
  parameters: betaBlockerParameters({
    clearance: MEANS.clearance * 0.06,
    central: MEANS.volume * MEANS.central,
    alpha: (60 * LN2) / MEANS.distribution,
    beta: (60 * LN2) / MEANS.elimination,
    halfEffect: HALF_RATE / MEANS.clearance,
    spread: 0.35,
    sources: {
      clearance: `${KINETICS}; ${SPREAD}`,
      central: `${KINETICS} (a quarter of the volume of distribution); spread chosen`,
      phases: `${KINETICS}, from the half-lives`,
      halfEffect: `${EFFECT}: half of the effect on heart rate in exercise at 113 ug/kg/min; spread chosen`,
    },
  }),
  covariances: [],
  residual: { kind: 'root', sd: 0.02, cv: 0.1, source: 'chosen: levels are hardly ever measured' },
};
