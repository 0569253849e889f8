// `verify monitoring`: alerts of worsening heart failure in people drawn for it, beside the weight rule of guidelines.
import { setImmediate } from 'node:timers/promises';
import { TwinwardError } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { followDeterioration, HEART_FAILURE, openDeterioration } from '@twinward/twins/patient';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { type AlertTally, judgeAlerts, weightRule } from './judge-alerts.ts';
import { drawPerson, type SyntheticPerson } from './synthetic-person.ts';

const PEOPLE = 500;
const DAYS = 730;
/** What may be spent on false alerts in a patient-year, chosen before anything is drawn. */
const BUDGET = 1.5;
const LEAST_SENSITIVITY = 0.7;
const LEAST_LEAD = 6.5;
const LEAST_TIMES = 2;
const GUIDELINE_GAIN = 2;

/**
 * The seed of the run decides the people; thresholds come from others. Sensitivity, false alerts, lead and the gain over the weight
 * rule are one case each. The rule is also given a smaller gain, so that it spends as many false alerts.
 */
export const monitoringSuite: Suite = {
  name: 'monitoring',
  title:
    'Alerts of worsening heart failure in declared synthetic people, within a budget, beside the weight rule',
  takes: 'no file',
  options: { people: `people drawn, two years each (default ${PEOPLE})` },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const count = Number(call.options.people ?? PEOPLE);
    if (!Number.isInteger(count) || count < 50) {
      throw new TwinwardError('usage', '--people takes a whole number from 50', {
        field: 'people',
        remedy: `leave it out for ${PEOPLE}`,
      });
    }
    const random = philox(call.seed).derive('monitoring');
    const people: SyntheticPerson[] = [];
    const alerts = new Map<SyntheticPerson, readonly number[]>();
    for (let i = 0; i < count; i++) {
      const person = drawPerson(random.derive(`person ${i}`), DAYS);
      people.push(person);
      alerts.set(person, alertsOf(person));
      if (i % 10 === 9) {
        call.progress(i + 1, count, 'people');
        if (call.signal.aborted) throw new TwinwardError('run.cancelled', 'the run was cancelled');
        await setImmediate();
      }
    }
    const ours = judgeAlerts(people, (person) => alerts.get(person)!);
    const rule = judgeAlerts(people, weightRule(GUIDELINE_GAIN));
    const gain = gainAt(people, ours.falseAlerts);
    const equal = judgeAlerts(people, weightRule(gain));
    const times = sensitivity(ours) / sensitivity(equal);
    const lead = median(ours.leads);
    const judged: readonly (readonly [name: string, good: boolean, why: string])[] = [
      [
        'sensitivity',
        sensitivity(ours) >= LEAST_SENSITIVITY,
        `${percent(sensitivity(ours))} of admissions were foreseen`,
      ],
      ['false alerts', rate(ours) <= BUDGET, `${rate(ours).toFixed(2)} false alerts in a patient-year`],
      ['lead', lead >= LEAST_LEAD, `half of the alerts came less than ${lead} days ahead`],
      ['against the weight rule', times >= LEAST_TIMES, `only ${times.toFixed(2)} times as sensitive`],
    ];
    const failed: CaseNote[] = judged.filter(([, good]) => !good).map(([name, , why]) => ({ name, why }));
    return {
      cases: judged.length,
      passed: judged.length - failed.length,
      failed,
      unsupported: [],
      figures: {
        'people, patient-years, admissions': `${count}, ${ours.years.toFixed(0)}, ${ours.admissions}`,
        [`sensitivity (at least ${percent(LEAST_SENSITIVITY)})`]: percent(sensitivity(ours)),
        [`false alerts in a patient-year (budget ${BUDGET})`]: rate(ours).toFixed(2),
        [`median lead, days (at least ${LEAST_LEAD}); quartiles`]: `${lead}; ${quantile(ours.leads, 0.25)}, ${quantile(ours.leads, 0.75)}`,
        [`weight rule, ${GUIDELINE_GAIN} kg in 3 days: sensitivity, false alerts`]: `${percent(sensitivity(rule))}, ${rate(rule).toFixed(2)}`,
        [`weight rule with as many false alerts, ${gain.toFixed(2)} kg: sensitivity`]: percent(
          sensitivity(equal),
        ),
        [`times as sensitive as that (at least ${LEAST_TIMES})`]: times.toFixed(2),
      },
    };
  },
};

function alertsOf({ days }: SyntheticPerson): readonly number[] {
  const begun: number[] = [];
  let state = openDeterioration(HEART_FAILURE);
  days.forEach((values, t) => {
    const day = followDeterioration(HEART_FAILURE, state, values, BUDGET);
    if (day.begins) begun.push(t);
    state = day.state;
  });
  return begun;
}

/** The largest gain of the weight rule that gives at least so many false alerts: more of them can only favour the rule. */
function gainAt(people: readonly SyntheticPerson[], falseAlerts: number): number {
  let [low, high] = [0.2, 4];
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2;
    if (judgeAlerts(people, weightRule(middle)).falseAlerts >= falseAlerts) low = middle;
    else high = middle;
  }
  return low;
}

function sensitivity({ found, admissions }: AlertTally): number {
  return found / admissions;
}

function rate({ falseAlerts, years }: AlertTally): number {
  return falseAlerts / years;
}

function median(sorted: readonly number[]): number {
  return quantile(sorted, 0.5);
}

function quantile(sorted: readonly number[], p: number): number {
  return sorted[Math.floor(p * (sorted.length - 1))] ?? 0;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
