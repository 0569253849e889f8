import { philox } from '@twinward/simulate';
import { expect, test } from 'vitest';
import { controlledMean } from './controlled-mean.ts';

test('a figure that a control tells whole is known for certain', () => {
  const controls = [-1, 0.5, 2, 3].map((apart) => [apart]);
  const { mean, standardError } = controlledMean(
    controls.map(([apart]) => 7 + 2 * apart!),
    controls,
  );
  expect(mean).toBeCloseTo(7, 12);
  expect(standardError).toBeCloseTo(0, 12);
});

test('without controls it is the mean, and a control told by another changes nothing', () => {
  const values = [1, 2, 4, 9];
  const plain = controlledMean(
    values,
    values.map(() => []),
  );
  expect(plain.mean).toBe(4);
  expect(plain.standardError).toBeCloseTo(Math.sqrt(38 / 3 / 4), 12);
  const one = values.map((_, n) => [n % 3]);
  const twice = one.map(([apart]) => [apart!, 5 * apart!]);
  expect(controlledMean(values, twice)).toEqual(controlledMean(values, one));
});

test('its standard error is what means of it deviate by', () => {
  const draws = philox('00000000000000f1').draws(0, 0, 0);
  const normal = (): number => {
    let sum = -6;
    for (let k = 0; k < 12; k++) sum += draws.uniform();
    return sum;
  };
  const z: number[] = [];
  for (let run = 0; run < 2000; run++) {
    const controls = Array.from({ length: 30 }, () => [normal(), normal()]);
    const { mean, standardError } = controlledMean(
      controls.map(([a, b]) => 3 + a! - 2 * b! + normal()),
      controls,
    );
    z.push((mean - 3) / standardError);
  }
  const variance = z.reduce((sum, value) => sum + value ** 2, 0) / z.length;
  // Student's t of 27 degrees of freedom varies by 27 / 25
  expect(Math.abs(variance - 27 / 25)).toBeLessThan(0.15);
});
