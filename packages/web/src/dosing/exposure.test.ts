import { expect, it } from 'vitest';
import type { InnovationView } from '../generated/types.ts';
import { averaged, fiftyOf, modelWeights, outcomesAtEnd } from './exposure.ts';

/** The quantiles of a log-normal exposure with that median and that spread of the logarithm. */
const logNormal = (median: number, sd: number) => {
  const at = (z: number): number[] => [median * Math.exp(sd * z)];
  return { q05: at(-1.6449), q25: at(-0.6745), q50: at(0), q75: at(0.6745), q95: at(1.6449) };
};
const reading = (observed: number, predicted: number, sd: number): InnovationView =>
  ({ observed, predicted, sd, censored: null }) as unknown as InnovationView;

it('fifty dots of a log-normal exposure have its median, its spread, and as many above a limit as it has', () => {
  const fifty = fiftyOf(outcomesAtEnd(logNormal(500, 0.25)));
  expect(fifty).toHaveLength(50);
  expect((fifty[24]! + fifty[25]!) / 2).toBeCloseTo(500, -1);
  // P(X > 683) = P(z > ln(683 / 500) / 0.25) = 0.106
  expect(fifty.filter((value) => value > 683).length).toBe(5);
  expect(fifty.filter((value) => value >= 400 && value <= 600).length).toBe(29);
});

it('two models together hold what either holds, by their weights', () => {
  const [low, high] = [outcomesAtEnd(logNormal(300, 0.05)), outcomesAtEnd(logNormal(900, 0.05))];
  const fifty = fiftyOf(
    averaged([
      { outcomes: low, weight: 0.8 },
      { outcomes: high, weight: 0.2 },
    ]),
  );
  expect(fifty.filter((value) => value < 500).length).toBe(40);
});

it('a model that foresaw the levels is believed more, and without levels all are believed alike', () => {
  const [good, bad] = modelWeights([
    [reading(15, 15.2, 2), reading(22, 21, 3)],
    [reading(15, 22, 2), reading(22, 33, 3)],
  ]);
  expect(good! / bad!).toBeGreaterThan(100);
  expect(good! + bad!).toBeCloseTo(1, 12);
  expect(modelWeights([[], []])).toEqual([0.5, 0.5]);
});
