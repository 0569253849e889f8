import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeastSquares } from './least-squares.ts';
import { levenbergMarquardt } from './levenberg-marquardt.ts';

/** Test problems of Moré, Garbow and Hillstrom 1981. */
const rosenbrock: LeastSquares = {
  count: 2,
  residuals: (x, out) => {
    out[0] = 10 * (x[1]! - x[0]! * x[0]!);
    out[1] = 1 - x[0]!;
  },
};
const powellSingular: LeastSquares = {
  count: 4,
  residuals: (x, out) => {
    out[0] = x[0]! + 10 * x[1]!;
    out[1] = Math.sqrt(5) * (x[2]! - x[3]!);
    out[2] = (x[1]! - 2 * x[2]!) ** 2;
    out[3] = Math.sqrt(10) * (x[0]! - x[3]!) ** 2;
  },
};
const beale: LeastSquares = {
  count: 3,
  residuals: (x, out) => {
    [1.5, 2.25, 2.625].forEach((y, i) => {
      out[i] = y - x[0]! * (1 - x[1]! ** (i + 1));
    });
  },
};
const helical: LeastSquares = {
  count: 3,
  residuals: (x, out) => {
    const turn = Math.atan2(x[1]!, x[0]!) / (2 * Math.PI);
    out[0] = 10 * (x[2]! - 10 * turn);
    out[1] = 10 * (Math.hypot(x[0]!, x[1]!) - 1);
    out[2] = x[2]!;
  },
};

/** To how much of itself a figure is known by differences of residuals. */
const DIFFERENCED = 1e-6;

