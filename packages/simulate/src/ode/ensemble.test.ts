import { expect, test } from 'vitest';
import { Ensemble } from './ensemble.ts';
import type { OdeSystem } from './ode-system.ts';

/** Elimination A' = u - k A, one k per member; members whose k is negative blow up as A' = A^2. */
const elimination: OdeSystem = {
  states: ['A'],
  rhs: (_t, y, i, p, j, u, k, d, l) => {
    d[l] = p[j]! < 0 ? y[i]! * y[i]! : u[k]! - p[j]! * y[i]!;
  },
};
const N = 32;
const rates = Float64Array.from({ length: N }, (_, i) => 0.05 + 0.02 * i);

test('every member follows its own parameters', () => {
  const y = new Float64Array(N).fill(10);
  const u = Float64Array.of(2);
  const ensemble = new Ensemble(elimination, { relativeTolerance: 1e-10, absoluteTolerance: 1e-12 });
  const failures = ensemble.advance(0, 8, { members: N, y, p: rates, pStride: 1, u, uStride: 0 });
  expect(failures).toEqual([]);
  rates.forEach((k, i) => {
    expect(Math.abs(y[i]! - (2 / k + (10 - 2 / k) * Math.exp(-8 * k)))).toBeLessThan(1e-8);
  });
});

test('a member gives the same bits alone, in the crowd and in reverse order', () => {
  const u = new Float64Array(1);
  const run = (p: Float64Array): Float64Array => {
    const y = new Float64Array(p.length).fill(10);
    new Ensemble(elimination).advance(0, 8, { members: p.length, y, p, pStride: 1, u, uStride: 0 });
    return y;
  };
  const together = run(rates);
  expect([...run(rates.toReversed()).toReversed()]).toEqual([...together]);
  rates.forEach((k, i) => {
    expect(run(Float64Array.of(k))[0]).toBe(together[i]);
  });
});

test('a member that fails is reported with its number and does not disturb the rest', () => {
  const u = new Float64Array(1);
  const p = Float64Array.of(0.1, -1, 0.3);
  const y = Float64Array.of(10, 10, 10);
  const failures = new Ensemble(elimination).advance(0, 8, { members: 3, y, p, pStride: 1, u, uStride: 0 });
  expect(failures.map(({ member, failure }) => [member, failure.state])).toEqual([[1, 'A']]);
  expect(y[0]).toBeCloseTo(10 * Math.exp(-0.8), 5);
  expect(y[2]).toBeCloseTo(10 * Math.exp(-2.4), 5);
});

test('each member meets each breakpoint with its own number', () => {
  const y = new Float64Array(N);
  const u = new Float64Array(1);
  new Ensemble(elimination, { relativeTolerance: 1e-10, absoluteTolerance: 1e-12 }).advance(
    0,
    8,
    { members: N, y, p: rates, pStride: 1, u, uStride: 0 },
    {
      breakpoints: [2, 5],
      act: (index, _t, member) => {
        y[member]! += (index + 1) * member;
      },
    },
  );
  rates.forEach((k, i) => {
    expect(Math.abs(y[i]! - (i * Math.exp(-6 * k) + 2 * i * Math.exp(-3 * k)))).toBeLessThan(1e-7);
  });
});
