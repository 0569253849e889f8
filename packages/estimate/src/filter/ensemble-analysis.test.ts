import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import {
  exactMembers,
  kalmanSteps,
  linearModel,
  linearObservations,
  linearReadings,
  linearSystem,
  momentsOf,
} from '../testing/linear-system.ts';
import { DeterministicKalman } from './deterministic-kalman.ts';
import type { EnsembleAnalysis } from './ensemble-analysis.ts';
import { EnsembleFilter } from './ensemble-filter.ts';
import { FiniteSizeKalman } from './finite-size-kalman.ts';
import { gaspariCohn } from './gaspari-cohn.ts';
import { LocalTransformKalman } from './local-transform-kalman.ts';
import type { Localisation } from './localisation.ts';
import { SerialKalman } from './serial-kalman.ts';
import { StochasticKalman } from './stochastic-kalman.ts';
import { TransformKalman } from './transform-kalman.ts';

const random = philox('00000000000000ff');
const everywhere: Localisation = {
  radius: 1e9,
  distance: (a, b) => Math.abs(a - b),
  positions: Float64Array.of(0, 1, 2),
};

/** The largest differences from the exact filter over twelve steps: of means, and of covariances. */
function differences(
  analysis: EnsembleAnalysis,
  members: number,
  { noise = 0, rotation = false } = {},
): { readonly mean: number; readonly covariance: number } {
  const system = linearSystem(noise);
  const readings = linearReadings(system, 12, true);
  const exact = kalmanSteps(system, readings);
  const filter = new EnsembleFilter(linearModel(system), analysis, exactMembers(system, members), {
    random,
    rotation,
    reopen: false,
  });
  let [mean, covariance] = [0, 0];
  readings.forEach((reading, step) => {
    const observations = { ...linearObservations(system, reading), positions: Float64Array.of(0, 2) };
    filter.cycle(step, step + 1, observations);
    mean = Math.max(mean, furthest(filter.mean, exact[step]!.mean));
    covariance = Math.max(
      covariance,
      furthest(momentsOf(filter.values, 3).covariance, exact[step]!.covariance),
    );
  });
  return { mean, covariance };
}

function furthest(ours: Float64Array, exact: Float64Array): number {
  return ours.reduce((most, value, i) => Math.max(most, Math.abs(value - exact[i]!)), 0);
}

describe('an ensemble analysis of a linear normal system', () => {
  for (const [name, analysis] of [
    ['the transform filter', new TransformKalman()],
    ['the serial filter', new SerialKalman()],
    ['the local transform filter that sees everything', new LocalTransformKalman(everywhere)],
    ['the local serial filter that sees everything', new SerialKalman(everywhere)],
  ] as const) {
    it(`is exact for any ensemble larger than the state: ${name}`, () => {
      for (const members of [4, 5, 40]) {
        const { mean, covariance } = differences(analysis, members, { rotation: members > 5 });
        expect(mean).toBeLessThan(1e-9);
        expect(covariance).toBeLessThan(1e-9);
      }
    });
  }

  for (const [name, analysis] of [
    ['the transform filter', new TransformKalman()],
    ['the stochastic filter', new StochasticKalman()],
    ['the serial filter', new SerialKalman()],
    ['the finite-size filter', new FiniteSizeKalman()],
  ] as const) {
    it(`comes close with many members when the model is noisy: ${name}`, () => {
      const { mean, covariance } = differences(analysis, 20_000, { noise: 1 });
      expect(mean).toBeLessThan(0.03);
      expect(covariance).toBeLessThan(0.05);
    });
  }

  it('moves the mean exactly and keeps a quarter of K H P more: the deterministic filter', () => {
    const system = linearSystem(0);
    const [reading] = linearReadings(system, 1);
    const [exact] = kalmanSteps(system, [reading!]);
    const moments = (analysis: EnsembleAnalysis) => {
      const filter = new EnsembleFilter(linearModel(system), analysis, exactMembers(system, 9), {
        random,
        reopen: false,
      });
      filter.cycle(0, 1, linearObservations(system, reading!));
      return momentsOf(filter.values, 3);
    };
    const [half, whole] = [moments(new DeterministicKalman()), moments(new TransformKalman())];
    expect(furthest(half.mean, exact!.mean)).toBeLessThan(1e-12);
    // P^a + 1/4 K H P H' K' is never narrower than P^a, and not equal to it
    for (const i of [0, 4, 8]) expect(half.covariance[i]!).toBeGreaterThan(whole.covariance[i]!);
  });

  it('leaves alone what lies beyond the reach of the observations', () => {
    const system = linearSystem(0);
    const [reading] = linearReadings(system, 1);
    const near = { ...everywhere, radius: 0.3 };
    for (const analysis of [new SerialKalman(near), new LocalTransformKalman(near)]) {
      const filter = new EnsembleFilter(linearModel(system), analysis, exactMembers(system, 9), {
        random,
        reopen: false,
      });
      const before = filter.values.slice();
      linearModel(system).advance(before, 9, 0, 1, null);
      const observations = { ...linearObservations(system, reading!), positions: Float64Array.of(2, 2) };
      filter.cycle(0, 1, observations);
      for (let m = 0; m < 9; m++) {
        expect(filter.values[3 * m]).toBe(before[3 * m]);
        expect(filter.values[3 * m + 2]).not.toBe(before[3 * m + 2]);
      }
    }
  });

  it('asks a local filter for positions', () => {
    const system = linearSystem(0);
    const filter = new EnsembleFilter(
      linearModel(system),
      new SerialKalman(everywhere),
      exactMembers(system, 5),
      { random },
    );
    expect(() => filter.cycle(0, 1, linearObservations(system, Float64Array.of(1, 2)))).toThrow(
      /where observations were made/,
    );
  });

  it('is the same run after run, and another with another seed', () => {
    const system = linearSystem(0);
    const run = (seed: string) => {
      const filter = new EnsembleFilter(
        linearModel(system),
        new StochasticKalman(),
        exactMembers(system, 6),
        {
          random: philox(seed),
          rotation: true,
        },
      );
      for (const [step, reading] of linearReadings(system, 4).entries()) {
        filter.cycle(step, step + 1, linearObservations(system, reading));
      }
      return [...filter.values];
    };
    expect(run('00000000000000a1')).toEqual(run('00000000000000a1'));
    expect(run('00000000000000a1')).not.toEqual(run('00000000000000a2'));
  });
});

it('the taper of Gaspari and Cohn is smooth where its pieces meet, and ends at twice the half-width', () => {
  expect(gaspariCohn(0, 2)).toBe(1);
  expect(gaspariCohn(4, 2)).toBe(0);
  expect(gaspariCohn(3.999999, 2)).toBeLessThan(1e-12);
  expect(gaspariCohn(2 - 1e-9, 2)).toBeCloseTo(gaspariCohn(2 + 1e-9, 2), 8);
  // the length scale of the normal curve it resembles
  expect(gaspariCohn(1, Math.sqrt(10 / 3))).toBeCloseTo(Math.exp(-0.5), 1);
});
