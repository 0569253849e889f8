import type { ModelCard } from '@twinward/contract';

/** What the twin of a hospital's beds is for, and what it rests on. */
export const BED_CARD: ModelCard = {
  title: 'Beds of a hospital',
  summary:
    'Knows from ADT messages who lies where, and tells for the next three days how many patients there will be, whether beds will do, and what closing, surges or earlier discharge would change.',
  contextOfUse: 'Deciding hours to days ahead about beds, staff and discharges.',
  decisionRole: 'Informs the bed coordinator, who decides.',
  notFor: ['how long one patient will stay, as a promise', 'when one patient may be discharged'],
  risk: 'Low to moderate: a wrong answer costs idle staff or patients who wait for a bed.',
  equations: [
    {
      what: 'what is left of a stay, given its length so far',
      source: 'Oakley, Onggo and Worthington 2020, Health Care Management Science 23:34-50',
    },
    {
      what: 'hazards of leaving by age of the stay, Gamma distributed',
      source: 'Ibrahim, Chen and Sinha 2001, Bayesian Survival Analysis, 3.1',
    },
    {
      what: 'rates of admission by hour of the week, Gamma distributed',
      source: 'Gelman et al. 2013, Bayesian Data Analysis, 2.6',
    },
    {
      what: 'discharges that were announced: hazards by time from the announced one, Gamma distributed',
      source: 'Breslow and Day 1987, Statistical Methods in Cancer Research II, 2.3',
    },
    {
      what: 'which of the wards with a bed takes a patient, weights Gamma distributed',
      source: 'Caron and Doucet 2012, Journal of Computational and Graphical Statistics 21:174-196',
    },
    {
      what: 'who stays and who comes, convolved by characteristic functions',
      source: 'Hong 2013, Computational Statistics and Data Analysis 59:41-51',
    },
  ],
  population:
    'Any hospital or ward that sends admissions, transfers and discharges; not validated on data of a real one.',
  limits: [
    'a bed is ready an hour after it was left (assumed)',
    'wards are told apart in forecasts and what-ifs of their own; in the forecast of the whole hospital all beds are alike. Sex and isolation are shown, not forecast',
    'a patient whose every ward is closed waits until one opens',
    'a ward that is full sends whom it cannot take to others by what was learnt; that patients wait for a bed of their own ward although another has one is not',
  ],
  suites: ['adt', 'admissions-forecast', 'warm-start', 'wards'],
  attributes: {},
  history: [
    { version: '1.0.0', date: '2026-01-01', change: 'first' },
    {
      version: '2.0.0',
      date: '2026-11-27',
      change:
        'figures may rest on many past stays; beliefs are written in parts, so those stored before are made again',
    },
    {
      version: '3.0.0',
      date: '2026-11-27',
      change:
        'wards are forecast, each held to what came; announced discharges count as far as they were kept; beliefs stored before are made again',
    },
    {
      version: '3.1.0',
      date: '2026-11-27',
      change:
        'draws of futures ward by ward belong to patients, so that futures under changes are paired; forecasts held in stored beliefs are made again',
    },
  ],
};