describe('Levenberg and Marquardt', () => {
  it.each([
    ['Rosenbrock', rosenbrock, [-1.2, 1], [1, 1], 1e-10],
    ['Beale', beale, [1, 1], [3, 0.5], 1e-10],
    ['the helical valley', helical, [-1, 0.1, 0], [1, 0, 0], 1e-8],
    ['Powell, whose Jacobian is singular at the end,', powellSingular, [3, -1, 0, 1], [0, 0, 0, 0], 1e-4],
  ] as const)('solves %s with derivatives of its own', (_name, problem, start, end, within) => {
    const { x, value, status } = levenbergMarquardt(problem, start);
    for (const [j, expected] of end.entries()) expect(Math.abs(x[j]! - expected)).toBeLessThan(within);
    expect([value < 1e-14, status]).toEqual([true, 'converged']);
  });

  it('takes few evaluations where the derivatives are given', () => {
    const { evaluations } = levenbergMarquardt(
      { ...rosenbrock, jacobian: (x, out) => out.set([-20 * x[0]!, 10, -1, 0]) },
      [-1.2, 1],
    );
    expect(evaluations).toBeLessThan(60);
  });

  it('gives the straight line its textbook solution and covariance', () => {
    const line = fc.tuple(
      fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 4, maxLength: 12 }),
      fc.double({ min: -3, max: 3, noNaN: true }),
    );
    fc.assert(
      fc.property(line, ([y, start]) => {
        const n = y.length;
        const fit = levenbergMarquardt(
          { count: n, residuals: (x, out) => out.set(y.map((v, i) => x[0]! + x[1]! * i - v)) },
          [start, start],
        );
        const mean = y.reduce((a, b) => a + b) / n;
        const centre = (n - 1) / 2;
        const sxx = y.reduce((sum, _, i) => sum + (i - centre) ** 2, 0);
        const slope = y.reduce((sum, v, i) => sum + (i - centre) * (v - mean), 0) / sxx;
        const s2 = y.reduce((sum, v, i) => sum + (v - mean - slope * (i - centre)) ** 2, 0) / (n - 2);
        for (const [found, exact] of [
          [fit.x[1]!, slope],
          [fit.covariance![3]!, s2 / sxx],
          [fit.covariance![1]!, (-centre * s2) / sxx],
        ] as const)
          expect(Math.abs(found - exact)).toBeLessThan(DIFFERENCED * (1 + Math.abs(exact)));
      }),
      { numRuns: 50 },
    );
  });

  it('stays inside bounds and ends where the gradient only points out of them', () => {
    const { x, status } = levenbergMarquardt(rosenbrock, [-1.2, 1], { lower: [-2, -2], upper: [0.5, 2] });
    expect(status).toBe('converged');
    expect(x[0]).toBe(0.5);
    expect(x[1]).toBeCloseTo(0.25, 10);
  });

  it('does not step over the edge of a model: where it is not a number it steps back', () => {
    const root: LeastSquares = { count: 1, residuals: (x, out) => (out[0] = Math.sqrt(x[0]!) - 0.1) };
    expect(levenbergMarquardt(root, [4], { reach: [1] }).x[0]).toBeCloseTo(0.01, 10);
  });

  it('has no covariance for what the data do not determine', () => {
    const { covariance } = levenbergMarquardt(
      { count: 3, residuals: (x, out) => out.set([1, 2, 4].map((y) => x[0]! + x[1]! - y)) },
      [0, 0],
    );
    expect(covariance).toBeNull();
  });

  it('keeps the best of several first steps', () => {
    // from x = 20 a long step finds the shallow valley at -10 of this curve, short ones the deep one at 10
    const two: LeastSquares = {
      count: 2,
      residuals: (x, out) => {
        out[0] = (x[0]! - 10) * (x[0]! + 10) * 0.1;
        out[1] = 0.1 * (x[0]! - 10);
      },
    };
    expect(levenbergMarquardt(two, [20], { reach: [100, 1, 0.1] }).value).toBeLessThan(1e-20);
  });

  it('can be cancelled, watched and limited', () => {
    const signal = { aborted: false };
    const seen: number[] = [];
    const progress = (evaluations: number) => {
      seen.push(evaluations);
      signal.aborted = evaluations > 6;
    };
    const { status, reason } = levenbergMarquardt(rosenbrock, [-1.2, 1], { signal, progress });
    expect([status, reason]).toEqual(['cancelled', 'the search was cancelled']);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    const limited = levenbergMarquardt(rosenbrock, [-1.2, 1], { maximumEvaluations: 5 });
    expect([limited.status, limited.reason]).toEqual(['stopped', 'all 5 evaluations were used']);
  });

  it('refuses what cannot be searched, by name', () => {
    const refusal = (field: string, code: string) =>
      expect.objectContaining({ code, place: expect.objectContaining({ field }) });
    expect(() => levenbergMarquardt(rosenbrock, [])).toThrow(refusal('start', 'usage'));
    expect(() => levenbergMarquardt(rosenbrock, [0, Number.NaN])).toThrow(refusal('start[1]', 'usage'));
    expect(() => levenbergMarquardt(rosenbrock, [0, 0], { lower: [1, -1] })).toThrow(
      refusal('start[0]', 'usage'),
    );
    expect(() => levenbergMarquardt(rosenbrock, [0, 0], { lower: [1, 0], upper: [0, 1] })).toThrow(
      refusal('lower[0]', 'usage'),
    );
    expect(() => levenbergMarquardt(rosenbrock, [0, 0], { upper: [1] })).toThrow(refusal('upper', 'usage'));
    const nan: LeastSquares = { count: 1, residuals: (_, out) => (out[0] = Number.NaN) };
    expect(() => levenbergMarquardt(nan, [0])).toThrow(refusal('start', 'model.domain'));
    expect(() => levenbergMarquardt({ ...rosenbrock, count: 0 }, [0, 0])).toThrow(refusal('count', 'usage'));
    expect(() => levenbergMarquardt(rosenbrock, [0, 0], { maximumEvaluations: 0 })).toThrow(
      refusal('maximumEvaluations', 'usage'),
    );
  });
});
