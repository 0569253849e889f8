import { philox } from '@twinward/simulate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chains, chainsOf } from './chains.ts';
import { effectiveDraws } from './effective-draws.ts';
import { expressionDensity } from './expression-density.ts';
import type { LogDensity } from './log-density.ts';
import { denseMetric, diagonalMetric } from './metric.ts';
import { nuts } from './nuts.ts';
import { leapfrog, phaseAt } from './phase.ts';
import { rHat } from './r-hat.ts';
import { summarise } from './summarise.ts';
import { tailIndex } from './tail-index.ts';

const SEED = '00000000000000c1';
/** Mean (1, -2), sd 1 and 10, correlation 0.9. */
const slanted: LogDensity = {
  names: ['a', 'b'],
  value: (q, gradient) => {
    const [x, y] = [q[0]! - 1, (q[1]! + 2) / 10];
    gradient[0] = -(x - 0.9 * y) / 0.19;
    gradient[1] = -(y - 0.9 * x) / 1.9;
    return -(x * x - 1.8 * x * y + y * y) / 0.38;
  },
};
/** Neal's funnel, narrow without limit at its neck. */
const funnel = expressionDensity(
  {
    parameters: { v: 'real', x1: 'real', x2: 'real', x3: 'real', x4: 'real' },
    prior: '-v^2 / 18 - 2 * v - (x1^2 + x2^2 + x3^2 + x4^2) / (2 * exp(v))',
  },
  'generated',
);

describe('the No-U-Turn sampler', () => {
  it.each(['diagonal', 'dense'] as const)(
    'draws from a slanted normal density, with a %s metric',
    (metric) => {
      const chains = nuts(slanted, { seed: SEED, metric, warmUp: 300, draws: 1000 });
      expect([chains.divergences, chains.deepest]).toEqual([0, 0]);
      const [a, b] = summarise(chains) as [ReturnType<typeof summarise>[0], ReturnType<typeof summarise>[0]];
      for (const [summary, mean, sd] of [
        [a, 1, 1],
        [b, -2, 10],
      ] as const) {
        expect(Math.abs(summary.mean - mean) / summary.meanError).toBeLessThan(4);
        expect(Math.abs(summary.sd - sd) / summary.sdError).toBeLessThan(4);
        expect((summary.q95 - mean) / sd).toBeCloseTo(1.645, 0);
        expect(summary.rHat).toBeLessThan(1.01);
      }
    },
  );

  it('learns from the slope in a dense metric, and then needs shorter trajectories', () => {
    const long = nuts(slanted, { seed: SEED, warmUp: 300, draws: 300 });
    const short = nuts(slanted, { seed: SEED, warmUp: 300, draws: 300, metric: 'dense' });
    expect(short.leapfrogs).toBeLessThan(0.8 * long.leapfrogs);
  });

  it('gives the same draws for the same seed and others for another', () => {
    const run = (seed: string) => nuts(slanted, { seed, chains: 2, warmUp: 50, draws: 20 }).values;
    expect(run(SEED)).toEqual(run(SEED));
    expect(run(SEED)).not.toEqual(run('00000000000000c2'));
  });

  it('admits that it lost its way in a funnel', () => {
    expect(nuts(funnel, { seed: SEED, warmUp: 200, draws: 300 }).divergences).toBeGreaterThan(0);
  });

  it('keeps parameters above zero where they live there', () => {
    // Gamma(3, rate 2): mean 1.5, variance 0.75
    const gamma = expressionDensity(
      { parameters: { x: 'positive' }, prior: '2 * ln(x) - 2 * x' },
      'interpreted',
    );
    const chains = nuts(gamma, { seed: SEED, warmUp: 200, draws: 1000 });
    const [x] = summarise(chains);
    expect(Math.min(...chains.values)).toBeGreaterThan(0);
    expect(Math.abs(x!.mean - 1.5) / x!.meanError).toBeLessThan(4);
    expect(Math.abs(x!.sd - Math.sqrt(0.75)) / x!.sdError).toBeLessThan(4);
  });

  it('can be cancelled and watched, and refuses what it cannot sample', () => {
    const signal = { aborted: false };
    const progress = (done: number) => {
      signal.aborted = done >= 100;
    };
    const code = (expected: string) => expect.objectContaining({ code: expected });
    expect(() => nuts(slanted, { seed: SEED, signal, progress })).toThrow(code('run.cancelled'));
    expect(() => nuts(slanted, { seed: SEED, draws: 0 })).toThrow(code('usage'));
    expect(() => nuts(slanted, { seed: SEED, acceptance: 1 })).toThrow(code('usage'));
    expect(() => nuts(slanted, { seed: SEED, start: () => [1] })).toThrow(code('usage'));
    const nowhere: LogDensity = { names: ['x'], value: () => Number.NaN };
    expect(() => nuts(nowhere, { seed: SEED })).toThrow(code('model.domain'));
  });
});

