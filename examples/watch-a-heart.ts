// Watches a person with heart failure at home: which budget of false alerts buys which warning.
import { philox } from '@twinward/simulate';
import {
  alertDays,
  budgetAt,
  drawPerson,
  followDays,
  HEART_FAILURE,
  HEART_FAILURE_PEOPLE,
} from '@twinward/twins/patient';

const random = philox('0000000000000c0d');
const people = Array.from({ length: 200 }, (_, i) =>
  drawPerson(HEART_FAILURE_PEOPLE, random.derive(`person ${i}`), 730),
);

for (const perYear of [0.5, 1.5, 3]) {
  const budget = budgetAt(HEART_FAILURE, perYear);
  let [foreseen, admissions, alerts] = [0, 0, 0];
  for (const { days, events } of people) {
    const begun = alertDays(budget, followDays(HEART_FAILURE, days));
    alerts += begun.length;
    admissions += events.length;
    foreseen += events.filter((day) => begun.some((t) => t >= day - 30 && t < day)).length;
  }
  console.log(
    `${perYear} false alerts a year: ${((100 * foreseen) / admissions).toFixed(0)} % of ${admissions} admissions foreseen, ${(alerts / 400).toFixed(2)} alerts a person-year`,
  );
}
