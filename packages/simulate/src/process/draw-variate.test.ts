import { describe, expect, it } from 'vitest';
import { philox } from '../random/philox.ts';
import { checkVariate } from './check-variate.ts';
import { drawVariate } from './draw-variate.ts';
import type { Variate } from './quantity.ts';

const COUNT = 100_000;

function sample(given: Variate): Float64Array {
  checkVariate(given, 'here');
  const draws = philox('00000000000000f7').draws(0, 0, 0);
  return Float64Array.from({ length: COUNT }, () => drawVariate(draws, given)).sort();
}

/** Share above a value, within four standard errors of what it should be. */
function expectShare(sorted: Float64Array, above: number, share: number): void {
  const found = sorted.filter((value) => value > above).length / COUNT;
  expect(Math.abs(found - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / COUNT) + 1e-12);
}

describe('a survival table', () => {
  it('is left at its times by its shares, between them at a constant hazard, and the last hazard goes on', () => {
    const drawn = sample({ kind: 'survivalTable', at: [0, 2, 10, 20], survival: [1, 0.6, 0.3, 0.1] });
    for (const [at, share] of [
      [2, 0.6],
      [10, 0.3],
      [20, 0.1],
      [6, Math.sqrt(0.6 * 0.3)],
      [30, 0.1 / 3],
    ] as const)
      expectShare(drawn, at, share);
  });

  it('ends where nobody is left', () => {
    const drawn = sample({ kind: 'survivalTable', at: [1, 5, 9], survival: [1, 0.5, 0] });
    expect(drawn[0]).toBeGreaterThanOrEqual(1);
    expect(drawn.at(-1)).toBeLessThanOrEqual(9);
    expectShare(drawn, 7, 0.25);
  });
});

describe('a phase type', () => {
  it('of one phase after the other is Erlang', () => {
    const drawn = sample({
      kind: 'phaseType',
      start: [1, 0],
      means: [2, 2],
      next: [
        [0, 1],
        [0, 0],
      ],
    });
    for (const at of [1, 4, 9]) expectShare(drawn, at, Math.exp(-at / 2) * (1 + at / 2));
  });

  it('with ways back has the mean of its equations', () => {
    // m1 = 3 + 0.5 m2, m2 = 1 + 0.4 m1 + 0.2 m2
    const drawn = sample({
      kind: 'phaseType',
      start: [1, 0],
      means: [3, 1],
      next: [
        [0, 0.5],
        [0.4, 0.2],
      ],
    });
    const mean = (3 + 0.5 / 0.8) / (1 - (0.5 * 0.4) / 0.8);
    const found = drawn.reduce((sum, value) => sum + value, 0) / COUNT;
    const sd = Math.sqrt(drawn.reduce((sum, value) => sum + (value - found) ** 2, 0) / COUNT);
    expect(Math.abs(found - mean)).toBeLessThan((4 * sd) / Math.sqrt(COUNT));
  });
});

it.each<[string, Variate]>([
  ['a table that rises', { kind: 'survivalTable', at: [0, 1, 2], survival: [1, 0.2, 0.4] }],
  ['a table that does not begin with all', { kind: 'survivalTable', at: [0, 1], survival: [0.9, 0] }],
  ['times that go back', { kind: 'survivalTable', at: [0, 2, 1], survival: [1, 0.5, 0] }],
  ['a tail without a hazard', { kind: 'survivalTable', at: [0, 1, 2], survival: [1, 0.5, 0.5] }],
  [
    'phases without a way out',
    {
      kind: 'phaseType',
      start: [1, 0],
      means: [1, 1],
      next: [
        [0, 1],
        [1, 0],
      ],
    },
  ],
  ['a phase of no length', { kind: 'phaseType', start: [1], means: [0], next: [[0]] }],
  ['more than every way', { kind: 'phaseType', start: [1], means: [1], next: [[1.2]] }],
])('refuses %s', (_, given) => {
  expect(() => checkVariate(given, 'here')).toThrow(/distribution/);
});
