import type { ModelCard } from '@twinward/contract';
import type { PopulationModel } from '../population/population-model.ts';

/** The card of a drug's twin: what all of them share, with what its model says of itself. */
export function dosingCard(model: PopulationModel, version: string, date: string): ModelCard {
  const { drug, title, source, population } = model;
  return {
    title,
    summary: `A published population model of ${drug} in closed form. The person's own parameters are re-estimated at every measured level by a particle filter with the model's residual error.`,
    contextOfUse: `Research on how ${drug} levels and exposures develop in one adult, and on what-if questions about doses, infusion times and kidney function.`,
    decisionRole: 'Informs a researcher. It does not recommend, order or deliver treatment.',
    notFor: [
      'Dosing decisions of any kind',
      'Children, pregnancy, burns, extracorporeal circulation and renal replacement other than the model names',
      'Routes other than into a vein',
    ],
    risk: 'A wrong forecast taken for advice could lead to a dose that fails or harms the kidneys or hearing. Intervals, the track record and abstention are shown with every figure to keep trust in proportion.',
    equations: [
      { what: 'Population model: parameters, covariates, variability, residual error', source },
      {
        what: 'Compartments between events, in closed form',
        source: 'Gibaldi, Perrier 1982, Pharmacokinetics, 2nd edition',
      },
      { what: 'Particle filter', source: 'Gordon, Salmond, Smith 1993, IEE Proc. F 140:107-113' },
      {
        what: 'Parameters when members are drawn anew',
        source: 'Liu, West 2001, in Sequential Monte Carlo Methods in Practice',
      },
    ],
    population: `Model made from: ${population}. Not validated on patients here.`,
    limits: [
      'Doses before the twin begins are not known to it: begin it before the first dose',
      'Parameters stay as they are unless a covariate changes; a kidney that fails unannounced shows as readings that no longer fit',
      'Ranges of covariates in which it speaks are drawn with caution, not taken from the paper',
      'Levels are total concentrations; protein binding is not modelled',
    ],
    suites: ['dosing', 'dosing-map'],
    attributes: {
      developer: 'The Twinward authors',
      'output-value': `Sample paths of the ${drug} level and of the exposure over 24 h for one day, with quantiles and probabilities of crossing limits`,
      'output-type': 'Prediction',
      'intended-use': `Research on ${drug} exposure and on what-if questions`,
      'intended-population': population,
      'intended-users': 'Researchers and engineers',
      'decision-role': 'Informs; never orders or recommends',
      'out-of-scope': 'Dosing decisions; children; pregnancy; routes other than into a vein',
      risks: 'See risk and limits of this card',
      'training-criteria': 'No training here: the published parameters as they stand',
      'demographic-inputs': model.covariates.map(({ label }) => label).join('; '),
      'validity-monitoring':
        'Every forecast is stored and scored when its truth arrives; innovations are tested continuously and the twin abstains when they no longer fit',
      'local-validity': 'The track record of each twin is computed from the local data alone',
    },
    history: [{ version, date, change: 'First version' }],
  };
}
