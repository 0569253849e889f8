import type { Distribution } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { DIRECTIONS } from './direction-numbers.ts';
import type { Factor, FactorModel } from './factor.ts';
import { morrisEffects } from './morris-effects.ts';
import { sobolIndices } from './sobol-indices.ts';
import { MOST_DIMENSIONS, sobolPoints } from './sobol-sequence.ts';

const SEED = '00000000000000d1';
const named = (count: number, distribution: Distribution): Factor[] =>
  Array.from({ length: count }, (_, j) => ({ name: `x${j + 1}`, distribution }));
const UNIT = { kind: 'uniform', low: 0, high: 1 } as const;
const TURN = { kind: 'uniform', low: -Math.PI, high: Math.PI } as const;
const ishigami: FactorModel = (x) =>
  Math.sin(x[0]!) + 7 * Math.sin(x[1]!) ** 2 + 0.1 * x[2]! ** 4 * Math.sin(x[0]!);

describe("Sobol's sequence", () => {
  it('begins as published', () => {
    const points = sobolPoints(8, 3);
    const column = (j: number) => Array.from({ length: 8 }, (_, i) => Number(points[i * 3 + j]!.toFixed(3)));
    expect(column(0)).toEqual([0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125]);
    expect(column(1)).toEqual([0, 0.5, 0.25, 0.75, 0.375, 0.875, 0.125, 0.625]);
    expect(column(2)).toEqual([0, 0.5, 0.25, 0.75, 0.625, 0.125, 0.875, 0.375]);
  });

  it('puts one of 2^12 points in each of 2^12 intervals of every dimension, shifted or not', () => {
    for (const shift of [undefined, philox(SEED).draws(0, 0, 0)]) {
      const points = sobolPoints(4096, MOST_DIMENSIONS, shift);
      for (let j = 0; j < MOST_DIMENSIONS; j++) {
        const cells = new Set(
          Array.from({ length: 4096 }, (_, i) => Math.floor(points[i * MOST_DIMENSIONS + j]! * 4096)),
        );
        expect(cells.size).toBe(4096);
      }
    }
  });

  it('rests on primitive polynomials, none twice, and odd direction integers', () => {
    const seen = new Set<string>();
    for (const { a, m } of DIRECTIONS) {
      const s = m.length;
      m.forEach((value, k) => {
        expect(value % 2 === 1 && value < 2 ** (k + 1)).toBe(true);
      });
      expect(seen.has(`${s} ${a}`)).toBe(false);
      seen.add(`${s} ${a}`);
      // x is of order 2^s - 1 modulo a primitive polynomial
      const polynomial = (1 << s) | (a << 1) | 1;
      let [power, order] = [1, 0];
      do {
        power <<= 1;
        if (power & (1 << s)) power ^= polynomial;
        order++;
      } while (power !== 1 && order < 1000);
      expect(order).toBe(s === 1 ? 1 : 2 ** s - 1);
    }
  });

  it('integrates better than random numbers do', () => {
    const [points, draws] = [sobolPoints(4096, 6, philox(SEED).draws(0, 0, 0)), philox(SEED).draws(1, 0, 0)];
    const error = (next: (at: number) => number): number => {
      let sum = 0;
      for (let i = 0; i < 4096; i++) {
        let product = 1;
        for (let j = 0; j < 6; j++) product *= 1 + (next(i * 6 + j) - 0.5) / (j + 1);
        sum += product / 4096;
      }
      return Math.abs(sum - 1);
    };
    expect(error((at) => points[at]!)).toBeLessThan(0.1 * error(() => draws.uniform()));
  });

  it('ends at 51 dimensions', () => {
    expect(() => sobolPoints(8, 52)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});

describe('the decomposition of variance', () => {
  it('of the Ishigami function is the exact one', () => {
    const { indices, variance, evaluations } = sobolIndices(ishigami, named(3, TURN), {
      size: 4096,
      seed: SEED,
    });
    expect(variance / 13.844587940719254).toBeCloseTo(1, 2);
    expect(evaluations).toBe(4096 * 5);
    const exact = [
      [0.3139, 0.5576],
      [0.4424, 0.4424],
      [0, 0.2437],
    ] as const;
    for (const [j, [first, total]] of exact.entries()) {
      expect(Math.abs(indices[j]!.first.value - first)).toBeLessThan(0.01);
      expect(Math.abs(indices[j]!.total.value - total)).toBeLessThan(0.01);
      for (const [share, value] of [
        [indices[j]!.first, first],
        [indices[j]!.total, total],
      ] as const) {
        expect(share.low <= value && value <= share.high).toBe(true);
      }
    }
  });

  it('of a sum of different distributions adds up', () => {
    const factors: Factor[] = [
      { name: 'a', distribution: { kind: 'normal', mean: 3, sd: 2 } },
      { name: 'b', distribution: { kind: 'uniform', low: 0, high: 6 } },
      { name: 'c', distribution: { kind: 'fixed', value: 5 } },
    ];
    const { indices, mean } = sobolIndices((x) => x[0]! - x[1]! + x[2]!, factors, { size: 2048, seed: SEED });
    expect(mean).toBeCloseTo(5, 1);
    expect(indices.map(({ first }) => first.value.toFixed(2))).toEqual(['0.57', '0.43', '0.00']);
    expect(indices.map(({ total }) => total.value.toFixed(2))).toEqual(['0.57', '0.43', '0.00']);
  });

  it('of the G function of Sobol ranks eight factors', () => {
    const a = [0, 1, 4.5, 9, 99, 99, 99, 99];
    const g: FactorModel = (x) =>
      a.reduce((product, ai, j) => (product * (Math.abs(4 * x[j]! - 2) + ai)) / (1 + ai), 1);
    const { indices } = sobolIndices(g, named(8, UNIT), { size: 4096, seed: SEED, resamples: 20 });
    const parts = a.map((ai) => 1 / 3 / (1 + ai) ** 2);
    const variance = parts.reduce((product, part) => product * (1 + part), 1) - 1;
    for (const [j, part] of parts.entries()) {
      expect(Math.abs(indices[j]!.first.value - part / variance)).toBeLessThan(0.02);
      expect(
        Math.abs(indices[j]!.total.value - (part * (variance + 1)) / (1 + part) / variance),
      ).toBeLessThan(0.02);
    }
  });

  it('is refused where it has no meaning, and can be cancelled', () => {
    const code = (expected: string) => expect.objectContaining({ code: expected });
    const run = (factors: readonly Factor[], model: FactorModel, more = {}) =>
      sobolIndices(model, factors, { seed: SEED, size: 64, ...more });
    expect(() => run(named(26, UNIT), () => 1)).toThrow(code('usage'));
    expect(() => run(named(2, UNIT), (x) => x[0]!, { size: 100 })).toThrow(code('usage'));
    expect(() => run(named(2, UNIT), () => 1)).toThrow(code('model.domain'));
    expect(() => run(named(2, UNIT), () => Number.NaN)).toThrow(/x1 = 0\.\d+, x2 = 0\.\d+/);
    expect(() => run(named(2, UNIT), (x) => x[0]!, { signal: { aborted: true } })).toThrow(
      code('run.cancelled'),
    );
  });
});

describe('elementary effects', () => {
  it('of a linear model are its slopes, without spread', () => {
    const effects = morrisEffects((x) => 3 * x[0]! - 2 * x[1]!, named(3, UNIT), { seed: SEED });
    effects.forEach(({ mean, size, sd }, j) => {
      expect(mean).toBeCloseTo([3, -2, 0][j]!, 9);
      expect(size).toBeCloseTo([3, 2, 0][j]!, 9);
      expect(sd).toBeCloseTo(0, 9);
    });
  });

  it('find the factors that matter among forty, and those that interact', () => {
    const model: FactorModel = (x) => 10 * x[3]! + 20 * (x[7]! - 0.5) * (x[11]! - 0.5) + 0.1 * x[20]!;
    const effects = morrisEffects(model, named(40, UNIT), { seed: SEED });
    const largest = effects.toSorted((a, b) => b.size - a.size).slice(0, 3);
    expect(largest.map(({ name }) => name).sort()).toEqual(['x12', 'x4', 'x8']);
    expect(effects[3]!.sd).toBeLessThan(1e-9);
    expect(effects[7]!.sd).toBeGreaterThan(Math.abs(effects[7]!.mean));
  });

  it('are not blind to a factor whose period is half its range', () => {
    const [x1, x2] = morrisEffects(ishigami, named(3, TURN), { seed: SEED, trajectories: 40 });
    expect(x2!.size).toBeGreaterThan(0.5 * x1!.size);
  });

  it('are refused without factors and with one trajectory', () => {
    const code = expect.objectContaining({ code: 'usage' });
    expect(() => morrisEffects(ishigami, [], { seed: SEED })).toThrow(code);
    expect(() => morrisEffects(ishigami, named(3, TURN), { seed: SEED, trajectories: 1 })).toThrow(code);
  });
});
