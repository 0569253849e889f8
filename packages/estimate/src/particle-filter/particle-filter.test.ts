import type { RandomSource } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import type { ObservationSet } from '../filter/observation-set.ts';
import type { StateSpaceModel } from '../filter/state-space-model.ts';
import {
  drawnReadings,
  exactMembers,
  kalmanSteps,
  linearModel,
  linearObservations,
  linearSystem,
  smootherSteps,
} from '../testing/linear-system.ts';
import type { ObservationDensity } from './observation-density.ts';
import { ParticleFilter, type ParticleFilterOptions } from './particle-filter.ts';

const random = philox('00000000000000ff');
const system = linearSystem(1);
const model = linearModel(system);
const readings = drawnReadings(system, 12, true);

function run(options: Omit<ParticleFilterOptions, 'random'>, members = 3000, of: StateSpaceModel = model) {
  const filter = new ParticleFilter(of, exactMembers(system, members), { random, ...options });
  return readings.map((reading, step) => {
    filter.cycle(step, step + 1, linearObservations(system, reading));
    return filter.mean.slice();
  });
}

describe('a particle filter of a linear normal system with observations missing', () => {
  const exact = kalmanSteps(system, readings);
  it.each([
    ['bootstrap', {}],
    ['auxiliary', { proposal: 'auxiliary' }],
    ['bootstrap with jitter', { jitter: 0.3 }],
  ] as const)('%s: its means are those of the exact filter', (_, options) => {
    run(options).forEach((mean, step) => {
      const { mean: truth, covariance } = exact[step]!;
      for (let i = 0; i < 3; i++) {
        expect(Math.abs(mean[i]! - truth[i]!)).toBeLessThan(0.15 * Math.sqrt(covariance[i * 4]!));
      }
    });
  });

  it('gives the same bytes stopped and resumed', () => {
    const options: ParticleFilterOptions = { random, jitter: 0.2, proposal: 'auxiliary' };
    const whole = new ParticleFilter(model, exactMembers(system, 50), options);
    let parts = new ParticleFilter(model, exactMembers(system, 50), options);
    readings.forEach((reading, step) => {
      const seen = linearObservations(system, reading);
      whole.cycle(step, step + 1, seen);
      parts = new ParticleFilter(model, parts.state(), options);
      parts.cycle(step, step + 1, seen);
    });
    expect(parts.state()).toEqual(whole.state());
  });

  it('gives the same bytes when members are advanced in parts, in any order', () => {
    const shifted = (source: RandomSource, by: number): RandomSource => ({
      ...source,
      draws: (member, stream, step) => source.draws(member + by, stream, step),
    });
    const inParts: StateSpaceModel = {
      size: 3,
      advance(values, members, from, to, source) {
        for (const [first, last] of [
          [20, members],
          [0, 20],
        ] as const) {
          const part = values.subarray(3 * first, 3 * last);
          model.advance(part, last - first, from, to, source === null ? null : shifted(source, first));
        }
      },
    };
    for (const proposal of ['bootstrap', 'auxiliary'] as const) {
      expect(run({ proposal }, 64, inParts)).toEqual(run({ proposal }, 64));
    }
  });
});

