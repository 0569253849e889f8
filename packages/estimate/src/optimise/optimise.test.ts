import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cmaEs } from './cma-es.ts';
import { lbfgsb } from './l-bfgs-b.ts';
import { nelderMead } from './nelder-mead.ts';
import type { Optimum } from './optimum.ts';
import type { SmoothFunction } from './smooth-function.ts';

const SEED = '00000000000000e1';
type Objective = (x: Float64Array) => number;

const rosenbrock: Objective = (x) => {
  let sum = 0;
  for (let i = 0; i + 1 < x.length; i++) sum += 100 * (x[i + 1]! - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2;
  return sum;
};
const rosenbrockGradient = (x: Float64Array, out: Float64Array): void => {
  out.fill(0);
  for (let i = 0; i + 1 < x.length; i++) {
    const bend = x[i + 1]! - x[i]! ** 2;
    out[i] = out[i]! - 400 * x[i]! * bend - 2 * (1 - x[i]!);
    out[i + 1] = out[i + 1]! + 200 * bend;
  }
};
const beale: Objective = (x) =>
  [1.5, 2.25, 2.625].reduce((sum, y, i) => sum + (y - x[0]! * (1 - x[1]! ** (i + 1))) ** 2, 0);
const powell: Objective = (x) =>
  (x[0]! + 10 * x[1]!) ** 2 + 5 * (x[2]! - x[3]!) ** 2 + (x[1]! - 2 * x[2]!) ** 4 + 10 * (x[0]! - x[3]!) ** 4;
const rastrigin: Objective = (x) =>
  x.reduce((sum, xi) => sum + xi * xi - 10 * Math.cos(2 * Math.PI * xi) + 10, 0);

const near = ({ x }: Optimum, end: readonly number[], within: number) => {
  for (const [i, expected] of end.entries()) expect(Math.abs(x[i]! - expected)).toBeLessThan(within);
};

/** What every search must do, whatever its method. */
const METHODS: readonly (readonly [
  string,
  (f: Objective, start: readonly number[], more?: object) => Optimum,
])[] = [
  ['Nelder and Mead', (f, start, more = {}) => nelderMead(f, start, more)],
  ['L-BFGS-B', (f, start, more = {}) => lbfgsb({ value: f }, start, more)],
  ['CMA-ES', (f, start, more = {}) => cmaEs(f, start, { seed: SEED, spread: start.map(() => 0.5), ...more })],
];

describe.each(METHODS)('%s', (_name, search) => {
  it.each([
    ['Rosenbrock', rosenbrock, [-1.2, 1], [1, 1], 1e-4],
    ['Beale', beale, [1, 1], [3, 0.5], 1e-4],
    ['Powell, flat at the end,', powell, [3, -1, 0, 1], [0, 0, 0, 0], 0.02],
    ['one component', (x: Float64Array) => (x[0]! - 3) ** 4 + 1, [1], [3], 0.02],
  ] as const)('solves %s', (_problem, f, start, end, within) => {
    const found = search(f, [...start]);
    near(found, end, within);
    expect(found.status).toBe('converged');
    expect(found.value).toBe(f(found.x));
  });

  it('stays inside bounds, and finds the minimum on them', () => {
    let outside = 0;
    const watched: Objective = (x) => {
      if (x[0]! > 0.5 || x[1]! < -2) outside++;
      return rosenbrock(x);
    };
    const found = search(watched, [-1.2, 1], { lower: [-3, -2], upper: [0.5, 2] });
    near(found, [0.5, 0.25], 1e-4);
    expect(outside).toBe(0);
  });

  it('steps back from where the function is not a number', () => {
    near(
      search((x) => Math.sqrt(x[0]!) - 2 * Math.log(x[0]!) + x[1]! ** 2, [9, 1]),
      [16, 0],
      1e-3,
    );
  });

  it('can be cancelled, limited and watched, and is the same again', () => {
    const signal = { aborted: true };
    expect(search(rosenbrock, [-1.2, 1], { signal })).toMatchObject({ status: 'cancelled' });
    const seen: number[] = [];
    const limited = search(rosenbrock, [-1.2, 1], {
      maximumEvaluations: 30,
      progress: (_count: number, of: number, best: number) => seen.push(of, best),
    });
    expect(limited.status).toBe('stopped');
    expect(limited.reason).toBe('all 30 evaluations were used');
    expect(limited.evaluations).toBeLessThan(60);
    expect(seen.at(-1)).toBe(limited.value);
    expect(search(rosenbrock, [-1.2, 1]).x).toEqual(search(rosenbrock, [-1.2, 1]).x);
  });

  it('refuses starts without a value and impossible bounds', () => {
    const code = (expected: string) => expect.objectContaining({ code: expected });
    expect(() => search(() => Number.NaN, [1])).toThrow(code('model.domain'));
    expect(() => search(rosenbrock, [1, Number.NaN])).toThrow(code('usage'));
    expect(() => search(rosenbrock, [1, 1], { lower: [2, 0] })).toThrow(code('usage'));
    expect(() => search(rosenbrock, [1, 1], { lower: [0, 0], upper: [-1, 2] })).toThrow(code('usage'));
  });
});

describe('L-BFGS-B', () => {
  it('solves Rosenbrock of a hundred components in few evaluations', () => {
    const f: SmoothFunction = { value: rosenbrock, gradient: rosenbrockGradient };
    const found = lbfgsb(
      f,
      Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? -1.2 : 1)),
    );
    near(found, new Array(100).fill(1), 1e-6);
    expect(found.evaluations).toBeLessThan(700);
  });

  it('finds the bounded minimum of any convex quadratic: its gradient is zero or points out of the box', () => {
    const entry = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 16, maxLength: 16 }),
        fc.array(entry, { minLength: 4, maxLength: 4 }),
        (a, b) => {
          const product = (x: Float64Array, i: number) =>
            a.slice(4 * i, 4 * i + 4).reduce((s, v, j) => s + v * x[j]!, 0);
          const gradient = (x: Float64Array, out: Float64Array) => {
            for (let j = 0; j < 4; j++) {
              out[j] = 0.1 * x[j]! + b[j]!;
              for (let i = 0; i < 4; i++) out[j] = out[j]! + a[4 * i + j]! * product(x, i);
            }
          };
          const value = (x: Float64Array) =>
            [0, 1, 2, 3].reduce(
              (s, i) => s + 0.5 * product(x, i) ** 2 + 0.05 * x[i]! ** 2 + b[i]! * x[i]!,
              0,
            );
          const { x } = lbfgsb({ value, gradient }, [0.5, 0.5, 0.5, 0.5], {
            lower: [0, 0, 0, 0],
            upper: [1, 1, 1, 1],
          });
          const g = new Float64Array(4);
          gradient(x, g);
          for (let j = 0; j < 4; j++) {
            const inward = x[j] === 0 ? Math.min(0, g[j]!) : x[j] === 1 ? Math.max(0, g[j]!) : g[j]!;
            expect(Math.abs(inward)).toBeLessThan(1e-5);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('says so when the gradient is not that of the function', () => {
    const wrong: SmoothFunction = { value: (x) => x[0]! ** 2, gradient: (_, out) => out.fill(-1) };
    expect(lbfgsb(wrong, [1])).toMatchObject({
      status: 'stopped',
      reason: expect.stringContaining('gradient'),
    });
  });
});

describe('CMA-ES', () => {
  it('finds the lowest of the many valleys of Rastrigin, starting again with larger populations', () => {
    const found = cmaEs(rastrigin, [3.3, -2.1, 4.4, 1.7, -3.9], {
      seed: SEED,
      spread: [2, 2, 2, 2, 2],
      lower: new Array(5).fill(-5.12),
      upper: new Array(5).fill(5.12),
      restarts: 6,
      maximumEvaluations: 60_000,
    });
    expect(found.value).toBeLessThan(1e-8);
  });

  it('follows a valley a thousand times as long as wide, in any direction', () => {
    const cigar: Objective = (x) => {
      const [u, v, w] = [x[0]! + x[1]! + x[2]!, x[0]! - x[1]!, x[0]! + x[1]! - 2 * x[2]!];
      return u * u + 1e6 * (v * v + w * w);
    };
    expect(cmaEs(cigar, [3, 1, 2], { seed: SEED, spread: [1, 1, 1] }).value).toBeLessThan(1e-10);
  });

  it('refuses a spread that is not positive', () => {
    const code = expect.objectContaining({ code: 'usage' });
    expect(() => cmaEs(rastrigin, [1], { seed: SEED, spread: [0] })).toThrow(code);
    expect(() => cmaEs(rastrigin, [1], { seed: SEED, spread: [1, 1] })).toThrow(code);
  });
});
