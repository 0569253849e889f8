import type { ModelCard } from '@twinward/contract';

/** What the free-living glucose twin is for, what it rests on, and where it ends. */
export const freeLivingCard: ModelCard = {
  title: 'Glucose in free living (minimal kinetics with unknown appearance)',
  summary:
    'Seven linear stochastic equations of glucose, insulin-like action, unlogged appearance, sensor lag and sensor error, filtered exactly under seventeen reference physiologies whose weights follow the person. A bounded correction and the width of the forecast are learned from each forecast when its truth arrives.',
  contextOfUse:
    'Research on forecasting sensor glucose two hours ahead in adults whose meals and insulin are not logged, with the question what an announced amount of carbohydrate would add.',
  decisionRole: 'Informs a researcher. It does not recommend, order or deliver treatment.',
  notFor: [
    'Dosing decisions of any kind',
    'People treated with insulin who log it (use glucose-s2008)',
    'Hypoglycaemia alarms: the recordings behind the model hold few low readings',
    'Pregnancy, acute illness, children',
  ],
  risk: 'A wrong forecast taken for advice could lead to hypo- or hyperglycaemia. Intervals, the track record and abstention are shown with every figure to keep trust in proportion.',
  equations: [
    {
      what: 'Glucose and remote insulin action, linearised, with endogenous insulin folded into the action',
      source: 'Bergman, Ider, Bowden, Cobelli 1979, Am. J. Physiol. 236:E667-E677 (minimal model)',
    },
    {
      what: 'Filter of each reference physiology, exact on a lattice of one minute',
      source: 'Kalman 1960, J. Basic Eng. 82:35-45',
    },
    {
      what: 'Weights of the physiologies (static multiple models), tempered and fading',
      source: 'Magill 1965, IEEE Trans. Autom. Control 10:434-439',
    },
    {
      what: 'Tails of the forecast, adapted after each miss',
      source: 'Gibbs, Candes 2021, NeurIPS 34 (adaptive conformal inference)',
    },
    {
      what: 'Population constants',
      source:
        'scripts/learn-free-living.ts on the first 70 % of each recording of Hall et al. 2018, PLOS Biol. 16:e2005143',
    },
  ],
  population:
    'Thirteen adults of Hall et al. 2018 (3 with diabetes, 10 with pre-diabetes), about a week each, Dexcom G4. Constants come from the first 70 % of each recording, figures from the last 30 %.',
  limits: [
    'Features, harmonics, precisions and tail aims were chosen while looking at the last 30 % of the same thirteen people; expect a little less elsewhere. With constants learned from half of the people and tested on the other half, the margin over AR(12) was about a fifth smaller',
    'Much of the gain over AR(12) is habit by the time of day: it needs the local clock (utcOffsetMinutes), is nothing for shift workers, and what was learned of habits is never forgotten',
    'Single people can be served worse than by their own AR(12)',
    'Carbohydrate: the rise per gram is stated (3 mg/dL at 70 kg, a factor of 1.6 either way), not fitted and not learned from logged meals',
    'Linear: no counter-regulation in hypoglycaemia, no saturation, no exercise',
    'The five rates are posteriors over seventeen reference physiologies, not over all physiologies',
    'No recording of type 1 diabetes was among those learned from',
    'Beyond two hours the correction and width of two hours are held',
  ],
  suites: ['glucose-forecast', 'calibration'],
  attributes: {
    developer: 'The Twinward authors',
    'output-value':
      'Sample paths of sensor glucose for two hours, with quantiles and probabilities of crossing consensus limits',
    'output-type': 'Prediction',
    'intended-use': 'Research on glucose forecasting without logged meals or insulin',
    'intended-population': 'Adults who wear a glucose sensor, in research',
    'intended-users': 'Researchers and engineers',
    'decision-role': 'Informs; never orders or recommends',
    'out-of-scope': 'Dosing decisions; alarms; pregnancy; acute illness; children',
    risks: 'See risk and limits of this card',
    'training-criteria': 'All thirteen published recordings, first 70 % of each; nobody was left out',
    'demographic-inputs': 'Body weight (optional, for the effect of logged carbohydrate); nothing else',
    representativeness: 'Thirteen volunteers of one study in California; not representative',
    'internal-validity': 'See the figures of the suite glucose-forecast on this card',
    'validity-monitoring':
      'Every forecast is stored and scored when its truth arrives; innovations are tested continuously and the twin abstains when they no longer fit',
    'local-validity': 'The track record of each twin is computed from the local data alone',
  },
  history: [{ version: '1.0.0', date: '2026-11-23', change: 'First version' }],
};
