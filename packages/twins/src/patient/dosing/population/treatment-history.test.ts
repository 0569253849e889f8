import { describe, expect, it } from 'vitest';
import { vancomycinGoti2018 as model } from '../models/vancomycin-goti-2018.ts';
import { ExpectedCourse } from './individual-problem.ts';
import { courseOf, type TreatmentHistory } from './treatment-history.ts';

const q = (value: number, unit: string) => ({ value, unit });
const values = {
  weight: q(70, 'kg'),
  'creatinine-clearance': q(60, 'mL/min'),
  dialysis: q(0, '1'),
};
const history: TreatmentHistory = {
  doses: [{ hour: 0, amount: q(1, 'g'), over: q(60, 'min'), every: q(12, 'h'), further: 2 }],
  levels: [{ hour: 23.5, level: q(12, 'mg/L') }],
  covariates: [{ hour: 0, values }],
};

/** Levels by hour of the typical person. */
function typicalLevels(given: TreatmentHistory): Map<number, number> {
  const course = courseOf(model, given);
  const at = new Map<number, number>();
  new ExpectedCourse(model, course).follow([0, 0, 0, 0], (index, level) => {
    at.set(course.records[index]!.time, level);
  });
  return at;
}

describe('a treatment as a hospital writes it', () => {
  it('means the same in other units', () => {
    const other: TreatmentHistory = {
      doses: [{ hour: 0, amount: q(1000, 'mg'), over: q(1, 'h'), every: q(0.5, 'd'), further: 2 }],
      levels: [{ hour: 23.5, level: q(12_000 / 1449.3, 'umol/L') }],
      covariates: [{ hour: 0, values: { ...values, 'creatinine-clearance': q(3.6, 'L/h') } }],
    };
    const [ours, theirs] = [courseOf(model, history), courseOf(model, other)];
    expect(theirs.levels[0]!.value).toBeCloseTo(ours.levels[0]!.value, 9);
    theirs.records.forEach((record, i) => {
      expect(record.amt).toBeCloseTo(ours.records[i]!.amt, 9);
      expect(record.ii).toBeCloseTo(ours.records[i]!.ii, 9);
    });
    expect(theirs.covariates[0]!['creatinine-clearance']).toBeCloseTo(60, 9);
  });

  it('reads a trough before the dose of the same hour', () => {
    const doses = [
      { hour: 0, amount: q(1, 'g') },
      { hour: 12, amount: q(1, 'g') },
    ];
    const course = courseOf(model, { ...history, doses, levels: [{ hour: 12, level: q(9, 'mg/L') }] });
    expect(course.records[course.levels[0]!.record + 1]!.evid).toBe(1);
  });

  it('follows a kidney that fails from the hour it is known to fail', () => {
    const failing = {
      ...history,
      covariates: [...history.covariates, { hour: 13, values: { 'creatinine-clearance': q(15, 'mL/min') } }],
    };
    const [steady, slower] = [typicalLevels(history), typicalLevels(failing)];
    expect(courseOf(model, failing).latest['creatinine-clearance']).toBe(15);
    expect(slower.get(23.5)).toBeGreaterThan(steady.get(23.5)!);
    const later = {
      ...failing,
      covariates: [failing.covariates[0]!, { ...failing.covariates[1]!, hour: 40 }],
    };
    expect(typicalLevels(later).get(23.5)).toBeCloseTo(steady.get(23.5)!, 12);
  });

  it('holds aside a level drawn while an infusion runs, and keeps one drawn at its end', () => {
    const levels = [12.5, 13, 23.5].map((hour) => ({ hour, level: q(20, 'mg/L') }));
    const course = courseOf(model, { ...history, levels });
    expect(course.heldAside).toEqual([{ row: 1, why: expect.stringContaining('while an infusion ran') }]);
    expect(course.levels.map(({ record }) => course.records[record]!.time)).toEqual([13, 23.5]);
  });

  it('says where the model is used outside its range', () => {
    const heavy = { ...history, covariates: [{ hour: 0, values: { ...values, weight: q(210, 'kg') } }] };
    expect(courseOf(model, heavy).outsideValidity.join()).toContain('Body weight is 210 kg');
    expect(courseOf(model, history).outsideValidity).toEqual([]);
  });

  it('is refused by field, row and remedy where it cannot be', () => {
    const doses = history.doses;
    const refused: readonly (readonly [string, string, Partial<TreatmentHistory>])[] = [
      ['intervention.invalid', 'hour', { doses: [...doses, { hour: -2, amount: q(1, 'g') }] }],
      ['intervention.invalid', 'amount', { doses: [{ hour: 0, amount: q(0, 'mg') }] }],
      ['intervention.invalid', 'over', { doses: [{ hour: 0, amount: q(1, 'g'), over: q(-1, 'h') }] }],
      ['unit.incompatible', 'unit', { doses: [{ hour: 0, amount: q(1, 'mL') }] }],
      ['unit.unknown', 'unit', { doses: [{ hour: 0, amount: q(1, 'gramme') }] }],
      ['unit.incompatible', 'unit', { levels: [{ hour: 5, level: q(12, 'mg') }] }],
      ['observation.invalid', 'level', { levels: [{ hour: 5, level: q(-999, 'mg/L') }] }],
      ['observation.invalid', 'level', { levels: [{ hour: 0, level: q(12, 'mg/L') }] }],
      ['observation.invalid', 'hour', { levels: [{ hour: -5, level: q(12, 'mg/L') }] }],
      ['subject.invalid', 'creatinine-clearance', { covariates: [] }],
      ['subject.invalid', 'weight', { covariates: [{ hour: 0, values: { ...values, weight: q(0, 'kg') } }] }],
      [
        'subject.invalid',
        'weight',
        { covariates: [{ hour: 0, values: { ...values, weight: q(700, 'kg') } }] },
      ],
      [
        'subject.invalid',
        'creatinine-clearance',
        { covariates: [{ hour: 0, values: { ...values, 'creatinine-clearance': q(9999, 'mL/min') } }] },
      ],
      [
        'unit.incompatible',
        'unit',
        { covariates: [{ hour: 0, values: { ...values, weight: q(1.75, 'm') } }] },
      ],
    ];
    for (const [code, field, change] of refused) {
      expect(() => courseOf(model, { ...history, ...change }), `${code} ${field}`).toThrow(
        expect.objectContaining({
          code,
          place: expect.objectContaining({ field, remedy: expect.any(String) }),
        }),
      );
    }
  });
});
