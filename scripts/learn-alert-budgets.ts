// Writes what budgets of false alerts buy in each condition, learnt from synthetic people that verification does not draw:
// thresholds, the share of alerts that an event follows, and how long before it they come.
import { writeFileSync } from 'node:fs';
import { philox } from '@twinward/simulate';
import {
  alertDays,
  COPD,
  COPD_PEOPLE,
  DIABETES,
  DIABETES_PEOPLE,
  drawPerson,
  followDays,
  HEART_FAILURE,
  HEART_FAILURE_PEOPLE,
} from '@twinward/twins/patient';
import { judgeAlerts, quantile } from '../packages/verify/src/monitoring/judge-alerts.ts';

const PEOPLE = 6000;
const DAYS = 730;
const BUDGETS = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4];
/** Share of a budget that the distance alone may spend, and what is spent of the whole: the rest is for the chance of other people. */
const QUICK = 0.15;
const SPENT = 0.92;

type Thresholds = { readonly cumulative: number; readonly distance: number };

for (const [condition, rule, name] of [
  [HEART_FAILURE_PEOPLE, HEART_FAILURE, 'HEART_FAILURE'],
  [COPD_PEOPLE, COPD, 'COPD'],
  [DIABETES_PEOPLE, DIABETES, 'DIABETES'],
] as const) {
  const random = philox('1ea4000000000001').derive(condition.name);
  const people = Array.from({ length: PEOPLE }, (_, i) =>
    drawPerson(condition, random.derive(`learn ${i}`), DAYS),
  );
  const courses = new Map(people.map((person) => [person, followDays(rule, person.days)] as const));
  const tallyAt = (thresholds: Thresholds) =>
    judgeAlerts(condition, people, (person) => alertDays(thresholds, courses.get(person)!));
  const rateAt = (thresholds: Thresholds): number => {
    const { falseAlerts, years } = tallyAt(thresholds);
    return falseAlerts / years;
  };
  const rows = BUDGETS.map((alertsPerYear) => {
    const target = SPENT * alertsPerYear;
    const distance = solve((d) => rateAt({ cumulative: Infinity, distance: d }), QUICK * target, 0.5, 12);
    const cumulative = solve((c) => rateAt({ cumulative: c, distance }), target, 0.5, 80);
    const { falseAlerts, trueAlerts, leads } = tallyAt({ cumulative, distance });
    const alerts = falseAlerts + trueAlerts;
    const at = (p: number): number => quantile(leads, p);
    console.error(condition.name, alertsPerYear, cumulative, distance, leads.length, alerts);
    return `  {
    alertsPerYear: ${alertsPerYear},
    cumulative: ${cumulative},
    distance: ${distance},
    alerts: ${alerts},
    precision: ${(trueAlerts / alerts).toFixed(4)},
    lead: { low: ${at(0.25)}, median: ${at(0.5)}, high: ${at(0.75)} },
  },`;
  });
  const text = `import type { AlertBudget } from '../alert-budget.ts';

/** What budgets buy, learnt by \`scripts/learn-alert-budgets.ts\` from declared synthetic people. */
export const ${name}_BUDGETS: readonly AlertBudget[] = [
${rows.join('\n')}
];
`;
  const folder = new URL('../packages/twins/src/patient/monitoring/conditions/', import.meta.url);
  writeFileSync(new URL(`${condition.name}-budgets.ts`, folder), text);
}

/** Where a falling rate comes down to a target, to two decimals. */
function solve(rate: (threshold: number) => number, target: number, low: number, high: number): number {
  let [from, to] = [low, high];
  for (let i = 0; i < 14; i++) {
    const middle = (from + to) / 2;
    if (rate(middle) > target) from = middle;
    else to = middle;
  }
  return Math.ceil(100 * to) / 100;
}
