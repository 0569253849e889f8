import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { DRUG_TARGETS } from '../models/dose-target.ts';
import { vancomycinGoti2018 } from '../models/vancomycin-goti-2018.ts';
import { vancomycinThomson2009 } from '../models/vancomycin-thomson-2009.ts';
import { individual } from '../population/individual.ts';
import { individualProblem } from '../population/individual-problem.ts';
import { levelVariance, type PopulationModel } from '../population/population-model.ts';
import type { TreatmentHistory } from '../population/treatment-history.ts';
import { averagedIndividual } from './averaged-individual.ts';
import { regimenForecast } from './regimen-forecast.ts';
import { judgeRegimen, searchRegimens } from './regimen-search.ts';

const q = (value: number, unit: string) => ({ value, unit });
const random = philox('00000000000000d0');
const targets = DRUG_TARGETS.vancomycin!;
const models = [vancomycinGoti2018, vancomycinThomson2009] as const;
const begun: TreatmentHistory = {
  doses: [{ hour: 0, amount: q(1.25, 'g'), over: q(1.5, 'h'), every: q(12, 'h'), further: 2 }],
  levels: [],
  covariates: [
    {
      hour: 0,
      values: {
        weight: q(82, 'kg'),
        'creatinine-clearance': q(71, 'mL/min'),
        dialysis: q(0, '1'),
      },
    },
  ],
};
const measured: TreatmentHistory = {
  ...begun,
  levels: [
    { hour: 13.5, level: q(31.2, 'mg/L') },
    { hour: 23.5, level: q(17.4, 'mg/L') },
  ],
};
const choices = { amounts: [500, 1000, 1500, 2000], intervals: [8, 12, 24], over: () => 1.5 };

describe('what a person is believed to be', () => {
  it('draws the posterior that quadrature finds, for one effect and three levels', () => {
    const one: PopulationModel = {
      ...vancomycinGoti2018,
      parameters: vancomycinGoti2018.parameters.map((own) =>
        own.name === 'CL' ? own : { ...own, variance: 0 },
      ),
    };
    const { draws, course } = individual(one, measured, random, 4000);
    const problem = individualProblem(one, course);
    const out = new Float64Array(2 * course.levels.length);
    let [mass, first, second] = [0, 0, 0];
    for (let eta = -2; eta <= 2; eta += 0.001) {
      problem.predict(Float64Array.of(eta, 0, 0, 0), out);
      let objective = (eta * eta) / 0.147;
      course.levels.forEach(({ value }, i) => {
        const v = levelVariance(one.residual, out[i]!);
        objective += (value - out[i]!) ** 2 / v + Math.log(v);
      });
      const w = Math.exp(-objective / 2);
      mass += w;
      first += w * eta;
      second += w * eta * eta;
    }
    const mean = first / mass;
    const sd = Math.sqrt(second / mass - mean * mean);
    let [ours, square] = [0, 0];
    draws.weights.forEach((w, m) => {
      ours += w * draws.eta[4 * m]!;
      square += w * draws.eta[4 * m]! ** 2;
    });
    expect(Math.abs(ours - mean)).toBeLessThan((4 * sd) / Math.sqrt(draws.effective));
    expect(Math.sqrt(square - ours * ours) / sd).toBeCloseTo(1, 1);
    expect(draws.effective).toBeGreaterThan(2000);
  });

  it('is shared equally among models before any level, and by likelihood after', () => {
    const before = averagedIndividual(models, begun, random, 10).shares;
    for (const { weight } of before) expect(weight).toBeCloseTo(0.5, 12);
    const after = averagedIndividual(models, measured, random, 10).shares;
    const odds = Math.exp(
      (after[1]!.individual.estimate.marginal - after[0]!.individual.estimate.marginal) / 2,
    );
    expect(after[0]!.weight / after[1]!.weight).toBeCloseTo(odds, 9);
  });
});

describe('a regimen', () => {
  it('at steady state exposes to the daily dose over clearance, in every draw', () => {
    const person = averagedIndividual([vancomycinGoti2018], measured, random, 50);
    const { draws } = person.shares[0]!.individual;
    const { auc24 } = regimenForecast(person, { amount: 1000, interval: 8, over: 1 }, 'steady state');
    const typical = 4.5 * (71 / 120) ** 0.8;
    auc24.values.forEach((value, m) => {
      const clearance = typical * Math.exp(draws.eta[4 * m]!);
      expect(value / (3000 / clearance)).toBeCloseTo(1, 9);
    });
  });

  it('comes to its steady state when given for long, whatever was given before', () => {
    const person = averagedIndividual(models, measured, random, 20);
    const regimen = { amount: 1250, interval: 12, over: 1.5 };
    const settled = regimenForecast(person, regimen, 'steady state');
    const late = regimenForecast(person, regimen, { day: 400 }, 36);
    for (const quantity of ['auc24', 'peak', 'trough'] as const) {
      settled[quantity].values.forEach((value, m) => {
        expect(late[quantity].values[m]! / value).toBeCloseTo(1, 4);
      });
    }
  });

  it('continued as it was given is the treatment that goes on', () => {
    const person = averagedIndividual([vancomycinGoti2018], measured, random, 20);
    const regimen = { amount: 1250, interval: 12, over: 1.5 };
    const goesOn = averagedIndividual(
      [vancomycinGoti2018],
      { ...measured, doses: [{ ...measured.doses[0]!, further: 8 }] },
      random,
      20,
    );
    const ours = regimenForecast(person, regimen, { day: 1 }, 36);
    const same = regimenForecast(goesOn, regimen, { day: 1 }, 36);
    ours.auc24.values.forEach((value, m) => {
      expect(same.auc24.values[m]! / value).toBeCloseTo(1, 9);
    });
  });

  it('harms more likely when more is given', () => {
    const person = averagedIndividual(models, measured, random, 300);
    const harms = [500, 1000, 1500, 2000].map(
      (amount) => judgeRegimen(person, { amount, interval: 12, over: 1.5 }, targets, 'steady state').harms,
    );
    expect(harms).toEqual([...harms].sort((a, b) => a - b));
    expect(harms[0]).toBeLessThan(0.02);
    expect(harms[3]).toBeGreaterThan(0.9);
  });

  it('found by the search is the likeliest on target of those that are safe enough', () => {
    const person = averagedIndividual(models, measured, random, 300);
    const judged = searchRegimens(person, choices, targets, { mostHarm: 0.1 });
    expect(judged).toHaveLength(12);
    const safe = judged.filter(({ harms }) => harms <= 0.1);
    expect(judged.slice(0, safe.length)).toEqual(safe);
    expect(judged[0]!.attains).toBe(Math.max(...safe.map(({ attains }) => attains)));
    expect(judged[0]!.q05).toBeLessThan(400);
    expect(judged[0]!.q95).toBeGreaterThan(400);
    const { fifty, attains, q50 } = judged[0]!;
    expect(fifty).toHaveLength(50);
    expect(fifty[24]!).toBeLessThanOrEqual(q50);
    expect(fifty[25]!).toBeGreaterThanOrEqual(q50);
    expect(Math.abs(fifty.filter((auc) => auc >= 400 && auc <= 600).length - 50 * attains)).toBeLessThan(1.5);
    const none = { ...choices, amounts: [] };
    expect(() => searchRegimens(person, none, targets)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