describe('a trajectory', () => {
  it('can be run back to where it began, and keeps its energy to second order', () => {
    const component = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(component, component, component, component), ([x, y, px, py]) => {
        for (const metric of [
          diagonalMetric(Float64Array.of(1, 90)),
          denseMetric(Float64Array.of(1, 8, 8, 100), 2),
        ]) {
          const gradient = new Float64Array(2);
          const q = Float64Array.of(x, y);
          const log = slanted.value(q, gradient);
          const from = phaseAt(q, log, gradient, Float64Array.of(px, py / 10), metric);
          const errorOf = (step: number, steps: number) => {
            let at = from;
            for (let i = 0; i < steps; i++) at = leapfrog(at, step, slanted, metric);
            const there = at.energy - from.energy;
            for (let i = 0; i < steps; i++) at = leapfrog(at, -step, slanted, metric);
            expect(at.q[0]).toBeCloseTo(x, 9);
            expect(at.q[1]).toBeCloseTo(y, 9);
            return Math.abs(there);
          };
          expect(errorOf(0.005, 40)).toBeLessThan(0.4 * errorOf(0.02, 10) + 1e-6);
        }
      }),
      { numRuns: 40 },
    );
  });
});

/** Chains of x_(t+1) = r x_t + noise, of variance 1. */
function autoregressive(r: number, chains: number, size: number): Float64Array[] {
  const random = philox(SEED);
  return Array.from({ length: chains }, (_, chain) => {
    const draws = random.draws(chain, 7, 0);
    let x = draws.normal();
    return Float64Array.from({ length: size }, () => {
      x = r * x + Math.sqrt(1 - r * r) * draws.normal();
      return x;
    });
  });
}

describe('the judgement of draws', () => {
  it.each([0, 0.5, 0.9, -0.5])('counts the draws of an autoregression of %f as what they are worth', (r) => {
    const chains = autoregressive(r, 4, 4000);
    expect((effectiveDraws(chains) / 16_000 / (1 - r)) * (1 + r)).toBeCloseTo(1, 0);
    expect(rHat(chains)).toBeLessThan(1.01);
  });

  it('finds chains out that differ in place, in spread, or that drift', () => {
    const chains = autoregressive(0, 4, 1000);
    const but = (change: (value: number, i: number) => number) => [
      chains[0]!.map(change),
      ...chains.slice(1),
    ];
    expect(rHat(but((x) => x + 1))).toBeGreaterThan(1.05);
    expect(rHat(but((x) => 3 * x))).toBeGreaterThan(1.05);
    expect(rHat(chains.map((chain) => chain.map((x, i) => x + i / 500)))).toBeGreaterThan(1.05);
  });

  it('does not depend on a monotone change of scale, as ranks do not', () => {
    const chains = autoregressive(0.3, 4, 500);
    const cubed = chains.map((chain) => chain.map((x) => x * x * x));
    expect(rHat(cubed)).toBeCloseTo(rHat(chains), 2);
  });

  it('tells how heavy a tail is', () => {
    const chains = (power: number): Chains => {
      const values = Float64Array.from({ length: 20_000 }, (_, i) => ((i + 0.5) / 20_000) ** (-1 / power));
      return {
        names: ['x'],
        chains: 4,
        draws: 5000,
        values,
        divergences: 0,
        deepest: 0,
        leapfrogs: 0,
        steps: new Float64Array(4),
      };
    };
    for (const power of [1, 1.8, 4]) expect(tailIndex(chains(power), 'x') / power).toBeCloseTo(1, 1);
    const normal = { ...chains(2), values: Float64Array.from(autoregressive(0, 1, 20_000)[0]!) };
    expect(tailIndex(normal, 'x')).toBeGreaterThan(8);
    expect(() => tailIndex(chains(2), 'y')).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(chainsOf(chains(2), 0)[3]![4999]).toBe(chains(2).values[19_999]);
  });
});

describe('a density from formulas', () => {
  it('has the gradient of its formula, on the scale it is sampled on', () => {
    const density = expressionDensity(
      {
        parameters: { CL: 'positive', V: 'positive', shift: 'real' },
        where: { k: 'CL / V', f: '100 / V * exp(-k * t) + shift' },
        prior: '-ln(CL)^2 - ln(V / 10)^2 - shift^2 - k',
        row: '-(y - f)^2 / 2',
        columns: ['t', 'y'],
        rows: [
          [1, 8],
          [3, 6],
        ],
      },
      'generated',
    );
    const value = (q: readonly number[]) => density.value(Float64Array.from(q), new Float64Array(3));
    const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(coordinate, coordinate, coordinate), (q) => {
        const gradient = new Float64Array(3);
        density.value(Float64Array.of(q[0], q[1] + 2, q[2]), gradient);
        for (let i = 0; i < 3; i++) {
          const [up, down] = [1e-5, -1e-5].map((h) =>
            value([q[0], q[1] + 2, q[2]].map((x, j) => x + (i === j ? h : 0))),
          );
          expect(Math.abs((up! - down!) / 2e-5 - gradient[i]!)).toBeLessThan(
            1e-5 * (1 + Math.abs(gradient[i]!)),
          );
        }
      }),
    );
  });

  it('is refused when a prior looks at data, a name is taken or a row is short', () => {
    const code = expect.objectContaining({ code: 'model.invalid' });
    const base = {
      parameters: { a: 'real' },
      prior: '-a^2',
      row: '-(y - a)^2',
      columns: ['y'],
      rows: [[1]],
    } as const;
    expect(() => expressionDensity({ ...base, prior: '-y^2' }, 'interpreted')).toThrow(code);
    expect(() => expressionDensity({ ...base, where: { a: '1' } }, 'interpreted')).toThrow(code);
    expect(() => expressionDensity({ ...base, rows: [[1, 2]] }, 'interpreted')).toThrow(code);
  });
});
