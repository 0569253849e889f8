// What blood carries at a pressure, and its acidity.
import { describe, expect, it } from 'vitest';
import { arterialPh, bicarbonateAt } from './arterial-ph.ts';
import { bloodContents } from './blood-contents.ts';
import { bloodPressures } from './blood-pressures.ts';

describe('dissociation', () => {
  it('arterial blood at 95 and 40 mmHg is 96.8 % saturated and holds 19.8 mL of oxygen in 100 mL', () => {
    const { saturation, O2 } = bloodContents(95, 40);
    expect(saturation).toBeCloseTo(0.968, 3);
    expect(O2).toBeCloseTo(0.198, 3);
  });

  it('half of the haemoglobin is saturated at 26 mmHg', () => {
    expect(bloodContents(26, 40).saturation).toBeGreaterThan(0.48);
    expect(bloodContents(26, 40).saturation).toBeLessThan(0.53);
  });

  it('carbon dioxide loosens oxygen (Bohr), oxygen drives out carbon dioxide (Haldane)', () => {
    expect(bloodContents(30, 60).saturation).toBeLessThan(bloodContents(30, 40).saturation);
    expect(bloodContents(95, 45).CO2).toBeLessThan(bloodContents(40, 45).CO2);
  });

  it('contents turn back into the pressures they came from, from hypoxia to pure oxygen', () => {
    for (const pO2 of [15, 30, 60, 95, 300, 600]) {
      for (const pCO2 of [10, 25, 40, 80, 120]) {
        const { O2, CO2 } = bloodContents(pO2, pCO2, 9);
        const back = bloodPressures(O2, CO2, 9);
        expect(back.O2 / pO2).toBeCloseTo(1, 6);
        expect(back.CO2 / pCO2).toBeCloseTo(1, 9);
      }
    }
  });
});

describe('acidity', () => {
  it('is 7.40 at 40 mmHg without excess of base, with 24 mmol/L of bicarbonate', () => {
    expect(arterialPh(40, 0)).toBeCloseTo(7.4, 2);
    expect(bicarbonateAt(40, 7.4)).toBeCloseTo(24.2, 1);
  });

  it('falls by 0.07 to 0.08 for each 10 mmHg more of carbon dioxide, acutely', () => {
    const fall = arterialPh(40, 0) - arterialPh(50, 0);
    expect(fall).toBeGreaterThan(0.06);
    expect(fall).toBeLessThan(0.085);
  });

  it('is made up for by base', () => {
    expect(arterialPh(60, 10)).toBeGreaterThan(7.36);
  });
});
