import { describe, expect, it } from 'vitest';
import { highsSolver } from './highs-solver.ts';

const ONE_ROW = { starts: Int32Array.of(0, 2), columns: Int32Array.of(0, 1), values: Float64Array.of(1, -2) };

describe('HiGHS', () => {
  it('finds the largest sum between bounds', async () => {
    const solve = await highsSolver();
    const bounds = { lower: Float64Array.of(0, 0), upper: Float64Array.of(10, 3) };
    const found = solve({ sense: 'maximise', costs: Float64Array.of(1, 1), ...bounds, ...ONE_ROW });
    expect(found.status).toBe('optimal');
    expect(found.objective).toBeCloseTo(9, 9);
    expect([...Array.from(found.x)]).toEqual([6, 3]);
  });

  it('tells what cannot be from what never ends', async () => {
    const solve = await highsSolver();
    const costs = Float64Array.of(1, 1);
    const apart = { lower: Float64Array.of(1, 2), upper: Float64Array.of(1, 3) };
    expect(solve({ sense: 'minimise', costs, ...apart, ...ONE_ROW }).status).toBe('infeasible');
    const open = { lower: Float64Array.of(0, 0), upper: Float64Array.of(Infinity, Infinity) };
    expect(solve({ sense: 'maximise', costs, ...open, ...ONE_ROW }).status).toBe('unbounded');
  });
});
