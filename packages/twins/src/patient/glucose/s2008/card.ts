import type { ModelCard } from '@twinward/contract';

/** What the insulin-treated glucose twin is for, what it rests on, and where it ends. */
export const s2008Card: ModelCard = {
  title: 'Glucose under insulin (UVA/Padova S2008)',
  summary:
    'Thirteen equations of meal absorption, insulin kinetics and glucose turnover in type 1 diabetes. State and seven personal parameters are re-estimated by an ensemble Kalman filter at every sensor reading.',
  contextOfUse:
    'Research on glucose forecasting and on what-if questions about meals, boluses and basal rates in people with type 1 diabetes who wear a sensor and log carbohydrate and insulin.',
  decisionRole: 'Informs a researcher. It does not recommend, order or deliver treatment.',
  notFor: [
    'Dosing decisions of any kind',
    'Pregnancy, acute illness, ketoacidosis, kidney failure',
    'People who do not log meals and insulin (use glucose-free-living)',
    'Long-acting injected insulin, glucagon, pramlintide',
  ],
  risk: 'A wrong forecast taken for advice could lead to hypo- or hyperglycaemia. Intervals, the track record and abstention are shown with every figure to keep trust in proportion.',
  equations: [
    {
      what: 'Meal and glucose-insulin model',
      source: 'Dalla Man, Rizza, Cobelli 2007, IEEE Trans. Biomed. Eng. 54:1740-1749',
    },
    {
      what: 'Gastric emptying',
      source: 'Dalla Man, Camilleri, Cobelli 2006, IEEE Trans. Biomed. Eng. 53:2472-2478',
    },
    {
      what: 'The S2008 simulator and its population',
      source: 'Kovatchev, Breton, Dalla Man, Cobelli 2009, J. Diabetes Sci. Technol. 3:44-55',
    },
    { what: 'Virtual patients', source: 'simglucose, jxx123/simglucose, params at a6f67775 (MIT)' },
    { what: 'Sensor error', source: 'Breton, Kovatchev 2008, J. Diabetes Sci. Technol. 2:853-862' },
    { what: 'Ensemble square-root filter', source: 'Whitaker, Hamill 2002, Mon. Weather Rev. 130:1913-1924' },
  ],
  population:
    'Verified against 30 virtual patients (adults, adolescents, children). Not validated on patients.',
  limits: [
    'S2008, not S2013: no glucagon, dawn effect or exercise; what they do appears as unexplained flux',
    'Parameters that are not estimated are typical of the age group',
    'Carbohydrate is taken as logged; counting errors are absorbed by the unexplained flux',
    'Pump therapy only',
  ],
  suites: ['glucose', 'calibration'],
  attributes: {
    developer: 'The Twinward authors',
    'output-value':
      'Sample paths of sensor glucose for two hours, with quantiles and probabilities of crossing consensus limits',
    'output-type': 'Prediction',
    'intended-use': 'Research on glucose dynamics and on what-if questions',
    'intended-population': 'People with type 1 diabetes on an insulin pump, from 2 years of age, in research',
    'intended-users': 'Researchers and engineers',
    'decision-role': 'Informs; never orders or recommends',
    'out-of-scope': 'Dosing decisions; pregnancy; acute illness; unlogged meals or insulin',
    risks: 'See risk and limits of this card',
    'training-criteria': 'No training on patients: parameters of the published virtual population',
    'demographic-inputs': 'Age (as age group) and body weight; nothing else',
    'validity-monitoring':
      'Every forecast is stored and scored when its truth arrives; innovations are tested continuously and the twin abstains when they no longer fit',
    'local-validity': 'The track record of each twin is computed from the local data alone',
  },
  history: [{ version: '1.0.0', date: '2026-11-23', change: 'First version' }],
};
