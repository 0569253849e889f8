import { describe, expect, it } from 'vitest';
import { creatinineClearance } from './creatinine-clearance.ts';

const man = { sex: 'male', age: 60, weight: 72, creatinine: { value: 1, unit: 'mg/dL' } } as const;

describe('creatinine clearance by Cockcroft and Gault', () => {
  it('is 80 mL/min at 60 years, 72 kg and 1 mg/dL, the same in umol/L, and 0.85 of it in women', () => {
    expect(creatinineClearance(man)).toBeCloseTo(80, 9);
    expect(creatinineClearance({ ...man, creatinine: { value: 88.4, unit: 'umol/L' } })).toBeCloseTo(80, 1);
    expect(creatinineClearance({ ...man, sex: 'female' })).toBeCloseTo(68, 9);
  });

  it('is refused by field, with a hint at the unit that was meant', () => {
    const refused = [
      [{ creatinine: { value: 88, unit: 'mg/dL' } }, 'subject.invalid', 'creatinine', 'umol/L'],
      [{ creatinine: { value: 1, unit: 'umol/L' } }, 'subject.invalid', 'creatinine', 'mg/dL'],
      [{ weight: 700 }, 'subject.invalid', 'weight', 'kg'],
      [{ age: Number.NaN }, 'subject.invalid', 'age', 'years'],
      [{ creatinine: { value: 1, unit: 'mmHg' } }, 'unit.unknown', 'unit', 'UCUM'],
    ] as const;
    for (const [change, code, field, remedy] of refused) {
      expect(() => creatinineClearance({ ...man, ...change }), field).toThrow(
        expect.objectContaining({
          code,
          place: expect.objectContaining({ field, remedy: expect.stringContaining(remedy) }),
        }),
      );
    }
  });
});
