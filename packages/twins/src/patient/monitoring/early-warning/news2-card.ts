import type { ModelCard } from '@twinward/contract';

/** What the score is for, what it rests on, and where it ends. */
export const news2Card: ModelCard = {
  title: 'Early warning score (NEWS2): monitor',
  summary:
    'Scores live vital signs by the National Early Warning Score 2, names what is missing, and raises an alert at 5 points (urgent), 7 (emergency) or 3 in a single part.',
  contextOfUse: 'Research on early warning scores computed from vital signs as they arrive.',
  decisionRole: 'Draws a clinician to a person. It does not diagnose, order or deliver treatment.',
  notFor: [
    'Children under 16 and pregnancy',
    'Spinal cord injury with disturbed autonomic function',
    'Replacing clinical judgement: a low score does not mean that a person is well',
  ],
  risk: 'A vital sign that is missing makes the score too low; it is named with its age. Alerts are frequent: one in-patient in ten reaches 5 points on a day.',
  equations: [
    {
      what: 'The score, its thresholds and its responses',
      source: 'Royal College of Physicians 2017, National Early Warning Score (NEWS) 2, charts 1 to 4',
    },
  ],
  population: 'The score was made and tried on adults in hospital. Nothing is fitted here.',
  limits: [
    'A vital sign counts for 12 hours, the longest interval the College allows; the College asks for hourly observation from 5 points',
    'Oxygen counts as not given until its flow is known; that is a part which cannot be told from missing',
    'Scale 2 of oxygen saturation is used only where the twin was opened with it',
    'Alert burden as reported: 10 % of in-patients reach 5 points on a day, 5.3 % reach 6, and 1.95 in 1,000 come to harm; area under the curve 0.84 to 0.89',
    'Discrimination of death, arrest or intensive care within 24 hours: area under the curve 0.873 (Smith et al. 2013, Resuscitation 84:465)',
  ],
  suites: ['monitoring'],
  attributes: {
    developer: 'The Twinward authors',
    'output-value': 'Score, its parts, its trend, the response the College asks for, and what is missing',
    'output-type': 'Score',
    'intended-use': 'Research on early warning',
    'intended-population': 'Adults in hospital, in research',
    'intended-users': 'Clinicians, researchers and engineers',
    'decision-role': 'Draws attention; never orders or recommends treatment of its own',
    'out-of-scope': 'Children; pregnancy; people at home',
    risks: 'See risk and limits of this card',
    'training-criteria': 'No training: the published chart as it stands',
    'demographic-inputs': 'None',
    'validity-monitoring': 'Alerts are counted; the score follows from the record and can be replayed',
    'local-validity': 'To be measured where it is used',
  },
  history: [{ version: '1.0.0', date: '2026-11-26', change: 'First version' }],
};
