// A calibration must find what is wrong, and nothing where nothing is.
import { addSeconds, EMPTY_SCHEDULE, instant, subjectRef, type TwinModel } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { LINEAR, linearTwin } from '../testing/linear-twin.ts';
import { ecdfTest } from './ecdf-test.ts';
import { type CalibrationCourse, calibrationRanks } from './simulation-based-calibration.ts';

const random = philox('00000000000000cb');
const uniforms = (n: number, step: number): number[] => {
  const draws = random.draws(0, 0, step);
  return Array.from({ length: n }, () => draws.uniform());
};

describe('the test of uniform ranks', () => {
  it('finds uniform ones uneven about as rarely as its p says', () => {
    const small = Array.from({ length: 200 }, (_, s) => ecdfTest(uniforms(100, s), random)).filter(
      ({ p }) => p < 0.1,
    ).length;
    expect(small).toBeGreaterThan(8);
    expect(small).toBeLessThan(34);
  });

  it('finds ranks of a twin that is too sure, too unsure, or leans', () => {
    const u = uniforms(300, 1000);
    const sure = u.map((x) => (x < 0.5 ? x * x * 2 : 1 - 2 * (1 - x) ** 2));
    const unsure = u.map((x) => 0.5 + 0.7 * (x - 0.5));
    const leaning = u.map((x) => x ** 1.4);
    for (const ranks of [sure, unsure, leaning]) expect(ecdfTest(ranks, random).p).toBeLessThan(0.01);
  });
});

describe('simulation-based calibration', () => {
  const from = instant(0);
  const course: CalibrationCourse = {
    subject: { ref: subjectRef('Device/d'), facts: {} },
    from,
    schedule: EMPTY_SCHEDULE,
    readings: Array.from({ length: 8 }, (_, i) => ({
      at: addSeconds(from, 3600 * (i + 1)),
      observables: ['y'],
    })),
    ahead: addSeconds(from, 9 * 3600),
  };
  const ranksOf = (model: TwinModel, truthModel: TwinModel): number[] =>
    Array.from({ length: 150 }, (_, replicate) => {
      const own = random.derive(`replicate ${replicate}`);
      const [truth, twin] = [own.derive('truth'), own.derive('twin')];
      const asTold = { ...model, observables: truthModel.observables };
      const all = calibrationRanks(asTold, course, 200, truth, twin);
      return all.find(({ quantity }) => quantity === 'reading ahead: y')!.rank;
    });
  const particle = { method: 'particle', resampleBelow: 0.5, regularisation: 0 } as const;

  it('calls a particle filter of its own linear model calibrated', () => {
    const model = linearTwin(particle);
    expect(ecdfTest(ranksOf(model, model), random).p).toBeGreaterThan(0.01);
  });

  it('ranks ahead of a model that ignores half of the disturbance are not uniform', () => {
    const model = linearTwin(particle);
    const blind: TwinModel = {
      ...model,
      advance: (belief, to, schedule, source) => {
        const after = model.advance(belief, to, schedule, source);
        if (belief.size === 1) return after;
        const mean = after.values.reduce((sum, x, i) => sum + (i % 2 === 0 ? x : 0), 0) / after.size;
        return { ...after, values: after.values.map((x, i) => (i % 2 === 0 ? mean + 0.2 * (x - mean) : x)) };
      },
    };
    expect(Math.sqrt(LINEAR.q[0])).toBeGreaterThan(0.2);
    expect(ecdfTest(ranksOf(blind, blind), random).p).toBeLessThan(0.01);
  });
});
