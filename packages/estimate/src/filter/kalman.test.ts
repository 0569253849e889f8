import { philox, sin } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import {
  exactMembers,
  kalmanSmoothed,
  kalmanSteps,
  linearModel,
  linearObservations,
  linearReadings,
  linearSystem,
  momentsOf,
} from '../testing/linear-system.ts';
import { Climatology, climatologyOf, OptimalInterpolation } from './climatology.ts';
import { ExtendedKalman } from './extended-kalman.ts';
import { FixedLagSmoother } from './fixed-lag-smoother.ts';
import { IterativeSmoother } from './iterative-smoother.ts';
import type { ObservationSet } from './observation-set.ts';
import { ThreeDimensionalVariational } from './three-dimensional-variational.ts';
import { TransformKalman } from './transform-kalman.ts';
import { UnscentedKalman } from './unscented-kalman.ts';

const random = philox('00000000000000ff');
const furthest = (ours: Float64Array, exact: Float64Array) =>
  ours.reduce((most, value, i) => Math.max(most, Math.abs(value - exact[i]!)), 0);

describe('filters of mean and covariance', () => {
  for (const [name, make] of [
    ['the extended Kalman filter', (s) => new ExtendedKalman(linearModel(s), s, { reopen: false })],
    ['the unscented Kalman filter', (s) => new UnscentedKalman(linearModel(s), s, { reopen: false })],
    [
      'the unscented filter with close points',
      (s) => new UnscentedKalman(linearModel(s), s, { alpha: 0.1, kappa: 1, reopen: false }),
    ],
  ] as const satisfies readonly (readonly [
    string,
    (system: ReturnType<typeof linearSystem>) => ExtendedKalman | UnscentedKalman,
  ])[]) {
    it(`are exact for a linear system with noise and missing observations: ${name}`, () => {
      const system = linearSystem(1);
      const readings = linearReadings(system, 30, true);
      const exact = kalmanSteps(system, readings);
      const filter = make(system);
      for (const [step, reading] of readings.entries()) {
        const { used, missing } = filter.cycle(step, step + 1, linearObservations(system, reading));
        expect(used + missing).toBe(2);
        expect(furthest(filter.mean, exact[step]!.mean)).toBeLessThan(1e-8);
        expect(furthest(filter.covariance, exact[step]!.covariance)).toBeLessThan(1e-8);
      }
    });
  }

  it('need no spread to start from', () => {
    const system = { ...linearSystem(1), covariance: new Float64Array(9) };
    const readings = linearReadings(system, 5);
    const exact = kalmanSteps(system, readings);
    for (const filter of [
      new ExtendedKalman(linearModel(system), system, { reopen: false }),
      new UnscentedKalman(linearModel(system), system, { reopen: false }),
    ]) {
      for (const [step, reading] of readings.entries()) {
        filter.cycle(step, step + 1, linearObservations(system, reading));
        expect(furthest(filter.covariance, exact[step]!.covariance)).toBeLessThan(1e-8);
      }
    }
  });

  it('keep the moments of a square to second order, where linearisation misses them: the unscented filter', () => {
    // x ~ N(0, 1) through x + x^2 / 2: mean 1/2, variance 1.5
    const square = {
      size: 1,
      advance(values: Float64Array, members: number) {
        for (let m = 0; m < members; m++) values[m] = values[m]! + 0.5 * values[m]! ** 2;
      },
    };
    const start = { mean: Float64Array.of(0), covariance: Float64Array.of(1) };
    const unscented = new UnscentedKalman(square, start);
    unscented.cycle(0, 1, null);
    expect(unscented.mean[0]).toBeCloseTo(0.5, 12);
    expect(unscented.covariance[0]).toBeCloseTo(1.5, 12);
    const extended = new ExtendedKalman(square, start);
    extended.cycle(0, 1, null);
    expect([extended.mean[0]!, extended.covariance[0]!].map((v) => Math.round(v * 1e6) / 1e6)).toEqual([
      0, 1,
    ]);
  });

  it('let the covariance grow with time where linearisation misses something: the extended filter', () => {
    const system = linearSystem(0);
    const [plain, grown] = [1, 4].map(
      (growth) => new ExtendedKalman(linearModel(system), system, { growth }),
    );
    plain!.cycle(0, 2, null);
    grown!.cycle(0, 2, null);
    expect(
      furthest(
        grown!.covariance,
        plain!.covariance.map((v) => 16 * v),
      ),
    ).toBeLessThan(1e-9);
  });
});

