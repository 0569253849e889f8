import { drawPoisson, philox } from '@twinward/simulate';
import { expect, test } from 'vitest';
import { AdmissionRates } from './admission-rates.ts';
import { countForecast } from './count-forecast.ts';

const random = philox('00000000000000ad');

/** Counts of days, and how much of them 90 % intervals held, for weekdays whose rates differ by a factor. */
function heldOver(days: number, weekend: number): { readonly held: number; readonly saturday: number } {
  const rates = new AdmissionRates(1);
  let held = 0;
  for (let day = 0; day < days; day++) {
    const weekday = day % 7;
    const count = drawPoisson(
      random.draws(0, Math.round(weekend * 10), day),
      weekday < 5 ? 40 : 40 * weekend,
    );
    if (day >= 70) held += rates.forecast(weekday, 0).between(count, 0.05, 0.95);
    rates.learn({ weekday, counts: [count] });
  }
  return { held: held / (days - 70), saturday: rates.forecast(5, 0).mean };
}

test('90 % intervals hold 90 % of the days, whether weekends differ or not', () => {
  for (const weekend of [1, 0.6]) {
    const { held, saturday } = heldOver(3000, weekend);
    expect(held).toBeGreaterThan(0.88);
    expect(held).toBeLessThan(0.92);
    expect(saturday / (40 * weekend)).toBeCloseTo(1, 1);
  }
});

test('weekdays that chance alone tells apart are brought together by more than half', () => {
  const range = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  let [apart, seen] = [0, 0];
  for (let stream = 0; stream < 40; stream++) {
    const rates = new AdmissionRates(1);
    const sums = new Array<number>(7).fill(0);
    for (let day = 0; day < 70; day++) {
      const count = drawPoisson(random.draws(1, stream, day), 40);
      sums[day % 7]! += count / 10;
      rates.learn({ weekday: day % 7, counts: [count] });
    }
    apart += range(sums.map((_, weekday) => rates.forecast(weekday, 0).mean));
    seen += range(sums);
  }
  expect(apart / seen).toBeLessThan(0.5);
});

test('a forecast is a distribution: its quantiles and score agree with its probabilities', () => {
  const forecast = countForecast(6, 1.5);
  const masses = Array.from({ length: 200 }, (_, k) => forecast.cumulative(k) - forecast.cumulative(k - 1));
  const mean = masses.reduce((sum, mass, k) => sum + k * mass, 0);
  expect(mean).toBeCloseTo(forecast.mean, 10);
  expect(forecast.cumulative(forecast.quantile(0.9))).toBeGreaterThanOrEqual(0.9);
  expect(forecast.cumulative(forecast.quantile(0.9) - 1)).toBeLessThan(0.9);
  // the score as mean distance less half the mean distance of two draws
  const distance = (of: number): number => masses.reduce((sum, mass, k) => sum + mass * Math.abs(k - of), 0);
  const spread = masses.reduce((sum, mass, k) => sum + mass * distance(k), 0);
  expect(forecast.crps(9)).toBeCloseTo(distance(9) - spread / 2, 9);
});

test('what is no count of admissions is refused by its field', () => {
  const rates = new AdmissionRates(2);
  expect(() => rates.forecast(0, 0)).toThrow(/no day/);
  expect(() => rates.learn({ weekday: 7, counts: [1, 2] })).toThrow(/weekday 7/);
  expect(() => rates.learn({ weekday: 0, counts: [1] })).toThrow(/1 counts for 2/);
  expect(() => rates.learn({ weekday: 0, counts: [-1, 2] })).toThrow(/-1 admissions/);
});
