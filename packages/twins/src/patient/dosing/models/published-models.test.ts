import { mapEstimate } from '@twinward/estimate';
import { describe, expect, it } from 'vitest';
import { ExpectedCourse, individualProblem } from '../population/individual-problem.ts';
import { priorCovariance } from '../population/population-model.ts';
import { courseOf } from '../population/treatment-history.ts';
import { amikacinBurdet2015 } from './amikacin-burdet-2015.ts';
import { phenytoinGrasela1983 } from './phenytoin-grasela-1983.ts';
import { vancomycinGoti2018 } from './vancomycin-goti-2018.ts';
import { vancomycinThomson2009 } from './vancomycin-thomson-2009.ts';
import { type WarfarinPerson, warfarinDose } from './warfarin-iwpc-2009.ts';

const mg = (value: number) => ({ value, unit: 'mg' });
const mgPerL = (value: number) => ({ value, unit: 'mg/L' });
const h = (value: number) => ({ value, unit: 'h' });
const mLPerMin = (value: number) => ({ value, unit: 'mL/min' });

describe('published models', () => {
  it('of amikacin give the individual that posologyr gives (Burdet 2015, correlated effects)', () => {
    const course = courseOf(amikacinBurdet2015, {
      doses: [{ hour: 0, amount: mg(2000), over: h(0.5) }],
      levels: [
        { hour: 1, level: mgPerL(58) },
        { hour: 6, level: mgPerL(14) },
      ],
      covariates: [
        {
          hour: 0,
          values: {
            'creatinine-clearance-4h': mLPerMin(50),
            weight: { value: 62, unit: 'kg' },
            'pao2-fio2': { value: 169, unit: 'mm[Hg]' },
          },
        },
      ],
    });
    const { x } = mapEstimate(individualProblem(amikacinBurdet2015, course));
    const named = Object.fromEntries(amikacinBurdet2015.parameters.map(({ name }, i) => [name, x[i]!]));
    expect(named.CL).toBeCloseTo(0.449952, 3);
    expect(named.V1).toBeCloseTo(0.273059, 3);
    expect(named.V2).toBeCloseTo(0.706159, 3);
    expect(named.Q).toBeCloseTo(-0.138843, 3);
  });

  it('of phenytoin find the individual that a search of the saturated steady state finds (Grasela 1983)', () => {
    const values = { weight: 80, 'younger-than-15': 0, japanese: 0 };
    const dose = { time: 0, evid: 1, amt: 0, rate: 350 / 24, cmt: 1, ii: 0, addl: 0, ss: 1 };
    const course = {
      records: [dose, { ...dose, rate: 400 / 24 }],
      covariates: [values, values],
      levels: [
        { record: 0, value: 9.1 },
        { record: 1, value: 17.8 },
      ],
    };
    const { x } = mapEstimate(individualProblem(phenytoinGrasela1983, course));
    const objective = (a: number, b: number) => {
      const [Vm, Km] = [415 * (80 / 70) ** 0.6 * Math.exp(a), 5.7 * Math.exp(b)];
      if (Vm <= 400) return Number.POSITIVE_INFINITY;
      const off = ([rate, seen]: readonly [number, number]) => {
        const f = (rate * Km) / (Vm - rate);
        return ((seen - f) / (0.1 * f)) ** 2 + 2 * Math.log(0.1 * f);
      };
      return off([350, 9.1]) + off([400, 17.8]) + (a / 0.15) ** 2 + (b / 0.5) ** 2;
    };
    let [a, b] = [0.1, 0];
    for (let step = 0.1; step > 1e-6; ) {
      const near = [-step, 0, step].flatMap((i) => [-step, 0, step].map((j) => [a + i, b + j] as const));
      const best = near.reduce((p, q) => (objective(q[0], q[1]) < objective(p[0], p[1]) ? q : p));
      if (best[0] === a && best[1] === b) step /= 2;
      [a, b] = best;
    }
    expect(x[0]).toBeCloseTo(a, 3);
    expect(x[1]).toBeCloseTo(b, 3);
  });

  it('of vancomycin give the exposures that posologyr integrates (Goti 2018, first and second day)', () => {
    const course = courseOf(vancomycinGoti2018, {
      doses: [
        { hour: 0, amount: mg(2000), over: h(2) },
        { hour: 24.2, amount: mg(1000), over: h(2) },
      ],
      levels: [
        { hour: 13, level: mgPerL(12) },
        { hour: 48, level: mgPerL(9.5) },
      ],
      covariates: [
        {
          hour: 0,
          values: {
            'creatinine-clearance': mLPerMin(65),
            weight: { value: 70, unit: 'kg' },
            dialysis: { value: 0, unit: '1' },
          },
        },
      ],
    });
    const { x } = mapEstimate(individualProblem(vancomycinGoti2018, course));
    const look = { time: 24, evid: 0, amt: 0, rate: 0, cmt: 0, ii: 0, addl: 0, ss: 0 };
    const records = [...course.records, look].sort((a, b) => a.time - b.time);
    const covariates = records.map(() => course.covariates[0]!);
    const at = new Map<number, number>();
    new ExpectedCourse(vancomycinGoti2018, { records, covariates }).follow(x, (index, _, exposure) => {
      at.set(records[index]!.time, exposure);
    });
    expect(at.get(24)! / 337.8963).toBeCloseTo(1, 3);
    expect((at.get(48)! - at.get(24)!) / 325.3071).toBeCloseTo(1, 3);
  });

  it.each([vancomycinGoti2018, vancomycinThomson2009, amikacinBurdet2015])(
    '$name names a source for every number and a spread that is a covariance',
    (model) => {
      for (const { source, typical, effects } of model.parameters) {
        expect(source).not.toBe('');
        expect(typical).toBeGreaterThan(0);
        for (const { covariate } of effects)
          expect(model.covariates.map(({ name }) => name)).toContain(covariate);
      }
      const omega = priorCovariance(model);
      const n = model.parameters.length;
      expect(() =>
        mapEstimate({ observed: [], prior: omega, predict: () => undefined }).x.slice(0, n),
      ).not.toThrow();
      for (const { possible, trusted } of model.covariates) {
        expect(trusted.low).toBeGreaterThanOrEqual(possible.low);
        expect(trusted.high).toBeLessThanOrEqual(possible.high);
      }
    },
  );
});

