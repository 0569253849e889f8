import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import type { ObservationSet } from '../filter/observation-set.ts';
import type { StateSpaceModel } from '../filter/state-space-model.ts';
import { normalDensity } from './normal-density.ts';
import { ParticleFilter, type ParticleFilterOptions } from './particle-filter.ts';

const still: StateSpaceModel = { size: 1, advance: () => {} };
const random = philox('00000000000000fe');
const read = (...values: number[]): ObservationSet => ({
  values: Float64Array.from(values),
  variance: new Float64Array(values.length).fill(1),
  predict: (states, members, out) => {
    for (let at = 0; at < out.length; at++) out[at] = states[Math.floor((at * members) / out.length)]!;
  },
});
/** A thousand members about a place. */
const about = (place: number, sd: number): Float64Array => {
  const draws = random.draws(0, 0, 0);
  return Float64Array.from({ length: 1000 }, () => place + sd * draws.normal());
};
const filterOf = (start: Float64Array, options: Omit<ParticleFilterOptions, 'random'> = {}): ParticleFilter =>
  new ParticleFilter(still, start, { random, jitter: 0.5, ...options });

describe('particles that lie close together, far from what is observed', () => {
  it('are lost without a sign in their weights, and stay so unless they are opened', () => {
    const filter = filterOf(about(0, 0.02), { reopen: false });
    for (let cycle = 0; cycle < 5; cycle++) {
      expect(filter.cycle(cycle, cycle + 1, read(8)).effectiveSize).toBeGreaterThan(500);
    }
    expect(filter.mean[0]).toBeLessThan(0.1);
  });

  it.each(['bootstrap', 'auxiliary'] as const)(
    '%s: are opened until some of them fit, and weights do the rest',
    (proposal) => {
      const filter = filterOf(about(0, 0.02), { proposal });
      const first = filter.cycle(0, 1, read(8));
      expect(first.reopened).toBeGreaterThanOrEqual(10);
      for (let cycle = 1; cycle < 6; cycle++) filter.cycle(cycle, cycle + 1, read(8));
      expect(Math.abs(filter.mean[0]! - 8)).toBeLessThan(4);
      expect(filter.cycle(6, 7, read(8)).reopened).toBe(1);
    },
  );

  it('are opened around what is missing and around members that are no numbers', () => {
    const start = about(0, 0.02);
    start[3] = Number.NaN;
    const report = filterOf(start).cycle(0, 1, read(8, Number.NaN));
    expect(report).toMatchObject({ used: 1, missing: 1, lost: 1 });
    expect(report.reopened).toBeGreaterThanOrEqual(10);
    expect(filterOf(start).cycle(0, 1, read(Number.NaN)).reopened).toBe(1);
  });
});

describe('particles are left to their weights', () => {
  it('where a few of a divided belief fit, however far their mean is', () => {
    const start = about(-20, 0.5);
    start.set(about(8, 0.5).subarray(0, 20));
    const filter = filterOf(start);
    const report = filter.cycle(0, 1, read(8));
    expect(report.reopened).toBe(1);
    expect(report.effectiveSize).toBeGreaterThan(10);
    expect(Math.abs(filter.mean[0]! - 8)).toBeLessThan(1);
  });

  it('where only a density is known, and where the likelihood must be exact', () => {
    expect(filterOf(about(0, 0.02)).cycle(0, 1, normalDensity(read(8))).reopened).toBe(1);
    expect(filterOf(about(0, 0.02), { jitter: 0 }).cycle(0, 1, read(8)).reopened).toBe(1);
  });
});
