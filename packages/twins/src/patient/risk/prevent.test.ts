import { describe, expect, it } from 'vitest';
import { preventRisk } from './prevent.ts';
import type { PreventPerson } from './prevent-person.ts';

const SOMEONE: PreventPerson = {
  sex: 'female',
  age: 50,
  totalCholesterol: 5.172,
  hdl: 1.1637,
  systolic: 160,
  bmi: 35,
  egfr: 90,
  diabetes: true,
  smoker: false,
  antihypertensive: true,
  statin: false,
  hba1c: null,
  uacr: null,
  deprivationDecile: null,
};

describe('the PREVENT risk', () => {
  it('of the example that the authors print is 14.7 % at ten years and 53 % at thirty', () => {
    expect(preventRisk(SOMEONE, 'base', 10).totalCvd).toBeCloseTo(0.147, 3);
    expect(preventRisk(SOMEONE, 'base', 30).totalCvd).toBeCloseTo(0.53, 2);
  });

  it('rises with age, pressure and smoking, and falls with HDL cholesterol', () => {
    const of = (change: Partial<PreventPerson>) =>
      preventRisk({ ...SOMEONE, ...change }, 'base', 10).totalCvd;
    const now = of({});
    expect(of({ age: 60 })).toBeGreaterThan(now);
    expect(of({ systolic: 175 })).toBeGreaterThan(now);
    expect(of({ smoker: true })).toBeGreaterThan(now);
    expect(of({ hdl: 1.6 })).toBeLessThan(now);
  });

  it('is refused outside what the equations were made for, naming the field', () => {
    for (const [field, value] of [
      ['age', 25],
      ['systolic', 300],
      ['bmi', Number.NaN],
      ['egfr', 5],
    ] as const) {
      expect(() => preventRisk({ ...SOMEONE, [field]: value }, 'base', 10)).toThrow(field);
    }
  });
});
