import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { followLives } from './follow-lives.ts';
import { OM2_EVENTS } from './om2-events.ts';
import type { Om2Person } from './om2-person.ts';
import { Om2Year } from './om2-year.ts';
import { progressionDifference, progressionOf } from './progression.ts';
import { CLARKE_2002 } from './utilities.ts';

const SOMEONE: Om2Person = {
  sex: 'male',
  ethnicity: 'white or other',
  ageAtDiagnosis: 52,
  yearsSinceDiagnosis: 8,
  hba1c: 8,
  systolic: 145,
  ldl: 3.2,
  hdl: 1.1,
  bmi: 30,
  egfr: 75,
  heartRate: 72,
  whiteCells: 7,
  haemoglobin: 14.5,
  smoker: true,
  atrialFibrillation: false,
  peripheralVascularDisease: false,
  albuminuria: false,
};
const random = philox('00000000000000d2');
const request = { count: 2000, years: 60, random };

describe('a year with type 2 diabetes by UKPDS-OM2', () => {
  it('kills the man of the statistical appendix with a probability of 4.58 %, as COMPAR-EU computes', () => {
    const man = { ...SOMEONE, ageAtDiagnosis: 58, yearsSinceDiagnosis: 12, bmi: 27, whiteCells: 6 };
    const heartFailed = OM2_EVENTS.map((event) => (event === 'heartFailure' ? 1 : 0));
    expect(new Om2Year(man, 0).death(heartFailed, heartFailed)).toBeCloseTo(0.04583776, 8);
  });

  it('kills more often when an infarction falls into it', () => {
    const year = new Om2Year(SOMEONE, 0);
    const [none, infarction] = [[], ['infarction']].map((had) =>
      OM2_EVENTS.map((event) => (had.includes(event) ? 1 : 0)),
    );
    expect(year.death(none!, infarction!)).toBeGreaterThan(5 * year.death(none!, none!));
  });

  it('cannot fail a heart twice, and takes a third infarction for none', () => {
    const all = OM2_EVENTS.map((event) => (event === 'infarction' ? 2 : 1));
    const year = new Om2Year(SOMEONE, 0);
    expect(year.complication(OM2_EVENTS.indexOf('heartFailure'), all)).toBe(0);
    expect(year.complication(OM2_EVENTS.indexOf('infarction'), all)).toBe(0);
  });
});

describe('lives by UKPDS-OM2', () => {
  const usual = followLives([SOMEONE], { ...request, utilities: CLARKE_2002 });
  const summary = progressionOf(usual);

  it('last 16 years from 60 in a man who smokes, half of them between 10 and 23', () => {
    expect(summary.lifeYears.mean).toBeGreaterThan(15.5);
    expect(summary.lifeYears.mean).toBeLessThan(17);
    expect(summary.lifeYears.error).toBeLessThan(0.3);
    expect(summary.lifeYearsQuantiles[1]).toBeGreaterThan(8);
    expect(summary.lifeYearsQuantiles[3]).toBeLessThan(24);
    expect(summary.qualityYears!.mean).toBeLessThan(0.785 * summary.lifeYears.mean);
  });

  it('end before they are 120 years long, and complications only gather', () => {
    expect(summary.alive.probability.at(-1)).toBeLessThan(0.001);
    for (const event of OM2_EVENTS) {
      const happened = [...summary.happened[event].probability];
      expect(happened).toEqual([...happened].sort((a, b) => a - b));
    }
  });

  it('are the same lives again but for what changes: the pair tells more than two samples would', () => {
    const changed = followLives([{ ...SOMEONE, smoker: false }], { ...request, utilities: CLARKE_2002 });
    const { lifeYears } = progressionDifference(usual, changed);
    expect(lifeYears.mean).toBeGreaterThan(1.5);
    const apart = Math.hypot(summary.lifeYears.error, progressionOf(changed).lifeYears.error);
    expect(lifeYears.error).toBeLessThan(0.85 * apart);
    expect(followLives([SOMEONE], request).ends).toEqual(usual.ends);
  });

  it('follow a path of a risk factor: pressure that falls for good prolongs less than one that was never high', () => {
    const of = (change: Partial<Om2Person>) =>
      progressionOf(followLives([{ ...SOMEONE, ...change }], request)).lifeYears.mean;
    const high = of({ systolic: 170 });
    const later = of({ systolic: 170, path: { systolic: [170, 170, 170, 170, 170, 125] } });
    const never = of({ systolic: 125 });
    expect(later).toBeGreaterThan(high);
    expect(never).toBeGreaterThan(later);
  });

  it('of several people lie between those of each', () => {
    const healthy = { ...SOMEONE, smoker: false, hba1c: 6.5 };
    const of = (people: readonly Om2Person[]) => progressionOf(followLives(people, request)).lifeYears.mean;
    const both = of([SOMEONE, healthy]);
    expect(both).toBeGreaterThan(of([SOMEONE]));
    expect(both).toBeLessThan(of([healthy]));
  });

  it('are refused by field and remedy for numbers that cannot be, with a hint at the unit', () => {
    const refused: readonly (readonly [string, string, Partial<Record<keyof Om2Person, unknown>>])[] = [
      ['hba1c', '53 looks like mmol/mol, which is 7.0 %', { hba1c: 53 }],
      ['ldl', '120 looks like mg/dL, which is 3.10 mmol/L', { ldl: 120 }],
      ['hdl', 'looks like mg/dL', { hdl: 45 }],
      ['haemoglobin', 'looks like g/L', { haemoglobin: 140 }],
      ['systolic', 'mm[Hg]', { systolic: Number.NaN }],
      ['egfr', 'mL/min', { egfr: undefined }],
      ['hba1c', '%', { path: { hba1c: [7, 700] } }],
      ['smoker', 'true or false', { smoker: 'yes' }],
      ['sex', 'female or male', { sex: 'unknown' }],
      ['history.stroke', '0 to 2', { history: { stroke: 3 } }],
      ['yearsSinceDiagnosis', 'at most 100', { ageAtDiagnosis: 80, yearsSinceDiagnosis: 30 }],
    ];
    for (const [field, remedy, change] of refused) {
      const person = { ...SOMEONE, ...change } as Om2Person;
      expect(() => followLives([person], request), field).toThrow(
        expect.objectContaining({
          code: 'subject.invalid',
          place: expect.objectContaining({ field, remedy: expect.stringContaining(remedy) }),
        }),
      );
    }
  });
});
