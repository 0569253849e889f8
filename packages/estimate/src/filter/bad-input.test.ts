import type { TwinwardError } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import {
  exactMembers,
  linearModel,
  linearObservations,
  linearReadings,
  linearSystem,
  momentsOf,
} from '../testing/linear-system.ts';
import { DeterministicKalman } from './deterministic-kalman.ts';
import type { EnsembleAnalysis } from './ensemble-analysis.ts';
import { EnsembleFilter } from './ensemble-filter.ts';
import { ExtendedKalman } from './extended-kalman.ts';
import { FiniteSizeKalman } from './finite-size-kalman.ts';
import { IterativeSmoother } from './iterative-smoother.ts';
import { LocalTransformKalman } from './local-transform-kalman.ts';
import type { SequentialFilter } from './sequential-filter.ts';
import { SerialKalman } from './serial-kalman.ts';
import type { StateSpaceModel } from './state-space-model.ts';
import { StochasticKalman } from './stochastic-kalman.ts';
import { ThreeDimensionalVariational } from './three-dimensional-variational.ts';
import { TransformKalman } from './transform-kalman.ts';
import { UnscentedKalman } from './unscented-kalman.ts';

const random = philox('00000000000000ff');
const system = linearSystem(0);
const model = linearModel(system);
const observed = (...values: number[]) => ({
  ...linearObservations(system, Float64Array.from(values)),
  positions: Float64Array.of(0, 2),
});
const everywhere = {
  radius: 1e9,
  distance: (a: number, b: number) => Math.abs(a - b),
  positions: Float64Array.of(0, 1, 2),
};
const analyses: readonly (readonly [string, () => EnsembleAnalysis])[] = [
  ['transform', () => new TransformKalman()],
  ['stochastic', () => new StochasticKalman()],
  ['deterministic', () => new DeterministicKalman()],
  ['serial', () => new SerialKalman()],
  ['local serial', () => new SerialKalman(everywhere)],
  ['local transform', () => new LocalTransformKalman(everywhere)],
  ['finite-size', () => new FiniteSizeKalman()],
];
const ensembles: readonly (readonly [
  string,
  (initial: Float64Array, of?: StateSpaceModel) => SequentialFilter,
])[] = [
  ...analyses.map(
    ([name, make]) =>
      [
        name,
        (initial: Float64Array, of = model) =>
          new EnsembleFilter(of, make(), initial, { random, rotation: true }),
      ] as const,
  ),
  ['iterative', (initial, of = model) => new IterativeSmoother(of, initial, { random })],
];
const normals: readonly (readonly [string, (of?: StateSpaceModel) => SequentialFilter])[] = [
  ['extended', (of = model) => new ExtendedKalman(of, system)],
  ['unscented', (of = model) => new UnscentedKalman(of, system)],
  ['3D-Var', (of = model) => new ThreeDimensionalVariational(of, system.mean, system.covariance)],
];
const all = [
  ...ensembles.map(
    ([name, make]) => [name, (of?: StateSpaceModel) => make(exactMembers(system, 9), of)] as const,
  ),
  ...normals,
];
const errorOf = (run: () => unknown): TwinwardError => {
  try {
    run();
  } catch (error) {
    return error as TwinwardError;
  }
  throw new Error('nothing was thrown');
};

describe('an ensemble without spread', () => {
  for (const [name, make] of ensembles) {
    it(`learns nothing and stays finite: ${name}`, () => {
      const initial = new Float64Array(27).fill(0.3);
      const untouched = initial.slice();
      model.advance(untouched, 9, 0, 1, null);
      const filter = make(initial);
      filter.cycle(0, 1, observed(30, -20));
      filter.cycle(1, 2, null);
      model.advance(untouched, 9, 1, 2, null);
      for (let i = 0; i < 3; i++) expect(filter.mean[i]).toBeCloseTo(untouched[i]!, 12);
    });

    it(`learns along what spread it has: ${name}`, () => {
      // all members on one line through the state space: a singular covariance
      const initial = Float64Array.from(
        { length: 27 },
        (_, at) => (Math.floor(at / 3) - 4) * [1, 2, -1][at % 3]!,
      );
      const filter = make(initial);
      const { used } = filter.cycle(0, 1, observed(1, 1));
      expect(used).toBe(2);
      expect(filter.mean.every(Number.isFinite)).toBe(true);
      const end = initial.slice();
      model.advance(end, 9, 0, 1, null);
      const line = [0, 1, 2].map((i) => end[24 + i]! - end[i]!);
      const along = filter.mean[0]! / line[0]!;
      for (let i = 0; i < 3; i++) expect(filter.mean[i]).toBeCloseTo(along * line[i]!, 9);
    });
  }
});

