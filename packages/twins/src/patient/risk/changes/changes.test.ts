import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { labValue } from '../lab-value.ts';
import { preventRisk } from '../prevent.ts';
import type { Om2Person } from '../ukpds/om2-person.ts';
import { applyChanges, changesOf } from './apply-changes.ts';
import { type PreventWhatIfPerson, preventModelOf, preventWhatIf } from './prevent-what-if.ts';
import { type ProgressionWhatIf, progressionWhatIf } from './progression-what-if.ts';
import { RISK_CHANGES } from './risk-changes.ts';

const random = philox('00000000000000d3');
const FACTORS = { ldl: 3.5, systolic: 154, hba1c: 8, bmi: 30, smoker: true };
const SOMEONE: PreventWhatIfPerson = {
  sex: 'male',
  age: 52,
  totalCholesterol: 5.6,
  hdl: 1.1,
  ldl: 3.5,
  systolic: 154,
  bmi: 30,
  egfr: 85,
  diabetes: false,
  smoker: true,
  antihypertensive: false,
  statin: false,
  hba1c: null,
  uacr: null,
  deprivationDecile: null,
};
const DIABETIC: Om2Person = {
  sex: 'female',
  ethnicity: 'white or other',
  ageAtDiagnosis: 55,
  yearsSinceDiagnosis: 6,
  hba1c: 8.2,
  systolic: 150,
  ldl: 3.4,
  hdl: 1.2,
  bmi: 31,
  egfr: 72,
  heartRate: 74,
  whiteCells: 7,
  haemoglobin: 13.5,
  smoker: true,
  atrialFibrillation: false,
  peripheralVascularDisease: false,
  albuminuria: false,
};

function finish(running: Generator<number, ProgressionWhatIf>): ProgressionWhatIf {
  for (;;) {
    const next = running.next();
    if (next.done === true) return next.value;
  }
}

describe('a change of risk factors', () => {
  it('is as large as its source says: atorvastatin 20 mg takes 43 % off LDL, an ACE inhibitor 8.5 mm[Hg] at 154', () => {
    const after = applyChanges(FACTORS, changesOf(['atorvastatin-20', 'ace-inhibitor', 'stop-smoking']));
    expect(after.ldl).toBeCloseTo(0.57 * 3.5, 12);
    expect(after.systolic).toBeCloseTo(154 - 8.5, 12);
    expect(after.smoker).toBe(false);
    expect(after.hba1c).toBe(8);
  });

  it('of pressure is larger from higher, and three drugs take less than three times one', () => {
    const fall = (systolic: number, id: string) =>
      systolic - applyChanges({ ...FACTORS, systolic }, changesOf([id])).systolic;
    expect(fall(174, 'one-drug-half')).toBeCloseTo(7.1 + 2, 9);
    const [one, three] = [fall(154, 'one-drug-half'), fall(154, 'three-drugs-half')];
    expect(three).toBeGreaterThan(2 * one);
    expect(three).toBeLessThan(3 * one);
  });

  it('is known by a name of its own, with a source', () => {
    expect(new Set(RISK_CHANGES.map(({ id }) => id)).size).toBe(RISK_CHANGES.length);
    for (const { source } of RISK_CHANGES) expect(source.length).toBeGreaterThan(20);
  });

  it('is refused where it has nothing to change, does not know what to, or would go too far', () => {
    const refused: readonly (readonly [
      string,
      Partial<typeof FACTORS> | { ldl: null },
      readonly string[],
    ])[] = [
      ['smoker', { smoker: false }, ['stop-smoking']],
      ['ldl', { ldl: null }, ['atorvastatin-20']],
      ['hba1c', { hba1c: 6 }, ['metformin']],
      ['systolic', { systolic: 91 }, ['thiazide']],
      ['changes', {}, ['snake-oil']],
      ['changes', {}, ['metformin', 'sulfonylurea']],
    ];
    for (const [field, change, ids] of refused) {
      expect(() => applyChanges({ ...FACTORS, ...change }, changesOf(ids)), ids.join()).toThrow(
        expect.objectContaining({
          code: 'scenario.invalid',
          place: expect.objectContaining({ field, remedy: expect.any(String) }),
        }),
      );
    }
  });
});