describe('estimates with a covariance that never changes', () => {
  const system = linearSystem(1);
  const reading = Float64Array.of(2, Number.NaN);
  const observations = linearObservations(system, reading);
  const still = { ...system, f: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), q: new Float64Array(9) };
  const [update] = kalmanSteps(still, [reading]);

  it('take in observations as one Kalman update of it', () => {
    const interpolation = new OptimalInterpolation(system);
    interpolation.cycle(0, 1, observations);
    interpolation.cycle(1, 2, observations); // forgets
    expect(furthest(interpolation.mean, update!.mean)).toBeLessThan(1e-9);
    const variational = new ThreeDimensionalVariational(linearModel(still), system.mean, system.covariance);
    variational.cycle(0, 1, observations);
    expect(furthest(variational.mean, update!.mean)).toBeLessThan(1e-9);
    const climatology = new Climatology(system);
    expect(climatology.cycle(0, 1, observations)).toMatchObject({ used: 0, missing: 2 });
    expect(climatology.mean).toEqual(system.mean);
  });

  it('find the least of a cost with a curved observation: 3D-Var', () => {
    const curved: ObservationSet = {
      values: Float64Array.of(0.9),
      variance: Float64Array.of(0.01),
      predict: (values, members, out) => {
        for (let m = 0; m < members; m++) out[m] = sin(values[m]!);
      },
    };
    const rest = { size: 1, advance: () => undefined };
    const variational = new ThreeDimensionalVariational(rest, Float64Array.of(0.5), Float64Array.of(0.3));
    variational.cycle(0, 1, curved);
    const x = variational.mean[0]!;
    const slope = (x - 0.5) / 0.3 - ((0.9 - Math.sin(x)) * Math.cos(x)) / 0.01;
    expect(Math.abs(slope)).toBeLessThan(1e-4);
  });

  it('know the climatology of a noisy system: its stationary covariance', () => {
    const { mean, covariance } = climatologyOf(linearModel(system), {
      start: new Float64Array(3),
      interval: 1,
      spinUp: 100,
      samples: 40_000,
      random,
    });
    expect(furthest(mean, new Float64Array(3))).toBeLessThan(0.2);
    const next = covariance.slice();
    // P = F P F' + Q
    const forecast = new ExtendedKalman(linearModel(system), { mean, covariance: next });
    forecast.cycle(0, 1, null);
    expect(furthest(forecast.covariance, covariance)).toBeLessThan(0.05);
  });
});

describe('smoothers of a linear normal system', () => {
  const system = linearSystem(0);
  const readings = linearReadings(system, 12, true);
  const exact = kalmanSteps(system, readings);

  it('are exact about the past: the ensemble smoother', () => {
    const lag = 4;
    const smoother = new FixedLagSmoother(
      linearModel(system),
      new TransformKalman(),
      exactMembers(system, 7),
      {
        random,
        lag,
        reopen: false,
      },
    );
    for (const [step, reading] of readings.entries()) {
      smoother.cycle(step, step + 1, linearObservations(system, reading));
      expect(furthest(smoother.mean, exact[step]!.mean)).toBeLessThan(1e-9);
      expect(smoother.past).toHaveLength(Math.min(step + 1, lag));
      for (const { time, values } of smoother.past) {
        const wanted = kalmanSmoothed(system, readings.slice(0, step + 1), time);
        expect(furthest(momentsOf(values, 3).mean, wanted.mean)).toBeLessThan(1e-8);
        expect(furthest(momentsOf(values, 3).covariance, wanted.covariance)).toBeLessThan(1e-8);
      }
    }
  });

  for (const options of [{ lag: 1 }, { lag: 3 }, { lag: 1, bundle: true }, { lag: 2, rotation: true }]) {
    it(`are exact now and about the beginning of the window: the iterative smoother, ${JSON.stringify(options)}`, () => {
      const smoother = new IterativeSmoother(linearModel(system), exactMembers(system, 7), {
        random,
        reopen: false,
        ...options,
      });
      for (const [step, reading] of readings.entries()) {
        smoother.cycle(step, step + 1, linearObservations(system, reading));
        expect(furthest(smoother.mean, exact[step]!.mean)).toBeLessThan(1e-7);
        const begin = Math.max(0, step + 2 - options.lag);
        const wanted = kalmanSmoothed(system, readings.slice(0, step + 1), begin);
        expect(furthest(momentsOf(smoother.values, 3).mean, wanted.mean)).toBeLessThan(1e-7);
        expect(furthest(momentsOf(smoother.values, 3).covariance, wanted.covariance)).toBeLessThan(1e-6);
      }
    });
  }
});
