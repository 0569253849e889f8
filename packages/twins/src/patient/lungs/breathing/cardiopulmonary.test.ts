// Heart and lungs together: what each does to the other.
import { expect, it } from 'vitest';
import { Cardiopulmonary } from './cardiopulmonary.ts';
import { HEALTHY_LUNGS } from './lung-person.ts';

const CONTROL = { mode: 'volume-control', tidalVolume: 500, rate: 14, oxygen: 0.4, expiratory: 2 } as const;

function lastOf(both: Cardiopulmonary, seconds: number) {
  const until = both.lungs.time + seconds;
  let breath = both.breathe();
  while (both.lungs.time < until) breath = both.breathe();
  return { ...breath, heart: both.heart };
}

it('at rest the heart puts out 5 to 6 litres and the gases are normal', () => {
  const { heart, arterialO2, arterialCO2 } = lastOf(new Cardiopulmonary(HEALTHY_LUNGS, 'generated'), 300);
  expect(heart.output).toBeGreaterThan(5);
  expect(heart.output).toBeLessThan(6);
  expect(arterialO2).toBeGreaterThan(90);
  expect(arterialCO2).toBeCloseTo(40.8, 0);
});

it('15 cmH2O of end-expiratory pressure cost a fifth of the output, 5 little', () => {
  const both = new Cardiopulmonary(HEALTHY_LUNGS, 'generated');
  const free = lastOf(both, 120).heart.output;
  both.lungs.ventilate({ ...CONTROL, peep: 5 });
  const low = lastOf(both, 180).heart.output;
  both.lungs.ventilate({ ...CONTROL, peep: 15 });
  const high = lastOf(both, 180).heart.output;
  expect(low / free).toBeGreaterThan(0.85);
  expect(high / free).toBeLessThan(0.85);
  expect(high / free).toBeGreaterThan(0.65);
});

it('a failing heart lowers the oxygen in mixed venous blood', () => {
  const [healthy, failing] = [{}, { contractility: 0.6, volume: 1100 }].map((heart) =>
    lastOf(new Cardiopulmonary(HEALTHY_LUNGS, 'generated', heart), 300),
  );
  expect(failing!.heart.output).toBeLessThan(0.75 * healthy!.heart.output);
  expect(failing!.venousO2).toBeLessThan(healthy!.venousO2 - 3);
});
