// `verify monitoring`: alerts of worsening in people drawn for it, beside the simple rules that are published.
import { setImmediate } from 'node:timers/promises';
import { TwinwardError } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import {
  COPD,
  COPD_PEOPLE,
  DIABETES,
  DIABETES_PEOPLE,
  HEART_FAILURE,
  HEART_FAILURE_PEOPLE,
} from '@twinward/twins/patient';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { wholeOption } from '../whole-option.ts';
import { type AlertTally, quantile } from './judge-alerts.ts';
import {
  type ConditionResult,
  falseRate,
  type JudgedCondition,
  judgeCondition,
  medianLead,
  sensitivity,
} from './judge-condition.ts';
import { RANGE_RULE, SPIROMETRY_RULE, WEIGHT_RULE } from './published-rules.ts';

/** So many that false alerts, 8 % below the budget, stay within it by more than four standard errors. */
const PEOPLE = 1500;
/** What may be spent on false alerts in a patient-year, chosen before anything is drawn. */
const BUDGET = 1.5;

const CONDITIONS: readonly JudgedCondition[] = [
  {
    people: HEART_FAILURE_PEOPLE,
    monitor: HEART_FAILURE,
    rule: WEIGHT_RULE,
    bars: { sensitivity: 0.7, lead: 6.5, times: 2 },
  },
  {
    people: COPD_PEOPLE,
    monitor: COPD,
    rule: SPIROMETRY_RULE,
    bars: { sensitivity: null, lead: null, times: 1 },
  },
  {
    people: DIABETES_PEOPLE,
    monitor: DIABETES,
    rule: RANGE_RULE,
    bars: { sensitivity: null, lead: null, times: 1 },
  },
];

/**
 * How far the share of alerts that an event followed may lie from what alerts say of it, in standard errors of the difference: both are
 * counts of drawn people.
 */
const CALIBRATED_WITHIN = 4.5;

/**
 * The seed of the run decides the people; thresholds come from others. For each condition: sensitivity, false alerts, lead, the gain over
 * the published rule when that spends as many false alerts, and whether the probability that alerts state is right.
 */
export const monitoringSuite: Suite = {
  name: 'monitoring',
  title:
    'Alerts of worsening heart failure, COPD and diabetes in declared synthetic people, within a budget, beside published rules',
  takes: 'no file',
  options: { people: `people drawn for each condition, two years each (default ${PEOPLE})` },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const count = wholeOption(call, 'people', PEOPLE, 50);
    const random = philox(call.seed).derive('monitoring');
    const failed: CaseNote[] = [];
    const figures: Record<string, string> = {};
    let cases = 0;
    for (const [i, condition] of CONDITIONS.entries()) {
      const { name } = condition.people;
      const result = await judgeCondition(condition, random.derive(name), count, BUDGET, async (drawn) => {
        if (drawn % 10 !== 0) return;
        call.progress(i * count + drawn, CONDITIONS.length * count, 'people');
        if (call.signal.aborted) throw new TwinwardError('run.cancelled', 'the run was cancelled');
        await setImmediate();
      });
      for (const [what, good, why] of judged(condition, result)) {
        cases++;
        if (!good) failed.push({ name: `${name}: ${what}`, why });
      }
      Object.assign(figures, figuresOf(condition, result, count));
    }
    return { cases, passed: cases - failed.length, failed, unsupported: [], figures };
  },
};

function judged(
  { bars, people }: JudgedCondition,
  { ours, equal, precision, stated, learnt }: ConditionResult,
): readonly (readonly [what: string, good: boolean, why: string])[] {
  const times = sensitivity(ours) / equal.sensitivity;
  const lead = medianLead(ours);
  const alerts = ours.trueAlerts + ours.falseAlerts;
  const error = Math.sqrt(stated * (1 - stated) * (1 / alerts + 1 / learnt));
  return [
    ...(bars.sensitivity === null
      ? []
      : [
          [
            'sensitivity',
            sensitivity(ours) >= bars.sensitivity,
            `${percent(sensitivity(ours))} of events were foreseen`,
          ] as const,
        ]),
    [
      'false alerts',
      falseRate(ours) <= BUDGET,
      `${falseRate(ours).toFixed(2)} false alerts in a patient-year`,
    ],
    ...(bars.lead === null
      ? []
      : [['lead', lead >= bars.lead, `half of the alerts came less than ${lead} days ahead`] as const]),
    ['against the published rule', times >= bars.times, `only ${times.toFixed(2)} times as sensitive`],
    [
      'stated probability',
      Math.abs(precision - stated) <= CALIBRATED_WITHIN * error,
      `${percent(precision)} of alerts were followed by an event within ${people.foreseen} days; they say ${percent(stated)}`,
    ],
  ];
}

function figuresOf(
  { people: { name, foreseen }, rule, bars }: JudgedCondition,
  { ours, published, equal, precision, stated }: ConditionResult,
  count: number,
): Readonly<Record<string, string>> {
  const bar = (least: number | null): string => (least === null ? '' : ` (at least ${least})`);
  return {
    [`${name}: people, patient-years, events`]: `${count}, ${ours.years.toFixed(0)}, ${ours.events}`,
    [`${name}: sensitivity${bars.sensitivity === null ? '' : ` (at least ${percent(bars.sensitivity)})`}`]:
      percent(sensitivity(ours)),
    [`${name}: false alerts in a patient-year (budget ${BUDGET})`]: falseRate(ours).toFixed(2),
    [`${name}: median lead, days${bar(bars.lead)}; quartiles`]: leads(ours),
    [`${name}: alerts followed by an event within ${foreseen} days; as they state`]: `${percent(precision)}; ${percent(stated)}`,
    [`${name}: rule (${rule.words} ${rule.setting}): sensitivity, false alerts, median lead`]: `${percent(sensitivity(published))}, ${falseRate(published).toFixed(2)}, ${medianLead(published)}`,
    [`${name}: rule with as many false alerts (${equal.setting.toFixed(2)}): sensitivity, median lead`]: `${percent(equal.sensitivity)}, ${equal.lead}`,
    [`${name}: times as sensitive as that${bar(bars.times)}`]: (
      sensitivity(ours) / equal.sensitivity
    ).toFixed(2),
  };
}

function leads(tally: AlertTally): string {
  return `${medianLead(tally)}; ${quantile(tally.leads, 0.25)}, ${quantile(tally.leads, 0.75)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
