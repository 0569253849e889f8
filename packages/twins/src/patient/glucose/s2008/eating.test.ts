import { expect, test } from 'vitest';
import { carbohydratePerMinute } from './eating.ts';

const grams = (meals: readonly (readonly [number, number])[], minutes: number): number[] =>
  Array.from(
    carbohydratePerMinute(
      meals.map(([minute, carbohydrate]) => ({ minute, carbohydrate })),
      minutes,
    ),
    (mg) => mg / 1000,
  );

test('a meal of 12 g is eaten in three minutes, the last taking what is left', () => {
  expect(grams([[1, 12]], 6)).toEqual([0, 5, 5, 2, 0, 0]);
});

test('a second meal announced while the first is eaten waits its turn, and no gram is lost', () => {
  expect(
    grams(
      [
        [0, 10],
        [1, 10],
      ],
      6,
    ),
  ).toEqual([5, 5, 5, 5, 0, 0]);
  expect(
    grams(
      [
        [0, 3],
        [0, 4],
      ],
      3,
    ),
  ).toEqual([5, 2, 0]);
});

test('meals outside the time looked at are not eaten', () => {
  expect(
    grams(
      [
        [-1, 10],
        [3, 10],
      ],
      3,
    ),
  ).toEqual([0, 0, 0]);
});