describe('when members or observations are impossible', () => {
  const still: StateSpaceModel = { size: 1, advance: () => {} };
  const start = Float64Array.from({ length: 100 }, (_, m) => m / 100);
  const density = (of: (x: number) => number): ObservationDensity => ({
    used: 1,
    missing: 0,
    logDensity(values, members, out) {
      for (let m = 0; m < members; m++) out[m] = of(values[m]!);
    },
  });
  const threshold = density((x) => (x < 0.5 ? 0 : Number.NEGATIVE_INFINITY));

  it.each(['bootstrap', 'auxiliary'] as const)(
    '%s: half the members possible, half the likelihood',
    (proposal) => {
      const filter = new ParticleFilter(still, start, { random, proposal });
      const report = filter.cycle(0, 1, threshold);
      expect(report).toMatchObject({ outcome: 'weighed', used: 1, lost: 0 });
      // choice among copies leaves the count of the possible uncertain by one member
      expect(Math.exp(report.logLikelihood)).toBeCloseTo(0.5, 1);
      expect(filter.mean[0]).toBeCloseTo(0.245, 2);
    },
  );

  it.each(['bootstrap', 'auxiliary'] as const)(
    '%s: what none could have given is left out and said',
    (proposal) => {
      const filter = new ParticleFilter(still, start, { random, proposal, resampleBelow: 0 });
      const mean = filter.mean[0]!;
      const report = filter.cycle(
        0,
        1,
        density(() => Number.NEGATIVE_INFINITY),
      );
      expect(report.outcome).toBe('impossible');
      expect(filter.logLikelihood).toBe(Number.NEGATIVE_INFINITY);
      expect(filter.mean[0]).toBeCloseTo(mean, 1);
      expect(filter.cycle(1, 2, threshold).outcome).toBe('weighed');
    },
  );

  it('members that are not finite weigh nothing and are counted', () => {
    const breaking: StateSpaceModel = {
      size: 1,
      advance(values, members) {
        for (let m = 0; m < members; m++) if (values[m]! >= 0.75) values[m] = Number.NaN;
      },
    };
    const filter = new ParticleFilter(breaking, start, { random, resampleBelow: 0 });
    const report = filter.cycle(0, 1, null);
    expect(report).toMatchObject({ outcome: 'weighed', lost: 25, used: 0 });
    expect(report.logLikelihood).toBeCloseTo(Math.log(0.75), 12);
    expect(filter.mean[0]).toBeCloseTo(0.37, 12);
    expect(filter.cycle(1, 2, threshold).effectiveSize).toBeCloseTo(50, 9);
  });

  it('refuses to go on when no member with weight is finite', () => {
    const filter = new ParticleFilter({ size: 1, advance: (values) => values.fill(Number.NaN) }, start, {
      random,
    });
    expect(() => filter.cycle(0, 1, threshold)).toThrow('none of 100 members');
  });

  it('an ensemble that fell onto one member opens again by jitter', () => {
    const sharp: ObservationSet = {
      values: Float64Array.of(0.33),
      variance: Float64Array.of(1e-9),
      predict: (values, _, out) => out.set(values),
    };
    const filter = new ParticleFilter(still, start, { random, jitter: 1 });
    const report = filter.cycle(0, 1, sharp);
    expect(report.effectiveSize).toBeCloseTo(1, 6);
    expect(report.reopened).toBeCloseTo(100 ** (1 / 5), 9);
    expect(new Set(filter.values).size).toBe(100);
  });

  it('names what is wrong with its options', () => {
    expect(() => new ParticleFilter(still, start, { random, resampleBelow: 1.5 })).toThrow(
      'resampleBelow is 1.5',
    );
    expect(() => new ParticleFilter({ ...still, size: 3 }, start, { random })).toThrow('not members of 3');
  });
});

describe('fixed-lag smoothing by the paths of the members', () => {
  it.each(['bootstrap', 'auxiliary'] as const)(
    '%s: is the Rauch-Tung-Striebel smoother of a linear normal system',
    (proposal) => {
      const lag = 3;
      const filter = new ParticleFilter(model, exactMembers(system, 4000), { random, lag, proposal });
      readings.forEach((reading, step) => {
        filter.cycle(step, step + 1, linearObservations(system, reading));
        const weights = filter.weights();
        for (let back = 0; back <= Math.min(lag, step); back++) {
          const { mean, covariance } = smootherSteps(system, readings.slice(0, step + 1))[step - back]!;
          const then = filter.path(back);
          for (let i = 0; i < 3; i++) {
            const sd = Math.sqrt(covariance[4 * i]!);
            const ours = weights.reduce((sum, w, m) => sum + w * then[3 * m + i]!, 0);
            const spread = weights.reduce((sum, w, m) => sum + w * (then[3 * m + i]! - ours) ** 2, 0);
            expect(Math.abs(ours - mean[i]!)).toBeLessThan(0.15 * sd);
            expect(Math.abs(Math.sqrt(spread) / sd - 1)).toBeLessThan(0.15);
          }
        }
      });
      expect(() => filter.path(lag + 1)).toThrow('no path of 4 cycles');
    },
  );
});
