// What may be changed, with the size of the effect by the meta-analysis or trial named.
import type { ChangeEffect, RiskChange, TrialFinding } from './risk-change.ts';

const LAW_2003 = 'Law, Wald, Rudnicka 2003, BMJ 326:1423 (table 2)';
const LAW_2009 = 'Law, Morris, Wald 2009, BMJ 338:b1665; by class Law et al. 2003, BMJ 326:1427 (354 trials)';

/** Percent of LDL cholesterol that a daily dose takes off. */
const STATINS: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  atorvastatin: { 10: 37, 20: 43, 40: 49, 80: 55 },
  rosuvastatin: { 5: 38, 10: 43, 20: 48, 40: 53 },
  simvastatin: { 10: 27, 20: 32, 40: 37 },
  pravastatin: { 10: 20, 20: 24, 40: 29 },
};

/** Systolic pressure taken off at 154 mm[Hg] before, with the 95 % interval. */
const PRESSURE: readonly (readonly [id: string, label: string, mean: number, low: number, high: number])[] = [
  ['thiazide', 'Thiazide, standard dose', 8.8, 8.3, 9.4],
  ['ace-inhibitor', 'ACE inhibitor, standard dose', 8.5, 7.9, 9],
  ['angiotensin-receptor-blocker', 'Angiotensin receptor blocker, standard dose', 10.3, 9.9, 10.8],
  ['calcium-channel-blocker', 'Calcium channel blocker, standard dose', 8.8, 8.3, 9.2],
  ['beta-blocker', 'Beta-blocker, standard dose', 9.2, 8.6, 9.9],
  ['one-drug-half', 'One drug, half the standard dose', 7.1, 6.8, 7.5],
  ['one-drug-twice', 'One drug, twice the standard dose', 10.9, 10.7, 11.2],
];

function off(
  factor: ChangeEffect['factor'],
  how: ChangeEffect['how'],
  mean: number,
  interval: ChangeEffect['interval'],
  drugs?: number,
): ChangeEffect {
  return { factor, how, mean, interval, ...(drugs === undefined ? {} : { drugs }) };
}

/** Every change, in the order in which they are shown. */
export const RISK_CHANGES: readonly RiskChange[] = [
  ...Object.entries(STATINS).flatMap(([drug, doses]) =>
    Object.entries(doses).map(
      ([dose, percent]): RiskChange => ({
        id: `${drug}-${dose}`,
        kind: 'statin',
        label: `${drug[0]!.toUpperCase()}${drug.slice(1)} ${dose} mg a day`,
        effects: [off('ldl', 'share', percent / 100, null)],
        source: LAW_2003,
      }),
    ),
  ),
  ...PRESSURE.map(
    ([id, label, mean, low, high]): RiskChange => ({
      id,
      kind: 'pressure',
      label,
      effects: [off('systolic', 'pressure', mean, [low, high], 1)],
      source: LAW_2009,
    }),
  ),
  {
    id: 'three-drugs-half',
    kind: 'pressure',
    label: 'Three drugs, half the standard dose each',
    effects: [off('systolic', 'pressure', 7.1, [6.8, 7.5], 3)],
    source: LAW_2009,
  },
  {
    id: 'stop-smoking',
    kind: 'smoking',
    label: 'Stop smoking for good',
    effects: [off('smoker', 'end', 1, null)],
    source: 'The equations know who smokes now; risk after stopping falls over years, not at once',
  },
  {
    id: 'lose-5-percent',
    kind: 'weight',
    label: 'Lose 5 % of body weight and keep it off',
    effects: [off('bmi', 'share', 0.05, null)],
    source: 'Chosen by you; nothing else is moved with it',
  },
  {
    id: 'intensive-lifestyle',
    kind: 'weight',
    label: 'Intensive lifestyle intervention, as after one year of Look AHEAD',
    effects: [
      off('bmi', 'share', 0.079, null),
      off('systolic', 'amount', 4, null),
      off('hba1c', 'amount', 0.5, null),
    ],
    source: 'Look AHEAD Research Group 2007, Diabetes Care 30:1374-1383 (against support and education)',
  },
  {
    id: 'metformin',
    kind: 'glucose',
    label: 'Metformin',
    effects: [off('hba1c', 'amount', 1.12, [0.92, 1.32])],
    source: 'Hirst et al. 2012, Diabetes Care 35:446-454 (alone, against placebo)',
  },
  {
    id: 'sulfonylurea',
    kind: 'glucose',
    label: 'Sulfonylurea',
    effects: [off('hba1c', 'amount', 1.51, [1.25, 1.78])],
    source: 'Hirst et al. 2013, Diabetologia 56:973-984 (alone, against placebo)',
  },
  {
    id: 'sglt2-inhibitor',
    kind: 'glucose',
    label: 'SGLT2 inhibitor',
    effects: [off('hba1c', 'amount', 0.66, [0.58, 0.73])],
    source: 'Vasilakou et al. 2013, Ann. Intern. Med. 159:262-274 (against placebo)',
  },
  {
    id: 'semaglutide-1',
    kind: 'glucose',
    label: 'Semaglutide 1.0 mg a week',
    effects: [off('hba1c', 'amount', 1.53, [1.25, 1.81])],
    source: 'Sorli et al. 2017, Lancet Diabetes Endocrinol. 5:251-260 (SUSTAIN 1, against placebo)',
  },
];

/** What randomised trials found for events, per amount taken off. */
export const TRIAL_FINDINGS: readonly TrialFinding[] = [
  {
    outcome: 'ascvd',
    words: 'major vascular events, per 1 mmol/L of LDL cholesterol',
    factor: 'ldl',
    per: 1,
    relativeRisk: 0.78,
    interval: [0.76, 0.8],
    source: "Cholesterol Treatment Trialists' Collaboration 2010, Lancet 376:1670-1681",
  },
  {
    outcome: 'totalCvd',
    words: 'major cardiovascular events, per 10 mmHg of systolic pressure',
    factor: 'systolic',
    per: 10,
    relativeRisk: 0.8,
    interval: [0.77, 0.83],
    source: 'Ettehad et al. 2016, Lancet 387:957-967',
  },
];

/** What must be said with every what-if of these equations. */
export const CHANGE_LIMITS: readonly string[] = [
  'The risk factors change and the published equation responds. It was fitted to people who differ in them; that changing them changes the risk as much is an assumption: association is not causation.',
  'What a treatment does beside the listed risk factors, good or bad, is not counted.',
  'Effects are means over trials; a person may respond more or less.',
];
