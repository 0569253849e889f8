import { expect, test } from 'vitest';
import { philox } from '../random/philox.ts';
import { cos } from './cos.ts';
import { sin } from './sin.ts';

test.each([
  ['sin', sin, Math.sin],
  ['cos', cos, Math.cos],
] as const)(
  '%s agrees with the engine to 2 units of 2^-53, over one turn and over thousands',
  (_n, ours, theirs) => {
    const draws = philox('00000000000e1e01').draws(0, 0, 0);
    let furthest = 0;
    for (let i = 0; i < 200_000; i++) {
      const x = (i % 2 === 0 ? 7 : 1_000_000) * (2 * draws.uniform() - 1);
      furthest = Math.max(furthest, Math.abs(ours(x) - theirs(x)));
    }
    expect(furthest / 2 ** -53).toBeLessThanOrEqual(2);
  },
);

test('the sine keeps its relative accuracy near zero and near a half turn, where it is small', () => {
  for (const x of [1e-300, 1e-8, 0.001, Math.PI, 2 * Math.PI, 355, 103993])
    expect(Math.abs(sin(x) / Math.sin(x) - 1)).toBeLessThan(4e-16);
  expect([sin(0), sin(-0), cos(0)]).toEqual([0, -0, 1]);
});

test('angles that have lost their turn, and what is no angle, are not a number', () => {
  for (const x of [2e6, -2e6, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(sin(x)).toBeNaN();
    expect(cos(x)).toBeNaN();
  }
});