describe('PREVENT under changes', () => {
  it('is the equation for the changed person, within the interval of the effect', () => {
    const { usual, changed, factors } = preventWhatIf(SOMEONE, changesOf(['ace-inhibitor']), 10, random);
    expect(usual).toEqual(preventRisk(SOMEONE, 'base', 10));
    const treated = { ...SOMEONE, systolic: 145.5, antihypertensive: true };
    expect(changed!.totalCvd.risk).toBeCloseTo(preventRisk(treated, 'base', 10).totalCvd, 12);
    expect(factors.after.systolic).toBeCloseTo(145.5, 9);
    expect(changed!.totalCvd.low).toBeLessThan(changed!.totalCvd.risk);
    expect(changed!.totalCvd.high).toBeGreaterThan(changed!.totalCvd.risk);
  });

  it('shows trials beside the equation: 1.5 mmol/L less LDL cholesterol is 0.78 to the power 1.5', () => {
    const { usual, byTrials } = preventWhatIf(SOMEONE, changesOf(['atorvastatin-20']), 10, random);
    const [ctt] = byTrials;
    expect(ctt!.risk).toBeCloseTo(usual.ascvd * 0.78 ** (0.43 * 3.5), 12);
    expect(byTrials).toHaveLength(1);
  });

  it('uses the equation that fits what is known', () => {
    expect(preventModelOf(SOMEONE)).toBe('base');
    expect(preventModelOf({ ...SOMEONE, hba1c: 6 })).toBe('hba1c');
    expect(preventModelOf({ ...SOMEONE, uacr: 30 })).toBe('uacr');
    expect(preventModelOf({ ...SOMEONE, hba1c: 6, uacr: 30 })).toBe('full');
  });

  it('is refused for a statin beside a statin, and for 30 years from 65', () => {
    const field = (name: string) =>
      expect.objectContaining({ place: expect.objectContaining({ field: name }) });
    const statin = changesOf(['pravastatin-20']);
    expect(() => preventWhatIf({ ...SOMEONE, statin: true }, statin, 10, random)).toThrow(field('statin'));
    expect(() => preventWhatIf({ ...SOMEONE, age: 65 }, [], 30, random)).toThrow(field('age'));
    expect(() => preventWhatIf({ ...SOMEONE, totalCholesterol: 210 }, [], 10, random)).toThrow(
      expect.objectContaining({
        place: expect.objectContaining({ remedy: expect.stringContaining('mg/dL') }),
      }),
    );
    expect(() => preventWhatIf({ ...SOMEONE, hba1c: 53 }, [], 10, random)).toThrow(field('hba1c'));
  });
});

describe('UKPDS-OM2 under changes', () => {
  it('gains years with everything that helps, and tells how much hangs on the effects', () => {
    const request = { person: DIABETIC, lives: 1000, years: 60, random };
    const changes = changesOf(['metformin', 'stop-smoking', 'one-drug-half']);
    const { difference, effectEnds, usual, changed } = finish(progressionWhatIf({ ...request, changes }));
    expect(difference!.lifeYears.mean).toBeGreaterThan(2);
    expect(changed!.lifeYears.mean - usual.lifeYears.mean).toBeCloseTo(difference!.lifeYears.mean, 9);
    expect(effectEnds![0]).toBeLessThan(difference!.lifeYears.mean + 1e-9);
    expect(effectEnds![1]).toBeGreaterThan(difference!.lifeYears.mean - 1e-9);
    const none = finish(progressionWhatIf({ ...request, changes: [] }));
    expect(none.changed).toBeNull();
    expect(none.usual.lifeYears).toEqual(usual.lifeYears);
  });
});

describe('a laboratory value', () => {
  it('is read in the unit it came in', () => {
    expect(labValue('hba1c', { value: 53, unit: 'mmol/mol' })).toBeCloseTo(7, 1);
    expect(labValue('hba1c', { value: 7, unit: '%' })).toBe(7);
    expect(labValue('totalCholesterol', { value: 200, unit: 'mg/dL' })).toBeCloseTo(5.17, 2);
    expect(labValue('haemoglobin', { value: 140, unit: 'g/L' })).toBeCloseTo(14, 9);
    expect(labValue('uacr', { value: 3, unit: 'mg/mmol' })).toBeCloseTo(26.5, 1);
  });

  it('in a unit that is none of it is refused by its own name', () => {
    for (const [name, unit] of [
      ['hba1c', 'mg/dL'],
      ['ldl', '%'],
      ['hdl', 'mmols'],
      ['haemoglobin', 'mm[Hg]'],
      ['uacr', 'g'],
    ] as const) {
      expect(() => labValue(name, { value: 5, unit }), name).toThrow(
        expect.objectContaining({
          code: 'unit.incompatible',
          place: expect.objectContaining({ field: name }),
        }),
      );
    }
  });
});
