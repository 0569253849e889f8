// Diseases by parameters: what they come to must be what their definitions say.
import { expect, it } from 'vitest';
import type { Breath } from './breath.ts';
import { BreathingLungs } from './breathing-lungs.ts';
import { diseasedLungs, type LungDisease } from './diseased-lungs.ts';
import type { VentilatorSettings } from './ventilator.ts';

const PROTECTIVE: VentilatorSettings = {
  mode: 'volume-control',
  tidalVolume: 420,
  rate: 22,
  peep: 8,
  oxygen: 0.6,
  expiratory: 2,
};

function after(disease: LungDisease, ventilator: VentilatorSettings | null): Breath {
  const lungs = new BreathingLungs(diseasedLungs(disease), 'generated');
  lungs.ventilate(ventilator);
  let breath = lungs.breathe(() => 90);
  while (lungs.time < 600) breath = lungs.breathe(() => 90);
  return breath;
}

it.each([
  ['mild ARDS', 200, 300],
  ['moderate ARDS', 100, 200],
  ['severe ARDS', 0, 100],
] as const)(
  '%s has the oxygenation of its class (Berlin) and less than 40 mL/cmH2O at a protective setting',
  (disease, low, high) => {
    const breath = after(disease, PROTECTIVE);
    expect(breath.arterialO2 / 0.6).toBeGreaterThan(low);
    expect(breath.arterialO2 / 0.6).toBeLessThanOrEqual(high);
    expect(420 / (breath.plateau - breath.totalPeep)).toBeLessThan(42);
  },
);

it('severe COPD: carbon dioxide kept, oxygen low, breath left behind; moderate less so', () => {
  const [moderate, severe] = (['moderate COPD', 'severe COPD'] as const).map((disease) =>
    after(disease, null),
  );
  expect(severe!.arterialCO2).toBeGreaterThan(46);
  expect(severe!.arterialO2).toBeLessThan(70);
  expect(severe!.totalPeep).toBeGreaterThan(1);
  expect(moderate!.arterialCO2).toBeLessThan(severe!.arterialCO2);
  expect(moderate!.arterialO2).toBeGreaterThan(severe!.arterialO2);
});

it('acute asthma on a fast ventilator traps air that a slow one lets out', () => {
  const [fast, slow] = [25, 10].map((rate) =>
    after('acute asthma', { ...PROTECTIVE, peep: 0, rate, expiratory: 1 }),
  );
  expect(fast!.totalPeep).toBeGreaterThan(slow!.totalPeep + 3);
});
