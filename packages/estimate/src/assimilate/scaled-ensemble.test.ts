// How far a column follows a reading that it is, or by chance seems to be, correlated with.
import { type Belief, type Column, instant } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { columnValues } from '../ensemble/column-values.ts';
import { covarianceOf, meanOf } from '../ensemble/moments.ts';
import { ScaledEnsemble } from './scaled-ensemble.ts';

const SIZE = 60;
const random = philox('00000000000000e5');
const COLUMNS: readonly Column[] = [{ name: 'z', label: 'z', unit: '1', role: 'parameter', scale: 'linear' }];

const normals = (stream: number, step = 0) =>
  Float64Array.from({ length: SIZE }, (_, m) => random.draws(m, stream, step).normal());
const beliefOf = (values: Float64Array): Belief => ({
  at: instant(0),
  size: SIZE,
  width: 1,
  values,
  logWeights: null,
  structures: null,
});
const correlation = (a: Float64Array, b: Float64Array) =>
  covarianceOf(a, b, null) / Math.sqrt(covarianceOf(a, a, null) * covarianceOf(b, b, null));

/** A standard normal column whose correlation with `h` in these very members is r. */
function correlated(h: Float64Array, r: number): Float64Array {
  const noise = normals(2);
  const slope = covarianceOf(noise, h, null) / covarianceOf(h, h, null);
  const rest = noise.map((e, m) => e - slope * h[m]!);
  const [sdH, sdRest] = [h, rest].map((x) => Math.sqrt(covarianceOf(x, x, null)));
  return h.map((x, m) => (r * x) / sdH! + (Math.sqrt(1 - r * r) * rest[m]!) / sdRest!);
}

/** How far each member goes when the predictions all rise by 1. */
function movesOf(z: Float64Array, h: Float64Array, leastCorrelation: number | null): Float64Array {
  const ensemble = new ScaledEnsemble(beliefOf(z), COLUMNS, [0], leastCorrelation);
  ensemble.regress(h, covarianceOf(h, h, null), new Float64Array(SIZE).fill(1));
  return columnValues(ensemble.belief(), 0).map((after, m) => after - z[m]!);
}

describe('a least correlation', () => {
  const h = normals(1);
  /** Standard error of a correlation of about zero, over the correlation. */
  const inverseT = (r: number) => Math.sqrt((1 - r * r) / (SIZE - 2)) / Math.abs(r);

  it.each([
    [0.9, 2],
    [-0.5, 2],
    [0.3, 2],
    [0.3, 1.5],
  ])('damps the slope at correlation %d by what lies beyond %d standard errors', (r, least) => {
    const z = correlated(h, r);
    expect(correlation(z, h)).toBeCloseTo(r, 10);
    const whole = movesOf(z, h, 0);
    const kept = 1 - (least * inverseT(r)) ** 2;
    expect(kept).toBeGreaterThan(0.05);
    for (const [m, move] of movesOf(z, h, least).entries()) expect(move / whole[m]!).toBeCloseTo(kept, 9);
    expect(Math.sign(meanOf(whole, null))).toBe(Math.sign(r));
  });

  it('leaves a column where it is, to the bit, when its correlation is less', () => {
    const r = 0.24;
    expect(1 / inverseT(r)).toBeGreaterThan(1.8);
    expect(1 / inverseT(r)).toBeLessThan(2);
    const z = correlated(h, r);
    expect(movesOf(z, h, 2).every((move) => move === 0)).toBe(true);
    expect(movesOf(z, h, null).every((move) => move !== 0)).toBe(true);
  });

  it('of 2 keeps the spread that 300 readings of something else wear down without it', () => {
    const spreadAfter = (least: number | null): number => {
      const z = normals(7);
      const ensemble = new ScaledEnsemble(beliefOf(z), COLUMNS, [0], least);
      for (let reading = 0; reading < 300; reading++) {
        const other = normals(8, reading);
        const mean = meanOf(other, null);
        // a reading halves the variance of what it sees
        const moves = other.map((x) => (Math.SQRT1_2 - 1) * (x - mean));
        ensemble.regress(other, covarianceOf(other, other, null), moves);
      }
      const now = columnValues(ensemble.belief(), 0);
      return Math.sqrt(covarianceOf(now, now, null) / covarianceOf(z, z, null));
    };
    expect(spreadAfter(2)).toBeGreaterThan(0.9);
    expect(spreadAfter(null)).toBeLessThan(0.95 * spreadAfter(2));
  });
});