describe('the dose of warfarin', () => {
  const person: WarfarinPerson = {
    age: 65,
    height: 175,
    weight: 80,
    vkorc1: 'A/G',
    cyp2c9: '*1/*2',
    race: 'white',
    enzymeInducer: false,
    amiodarone: false,
  };

  it('is the square of the sum of the terms of the IWPC, by hand 5.1937 squared', () => {
    const { weekly, daily, terms } = warfarinDose(person);
    expect(weekly).toBeCloseTo(5.1937 ** 2, 9);
    expect(daily * 7).toBeCloseTo(weekly, 12);
    expect(terms.map(({ adds }) => adds).reduce((a, b) => a + b, 0)).toBeCloseTo(5.1937, 12);
  });

  it('falls with sensitive genotypes, slow metabolism, age and amiodarone, and rises with an inducer', () => {
    const of = (change: Partial<WarfarinPerson>) => warfarinDose({ ...person, ...change }).weekly;
    expect(of({ vkorc1: 'A/A' })).toBeLessThan(of({}));
    expect(of({ vkorc1: 'G/G' })).toBeGreaterThan(of({}));
    expect(of({ cyp2c9: '*3/*3' })).toBeLessThan(of({ cyp2c9: '*2/*2' }));
    expect(of({ age: 85 })).toBeLessThan(of({ age: 45 }));
    expect(of({ amiodarone: true })).toBeLessThan(of({}));
    expect(of({ enzymeInducer: true })).toBeGreaterThan(of({}));
  });

  it('is refused by name for what cannot be, and warned of outside the range', () => {
    const refused = (change: object, field: string) =>
      expect(() => warfarinDose({ ...person, ...change } as WarfarinPerson)).toThrow(
        expect.objectContaining({ code: 'subject.invalid', place: expect.objectContaining({ field }) }),
      );
    refused({ age: Number.NaN }, 'age');
    refused({ height: 1.75 }, 'height');
    refused({ weight: 0 }, 'weight');
    refused({ vkorc1: 'T/T' }, 'vkorc1');
    refused({ cyp2c9: 'toString' }, 'cyp2c9');
    expect(warfarinDose({ ...person, age: 104 }).outsideValidity).toHaveLength(1);
  });
});
