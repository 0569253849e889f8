import type { ModelCard } from '@twinward/contract';
import { HAMBERG_2010 } from './hamberg-2010.ts';

/** The card of the warfarin twin. */
export const warfarinCard: ModelCard = {
  title: 'Warfarin and the INR, by genotype',
  summary:
    'S-warfarin and the clotting activity it takes away. Genotype and age set where the person begins; every measured INR re-estimates clearance, volume and sensitivity by a particle filter with the model’s residual error.',
  contextOfUse:
    'Research on how the INR of one adult follows doses of warfarin, and on what-if questions about doses.',
  decisionRole: 'Informs a researcher. It does not recommend, order or deliver treatment.',
  notFor: [
    'Dosing decisions of any kind',
    'Bleeding, reversal by vitamin K or clotting factors, liver failure',
    'People whose CYP2C9 and VKORC1 were not tested, children, pregnancy',
  ],
  risk: 'A wrong forecast taken for advice could lead to bleeding or to a clot. Intervals, the track record and abstention are shown with every figure to keep trust in proportion.',
  equations: [
    { what: 'Clearance by CYP2C9 and age, effect by VKORC1, two transit chains, INR', source: HAMBERG_2010 },
    { what: 'Particle filter', source: 'Gordon, Salmond, Smith 1993, IEE Proc. F 140:107-113' },
    {
      what: 'Parameters when members are drawn anew',
      source: 'Liu, West 2001, in Sequential Monte Carlo Methods in Practice',
    },
  ],
  population:
    'Model made from: Swedish and Italian patients beginning warfarin. The numbers were read in two published implementations of the paper, not in the paper itself. Not validated on patients here.',
  limits: [
    'Doses before the twin begins are not known to it: begin it before the first dose',
    'Drugs that induce or inhibit CYP2C9 and changes of diet are not known to it; they show as readings that no longer fit',
    'Spreads among people are read with one interpretation where implementations differ (EC50)',
  ],
  suites: [],
  attributes: {
    developer: 'The Twinward authors',
    'output-value':
      'Sample paths of the INR for a week, with quantiles and probabilities of leaving the target',
    'output-type': 'Prediction',
    'intended-use': 'Research on the INR under warfarin and on what-if questions',
    'intended-population': 'Adults with tested CYP2C9 and VKORC1',
    'intended-users': 'Researchers and engineers',
    'decision-role': 'Informs; never orders or recommends',
    'out-of-scope': 'Dosing decisions; bleeding; reversal; children; pregnancy',
    risks: 'See risk and limits of this card',
    'training-criteria': 'No training here: the published parameters as they stand',
    'demographic-inputs': 'Age; CYP2C9 and VKORC1 genotype',
    'validity-monitoring':
      'Every forecast is stored and scored when its truth arrives; innovations are tested continuously and the twin abstains when they no longer fit',
    'local-validity': 'The track record of each twin is computed from the local data alone',
  },
  history: [{ version: '1.0.0', date: '2026-11-26', change: 'First version' }],
};
