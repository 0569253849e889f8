// What changed between two beliefs, and what a scenario does to a range.
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { changeBetween } from './paired-change.ts';
import { rangeEffect } from './range-effect.ts';

const random = philox('0123456789abcdef');
const normal = (size: number, mean: number, label: string): Float64Array => {
  const draws = random.derive(label).draws(0, 0, 0);
  return Float64Array.from({ length: size }, () => mean + draws.normal());
};

describe('a change between two beliefs', () => {
  it('is surer when members correspond: what both share cancels', () => {
    const earlier = normal(500, 0, 'a');
    const later = earlier.map((x) => x + 0.5);
    const ensembles = [
      { values: earlier, weights: null },
      { values: later, weights: null },
    ] as const;
    expect(changeBetween(...ensembles, true, random)).toMatchObject({ higher: 1, lower: 0 });
    // Two independent standard normals half apart: P(X + 0.5 > Y) = Phi(0.5 / sqrt 2) = 0.638.
    const apart = changeBetween(...ensembles, false, random);
    expect(apart.higher).toBeGreaterThan(0.6);
    expect(apart.higher).toBeLessThan(0.68);
    expect(apart.q95 - apart.q05).toBeCloseTo(2 * 1.645 * Math.SQRT2, 0);
  });

  it('counts members by their weights', () => {
    const later = { values: Float64Array.of(1, 3), weights: Float64Array.of(0.9, 0.1) };
    const change = changeBetween({ values: Float64Array.of(2, 2), weights: null }, later, false, random);
    expect(change.lower).toBeCloseTo(0.9, 2);
    expect(change.higher).toBeCloseTo(0.1, 2);
  });
});

describe('the effect on a range', () => {
  const paths = (...values: number[]) => ({
    name: 'x',
    unit: '1',
    of: 'output' as const,
    values: Float64Array.from(values),
  });

  it('is benefit where less of a course lies outside, harm where more does, neither within', () => {
    const range = { low: 65, high: 110 };
    const effect = rangeEffect(paths(50, 60, 70, 80, 100, 100), paths(55, 60, 80, 90, 130, 100), 2, range);
    expect(effect).toEqual({ benefit: 1 / 3, harm: 1 / 3 });
  });
});
