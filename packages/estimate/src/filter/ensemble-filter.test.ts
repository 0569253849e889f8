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
import { EnsembleFilter } from './ensemble-filter.ts';
import { RandomRotation } from './random-rotation.ts';
import { TransformKalman } from './transform-kalman.ts';

const random = philox('00000000000000ff');
const closeTo = (ours: Float64Array, exact: Float64Array, within: number) => {
  for (const [i, value] of ours.entries()) expect(Math.abs(value - exact[i]!)).toBeLessThan(within);
};

describe('the ensemble transform filter', () => {
  for (const missing of [false, true]) {
    it(`is the exact filter of a linear normal system${missing ? ', with observations missing' : ''}`, () => {
      const system = linearSystem(0);
      const readings = linearReadings(system, 12, missing);
      const exact = kalmanSteps(system, readings);
      for (const members of [4, 5, 20]) {
        const filter = new EnsembleFilter(
          linearModel(system),
          new TransformKalman(),
          exactMembers(system, members),
          { random, rotation: members > 4, reopen: false },
        );
        readings.forEach((reading, step) => {
          filter.cycle(step, step + 1, linearObservations(system, reading));
          closeTo(filter.mean, exact[step]!.mean, 1e-9);
          closeTo(momentsOf(filter.values, 3).covariance, exact[step]!.covariance, 1e-9);
        });
      }
    });
  }
});

describe('a random rotation', () => {
  it('keeps mean and covariance, and turns every direction alike', () => {
    const [members, size] = [6, 2];
    const draws = random.draws(0, 0, 0);
    const values = Float64Array.from({ length: members * size }, () => 5 + draws.normal());
    const before = momentsOf(values, size);
    const rotation = new RandomRotation();
    const sums = new Float64Array(members);
    const turns = 4000;
    for (let cycle = 0; cycle < turns; cycle++) {
      const turned = values.slice();
      rotation.apply(turned, members, random, 1, cycle);
      const after = momentsOf(turned, size);
      closeTo(after.mean, before.mean, 1e-12);
      closeTo(after.covariance, before.covariance, 1e-12);
      for (let m = 0; m < members; m++) sums[m] = sums[m]! + (turned[m * size]! - before.mean[0]!) ** 2;
    }
    // each member carries the same share of the variance on average
    const share = ((members - 1) / members) * before.covariance[0]!;
    for (const sum of sums) expect(Math.abs(sum / turns / share - 1)).toBeLessThan(0.06);
  });
});
