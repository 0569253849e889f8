import { expect, test } from 'vitest';
import { philox } from '../random/philox.ts';
import { atan } from './atan.ts';
import { exp } from './exp.ts';
import { expm1 } from './expm1.ts';
import { log } from './log.ts';
import { pow } from './pow.ts';
import { tan } from './tan.ts';
import { tanh } from './tanh.ts';

const ULP = 2 ** -52;

/** The largest relative difference from the engine's own function, in units of 2^-52, over many arguments. */
function furthest(
  ours: (x: number) => number,
  theirs: (x: number) => number,
  argument: (u: number) => number,
): number {
  const draws = philox('00000000000e1e00').draws(0, 0, 0);
  let most = 0;
  for (let i = 0; i < 200_000; i++) {
    const x = argument(draws.uniform());
    most = Math.max(most, Math.abs(ours(x) / theirs(x) - 1));
  }
  return most / ULP;
}

test('exp agrees with the engine to 2 units in the last place, and to the very ends of its range', () => {
  expect(furthest(exp, Math.exp, (u) => 1400 * u - 700)).toBeLessThan(2);
  expect(furthest(exp, Math.exp, (u) => u - 0.5)).toBeLessThan(2);
  expect([exp(0), exp(-Infinity), exp(Infinity), exp(710), exp(-746), exp(-745)]).toEqual([
    1,
    0,
    Infinity,
    Infinity,
    0,
    5e-324,
  ]);
  expect(exp(709.7)).toBe(Math.exp(709.7));
  expect(exp(Number.NaN)).toBeNaN();
});

test('log agrees with the engine to 2 units in the last place, for the smallest numbers too', () => {
  expect(furthest(log, Math.log, (u) => exp(1400 * u - 700))).toBeLessThan(2);
  expect(furthest(log, Math.log, (u) => 0.5 + u)).toBeLessThan(2);
  expect([log(1), log(0), log(Infinity), log(5e-324)]).toEqual([0, -Infinity, Infinity, Math.log(5e-324)]);
  expect(log(-1)).toBeNaN();
  expect(log(Number.NaN)).toBeNaN();
});

test('tanh agrees with the engine to 3 units in the last place, near zero too, and saturates', () => {
  expect(furthest(tanh, Math.tanh, (u) => 40 * u - 20)).toBeLessThan(4);
  expect(furthest(tanh, Math.tanh, (u) => exp(-20 * u))).toBeLessThan(4);
  expect([tanh(0), tanh(-0), tanh(1e-300), tanh(30), tanh(-Infinity)]).toEqual([0, -0, 1e-300, 1, -1]);
  expect(tanh(Number.NaN)).toBeNaN();
});

test('pow agrees with the engine to a unit in the last place, far beyond what exp(y log x) would reach', () => {
  const draws = philox('00000000000e1e01').draws(0, 0, 0);
  let most = 0;
  for (let i = 0; i < 200_000; i++) {
    const [x, y] = [exp(20 * draws.uniform() - 10), 60 * draws.uniform() - 30];
    most = Math.max(most, Math.abs(pow(x, y) / x ** y - 1));
  }
  expect(most / ULP).toBeLessThan(1.01);
});

test('pow has the special values of ECMAScript', () => {
  const values = [
    0,
    -0,
    1,
    -1,
    0.5,
    -0.5,
    2,
    -2,
    3,
    -3,
    2.5,
    1e300,
    5e-324,
    1074,
    -1074,
    1024,
    Infinity,
    -Infinity,
    NaN,
  ];
  for (const x of values)
    for (const y of values) {
      const [ours, theirs] = [pow(x, y), x ** y];
      if (Object.is(ours, theirs)) continue;
      expect([x, y, Math.abs(ours / theirs - 1) < 1.01 * ULP]).toEqual([x, y, true]);
    }
});

test('atan, tan and expm1 agree with the engine to a few units in the last place', () => {
  expect(furthest(atan, Math.atan, (u) => 1 / (u - 0.5))).toBeLessThan(2);
  expect(furthest(atan, Math.atan, (u) => 2 * u)).toBeLessThan(2);
  expect(furthest(tan, Math.tan, (u) => 3 * u - 1.5)).toBeLessThan(4);
  expect(furthest(expm1, Math.expm1, (u) => 3 * u - 1.5)).toBeLessThan(5);
  expect([atan(-0), atan(Infinity), atan(-Infinity), expm1(-0), expm1(-Infinity)]).toEqual([
    -0,
    Math.PI / 2,
    -Math.PI / 2,
    -0,
    -1,
  ]);
});
