import { expect, test } from 'vitest';
import { philox } from '../random/philox.ts';
import { cos } from './cos.ts';
import { sin } from './sin.ts';
import { tan } from './tan.ts';

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

test('the hardest angle of all doubles, 3e-19 of a quarter turn from a whole number of them, is reduced exactly', () => {
  const hardest = 6381956970095103 * 2 ** 797;
  expect(cos(hardest)).toBe(-4.687165924254628e-19);
  expect(sin(hardest)).toBe(1);
  expect(sin(-hardest)).toBe(-1);
  expect(tan(-hardest)).toBe(2133485385753704000);
});

test('angles of every size have a sine: 10^22 by the digits of Ng 1992, and up to the largest double', () => {
  expect(sin(1e22)).toBe(-0.8522008497671888);
  const draws = philox('00000000000e1e02').draws(0, 0, 0);
  for (let i = 0; i < 20_000; i++) {
    const x = 2 ** (1003 * draws.uniform() + 20);
    expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThan(3e-16);
    expect(Math.abs(cos(x) - Math.cos(x))).toBeLessThan(3e-16);
  }
});

test('what is no angle is not a number', () => {
  for (const x of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    for (const f of [sin, cos, tan]) expect(f(x)).toBeNaN();
  }
});
