// Prints the thresholds that each budget of false alerts buys, from stable synthetic people: the `budgets` of a deterioration rule.
import { philox } from '@twinward/simulate';
import {
  type DeteriorationRule,
  followDeterioration,
  HEART_FAILURE,
  openDeterioration,
} from '@twinward/twins/patient';
import { drawPerson } from '../packages/verify/src/monitoring/synthetic-person.ts';

const PEOPLE = 1500;
const DAYS = 730;
const BUDGETS = [0.25, 0.5, 1, 1.5, 2, 3, 4];
/** Share of a budget that the distance alone may spend. */
const QUICK = 0.15;
const random = philox('1ea4000000000001');

const people = Array.from(
  { length: PEOPLE },
  (_, i) => drawPerson(random.derive(`stable ${i}`), DAYS, 0).days,
);

/** Alerts in a patient-year at given thresholds. */
function alertsAt(rule: DeteriorationRule, cumulative: number, distance: number): number {
  const tried = { ...rule, budgets: [{ alertsPerYear: 1, cumulative, distance }] };
  let alerts = 0;
  for (const days of people) {
    let state = openDeterioration(tried);
    for (const values of days) {
      const day = followDeterioration(tried, state, values, 1);
      if (day.begins) alerts += 1;
      state = day.state;
    }
  }
  return (alerts * 365) / (PEOPLE * DAYS);
}

/** Where a falling rate comes down to a target. */
function solve(rate: (threshold: number) => number, target: number, low: number, high: number): number {
  let [from, to] = [low, high];
  for (let i = 0; i < 9; i++) {
    const middle = (from + to) / 2;
    if (rate(middle) > target) from = middle;
    else to = middle;
  }
  return Math.round(50 * (from + to)) / 100;
}

for (const alertsPerYear of BUDGETS) {
  const distance = solve((d) => alertsAt(HEART_FAILURE, Infinity, d), QUICK * alertsPerYear, 1, 4);
  const cumulative = solve((c) => alertsAt(HEART_FAILURE, c, distance), alertsPerYear, 2, 20);
  console.log(`{ alertsPerYear: ${alertsPerYear}, cumulative: ${cumulative}, distance: ${distance} },`);
}
