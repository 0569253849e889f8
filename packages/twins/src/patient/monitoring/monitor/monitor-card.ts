import type { ModelCard } from '@twinward/contract';
import type { SyntheticCondition } from '../synthetic/synthetic-condition.ts';
import type { MonitorRule } from './monitor-rule.ts';

/** The card of a monitor: what all of them share, with what its condition says of itself. */
export function monitorCard(rule: MonitorRule, people: SyntheticCondition, changed: string): ModelCard {
  const { label, feared, within, version, vitals } = rule;
  const initial = rule.budgets.find(({ alertsPerYear }) => alertsPerYear === 1.5);
  return {
    title: `${label}: monitor at home`,
    summary: `Holds ${vitals.length} daily signals of one person against what is usual for that person, and raises an alert when they move towards the worse together, within a budget of false alerts chosen beforehand.`,
    contextOfUse: `Research on foreseeing ${feared} from what people measure at home, and on what a budget of false alerts buys.`,
    decisionRole: 'Draws a clinician to a person. It does not diagnose, order or deliver treatment.',
    notFor: [
      'Emergencies: it judges whole days and speaks at their end',
      'Reassurance: no alert does not mean that nothing is wrong',
      'People whom the first ten days of a signal do not show as they usually are',
    ],
    risk: 'A person who worsens without an alert may be thought safe; too many false alerts tire those who answer them. Sensitivity, budget and what is missing are shown with every alert.',
    equations: [
      {
        what: 'What is usual: local level with the person’s own scatter',
        source: 'Harvey 1989, Forecasting, structural time series models and the Kalman filter, 2.2',
      },
      {
        what: `Cumulative sums of deviations above ${rule.allowance}`,
        source: 'Page 1954, Biometrika 41:100-115',
      },
      { what: 'Their sum over the signals', source: 'Mei 2010, Biometrika 97:419-433' },
      {
        what: 'Distance of smoothed deviations',
        source: 'Mahalanobis 1936; independent signals, towards the worse only',
      },
    ],
    population:
      'Declared synthetic people only: no open stream of people who worsened at home exists. How they are drawn, and which numbers are reported and which assumed, is listed under limits. Not validated on patients.',
    limits: [
      'The benchmark is synthetic; sensitivity, lead and probability hold for the declared people and need to be measured anew on real ones',
      ...people.sources,
      'Signals are taken as independent given the person; weather, travel and other illness look like worsening and are part of the false alerts',
      `The probability is the share of alerts as rare that were followed by ${feared} within ${within} days in the declared people; its interval is that of the draw, not of the assumptions`,
      ...(initial === undefined
        ? []
        : [
            `At 1.5 false alerts a patient-year half of the right alerts came ${initial.lead.median} days or more ahead`,
          ]),
    ],
    suites: ['monitoring'],
    attributes: {
      developer: 'The Twinward authors',
      'output-value': `Alerts of ${label.toLowerCase()} with probability, contributions, lead and what is missing; forecasts of each signal for a week`,
      'output-type': 'Prediction',
      'intended-use': `Research on foreseeing ${feared}`,
      'intended-population': 'Adults who measure themselves at home, in research',
      'intended-users': 'Clinicians, researchers and engineers',
      'decision-role': 'Draws attention; never orders or recommends treatment of its own',
      'out-of-scope': 'Emergencies; diagnosis; people in hospital',
      risks: 'See risk and limits of this card',
      'training-criteria': 'Thresholds from declared synthetic people; no patients',
      'demographic-inputs': 'None',
      'validity-monitoring':
        'Every forecast of a signal is scored when its truth arrives; alerts are counted against their budget continuously',
      'local-validity': 'The track record of each person is computed from the local data alone',
    },
    history: [
      { version: '1.0.0', date: '2026-11-26', change: 'First version' },
      {
        version,
        date: changed,
        change:
          'Slower rises gather, up to a bound; a person who worsens moves the usual less the more has gathered',
      },
    ],
  };
}
