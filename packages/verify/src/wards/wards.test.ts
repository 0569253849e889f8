import { expect, test } from 'vitest';
import { followHospital } from './follow-hospital.ts';

test('a hospital is judged by the days after its twin has learnt, two forecasts a day of each ward', () => {
  const { wards, chance } = followHospital({ seed: '00000000000000f2', days: 10 });
  expect(Object.keys(wards)).toHaveLength(5);
  for (const [first] of Object.values(wards)) {
    expect(first!.forecasts).toBe(20);
    expect(first!.held / first!.forecasts).toBeGreaterThan(0.5);
  }
  expect(chance.patients).toBeGreaterThan(200);
  expect(chance.announced).toBeLessThan(chance.silent);
});