describe('missing observations', () => {
  for (const [name, make] of all) {
    it(`leave the forecast as it is when all are: ${name}`, () => {
      const [without, missing] = [make(), make()];
      without.cycle(0, 1, null);
      const report = missing.cycle(0, 1, observed(Number.NaN, Number.NaN));
      expect(report).toMatchObject({ used: 0, missing: 2, reopened: 1 });
      expect(missing.mean).toEqual(without.mean);
    });
  }
});

describe('an error variance that is not one', () => {
  for (const [name, make] of all) {
    it(`is refused by name: ${name}`, () => {
      for (const variance of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
        const error = errorOf(() =>
          make().cycle(0, 1, { ...observed(1, 2), variance: Float64Array.of(0.5, variance) }),
        );
        expect(error.code).toBe('observation.invalid');
        expect(error.place.field).toBe('variance[1]');
      }
    });
  }
});

describe('a model that gives no numbers', () => {
  /** Spoils the first members (or the mean's), as many as asked. */
  const spoiled = (count: number): StateSpaceModel => ({
    ...model,
    advance(values, members, from, to, source) {
      model.advance(values, members, from, to, source);
      for (let m = 0; m < Math.min(count, members); m++) values[3 * m + 1] = Number.NaN;
    },
  });

  for (const [name, make] of ensembles) {
    it(`loses members that are replaced and counted, or more than half and says so: ${name}`, () => {
      const filter = make(exactMembers(system, 9), spoiled(2));
      const { recovered } = filter.cycle(0, 1, observed(1, 2));
      expect(recovered).toBeGreaterThanOrEqual(2);
      expect(filter.mean.every(Number.isFinite)).toBe(true);
      const error = errorOf(() => make(exactMembers(system, 9), spoiled(5)).cycle(0, 1, observed(1, 2)));
      expect(error.code).toBe('belief.collapsed');
      expect(error.message).toBe('5 of 9 members are not finite numbers after the model');
    });
  }

  for (const [name, make] of normals) {
    it(`stops a filter that has one state: ${name}`, () => {
      const error = errorOf(() => make(spoiled(1)).cycle(0, 1, observed(1, 2)));
      expect(error.code).toBe('belief.collapsed');
      expect(error.message).toMatch(/forecast is not finite/);
    });
  }
});

describe('an observation 20 sd away', () => {
  const typical = linearReadings(system, 1)[0]!;

  it('counts less and is reported when doubt is asked for', () => {
    const means = [Number.POSITIVE_INFINITY, 4].map((doubtBeyond) => {
      const options = { random, doubtBeyond, reopen: false };
      const filter = new EnsembleFilter(model, new TransformKalman(), exactMembers(system, 9), options);
      const { doubted } = filter.cycle(0, 1, observed(typical[0]! + 40, typical[1]!));
      expect(doubted).toBe(doubtBeyond === 4 ? 1 : 0);
      return filter.mean[0]! + filter.mean[1]!;
    });
    const plain = new EnsembleFilter(model, new TransformKalman(), exactMembers(system, 9), { random });
    plain.cycle(0, 1, observed(Number.NaN, typical[1]!));
    const undisturbed = plain.mean[0]! + plain.mean[1]!;
    // believed, it pulls the observed sum far away; doubted, by less than a tenth of that
    expect(Math.abs(means[0]! - undisturbed)).toBeGreaterThan(20);
    expect(Math.abs(means[1]! - undisturbed)).toBeLessThan(0.1 * Math.abs(means[0]! - undisturbed));
  });

  for (const [name, make] of [...ensembles, ...normals].slice(0, -1)) {
    it(`opens the belief, says so, and is got over: ${name}`, () => {
      const build = make as (initial: Float64Array | undefined) => SequentialFilter;
      const filter = ensembles.some(([known]) => known === name)
        ? build(exactMembers(system, 9))
        : build(undefined);
      const { reopened } = filter.cycle(0, 1, observed(typical[0]! + 40, typical[1]!));
      expect(reopened).toBeGreaterThan(1);
      let last = 1;
      for (let step = 1; step < 12; step++) {
        last = filter.cycle(step, step + 1, observed(0, 0)).reopened;
      }
      expect(last).toBe(1);
      expect(Math.abs(filter.mean[0]! + filter.mean[1]!)).toBeLessThan(1.5);
    });
  }
});

it('an ensemble is not thrown farther apart than ten times its spread at once', () => {
  const filter = new EnsembleFilter(model, new TransformKalman(), exactMembers(system, 9), { random });
  expect(filter.cycle(0, 1, observed(1e6, -1e6)).reopened).toBe(10);
});

it('an ensemble of whole members, two at least, is asked for', () => {
  for (const length of [3, 7, 0]) {
    const error = errorOf(
      () => new EnsembleFilter(model, new TransformKalman(), new Float64Array(length), { random }),
    );
    expect([error.code, error.place.field]).toEqual(['usage', 'initial']);
  }
  expect(momentsOf(exactMembers(system, 5), 3).mean[1]).toBeCloseTo(-1, 12);
});
