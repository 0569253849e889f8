import { type Belief, type Instant, type Intervention, instant, subjectRef } from '@twinward/contract';
import { assimilate } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { EquationKinetics } from '../kinetics/equation-kinetics.ts';
import { followRecords } from '../kinetics/follow-records.ts';
import { kineticEquations } from '../kinetics/kinetic-equations.ts';
import { AT, WIDTH } from './warfarin-columns.ts';
import { warfarinHambergTwin as model } from './warfarin-twin.ts';

const DAY = 86_400_000;
const START = instant(Date.UTC(2026, 4, 4, 8, 20));
const day = (days: number): Instant => instant(START + Math.round(days * DAY));
const random = philox('00000000000000d9');
const facts = { age: 71, cyp2c9: '*1/*1', vkorc1: 'G/G' };
const person = (change: object = {}) => ({
  ref: subjectRef('Patient/test'),
  facts: { ...facts, ...change } as typeof facts,
});
const daily = (amount: number, days = 60): Intervention => ({
  type: 'daily-dose',
  effectiveAt: START,
  amounts: { amount, durationMinutes: days * 1440 },
});
const median = (values: Float64Array): number => values.slice().sort()[Math.floor(values.length / 2)]!;

function after(days: number, amount: number, change: object = {}, size = 400): Belief {
  const belief = model.initialise(person(change), START, size, random);
  return model.advance(belief, day(days), { interventions: [daily(amount)], inputs: [] }, random);
}

describe('the twin of warfarin', () => {
  it('moves as its equations do when a solver integrates them', () => {
    const equations = kineticEquations({
      compartments: { depot: 'mg', central: 'mg', a1: '1', a2: '1', a3: '1', b1: '1', b2: '1', b3: '1' },
      parameters: { CL: 'L/h', V: 'L', EC50: 'mg/L', k1: '/h', k2: '/h', ka: '/h' },
      // the chains count what is missing from 1, so that they begin empty
      where: { E: '(central / V / EC50) ^ 1.15 / (1 + (central / V / EC50) ^ 1.15)' },
      derivatives: {
        depot: '-ka * depot',
        central: 'ka * depot - CL * central / V',
        a1: 'k1 * (E - a1)',
        a2: 'k1 * (a1 - a2)',
        a3: 'k1 * (a2 - a3)',
        b1: 'k2 * (E - b1)',
        b2: 'k2 * (b1 - b2)',
        b3: 'k2 * (b2 - b3)',
      },
      level: { unit: '1', is: '1 + 20 * (a3 + b3) / 2' },
      vein: 'central',
    });
    const belief = after(12.3, 5, {}, 5);
    const ours = model.predict(belief, 'inr');
    for (let m = 0; m < belief.size; m++) {
      const [CL, V, EC50] = [AT.CL, AT.V, AT.EC50].map((at) => belief.values[m * WIDTH + at]!);
      const values = { CL: CL!, V: V!, EC50: EC50!, k1: 3 / 28.6, k2: 3 / 118.3, ka: 2 };
      const kinetics = new EquationKinetics(equations, values, { relativeTolerance: 1e-9 });
      const look = { time: 12.3 * 24, evid: 0, amt: 0, rate: 0, cmt: 0, ii: 0, addl: 0, ss: 0 };
      const dose = { ...look, time: 0, evid: 1, amt: 2.5, cmt: 1, ii: 24, addl: 59 };
      let theirs = 0;
      followRecords(
        [dose, look],
        () => ({ kinetics, entries: [] }),
        (_, amounts) => {
          theirs = kinetics.level(amounts);
        },
      );
      expect(Math.abs(ours[m]! - theirs)).toBeLessThan(0.002);
    }
  });

  it('rises over days, not hours, and further in whom the genotype makes sensitive or slow', () => {
    const of = (days: number, change: object = {}) => median(model.predict(after(days, 5, change), 'inr'));
    expect(of(0.5)).toBeLessThan(1.2);
    expect(of(7)).toBeGreaterThan(1.4);
    expect(of(21, { vkorc1: 'A/A' })).toBeGreaterThan(1.3 * of(21));
    expect(of(21, { cyp2c9: '*1/*3' })).toBeGreaterThan(1.2 * of(21));
    expect(of(21, { age: 90 })).toBeGreaterThan(of(21));
  });

  it('holds the INR at 2 to 3 in the typical person on the dose that the IWPC found for such a person, give or take', () => {
    const settled = median(model.predict(after(40, 5), 'inr'));
    expect(settled).toBeGreaterThan(1.7);
    expect(settled).toBeLessThan(3.5);
  });

  it('does not depend on how often it is looked at', () => {
    const schedule = { interventions: [daily(4)], inputs: [] };
    let often = model.initialise(person(), START, 20, random);
    for (const days of [0.3, 1, 1.01, 4.4, 9]) often = model.advance(often, day(days), schedule, random);
    const once = model.advance(model.initialise(person(), START, 20, random), day(9), schedule, random);
    const [a, b] = [model.predict(often, 'inr'), model.predict(once, 'inr')];
    a.forEach((value, m) => {
      expect(value).toBeCloseTo(b[m]!, 4);
    });
  });

  it('learns from a high INR that this person is sensitive or slow', () => {
    const before = after(6, 5, {}, 2000);
    const measured = { observable: 'inr', value: 3.4, censored: null };
    const { belief } = assimilate(model, before, [measured], random);
    const weights = belief.logWeights === null ? null : belief.logWeights.map((w) => Math.exp(w));
    const mean = (of: Belief, at: number, w: Float64Array | null) => {
      let [sum, mass] = [0, 0];
      for (let m = 0; m < of.size; m++) {
        const weight = w?.[m] ?? 1;
        sum += weight * Math.log(of.values[m * WIDTH + at]!);
        mass += weight;
      }
      return sum / mass;
    };
    expect(mean(belief, AT.EC50, weights)).toBeLessThan(mean(before, AT.EC50, null));
    expect(mean(belief, AT.CL, weights)).toBeLessThan(mean(before, AT.CL, null));
  });

  it('is refused without a tested genotype or with an absurd age', () => {
    for (const [field, change] of [
      ['cyp2c9', { cyp2c9: 'unknown' }],
      ['vkorc1', { vkorc1: undefined }],
      ['vkorc1', { vkorc1: 'G' }],
      ['age', { age: 710 }],
      ['baseline-inr', { 'baseline-inr': 9 }],
    ] as const) {
      expect(() => model.initialise(person(change), START, 5, random), field).toThrow(
        expect.objectContaining({
          code: 'subject.invalid',
          place: expect.objectContaining({ field, remedy: expect.any(String) }),
        }),
      );
    }
  });
});
