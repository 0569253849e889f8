import { philox } from '@twinward/simulate';
import { expect, test } from 'vitest';
import { coldWard, exactWard } from './exact-ward.ts';
import { followWard } from './follow-ward.ts';
import { WARD_RATES, WARD_STAYS } from './ward.ts';

const HOUR = 3_600_000;

test('the exact distribution of a ward has the mean that simulated stays have', () => {
  const draws = philox('00000000000000e1').draws(0, 0, 0);
  const ages = [3, 40, 200, 900];
  const runs = 20_000;
  let staying = 0;
  for (let n = 0; n < runs; n++)
    for (const age of ages) staying += WARD_STAYS.remaining(age, draws.uniform()) > 48 ? 1 / runs : 0;
  let coming = 0;
  for (let hour = 0; hour < 48; hour++)
    for (let k = 0; k < 60; k++)
      coming += (WARD_RATES.rate(hour % 24) / 60) * WARD_STAYS.survival(48 - hour - (k + 0.5) / 60);
  expect(Math.abs(exactWard(ages, 0, 48).mean - staying - coming)).toBeLessThan(0.03);
});

test('a ward that has been open for long holds what Little says', () => {
  let mean = 0;
  for (let hour = 0; hour < 24; hour++) mean += coldWard((10_000 + hour) * HOUR, 0).mean / 24;
  expect(mean / ((6 * WARD_STAYS.mean) / 24)).toBeCloseTo(1, 2);
});

test('a warm start is as good as the exact convolution and better than a cold one', () => {
  const scores = followWard({ seed: '00000000000000e2', starts: 12 });
  expect(scores).toHaveLength(36);
  const mean = (of: (score: (typeof scores)[number]) => number): number =>
    scores.reduce((sum, score) => sum + of(score) / scores.length, 0);
  expect(Math.abs(mean(({ warm }) => warm) / mean(({ exact }) => exact) - 1)).toBeLessThan(0.06);
  expect(mean(({ cold }) => cold)).toBeGreaterThan(mean(({ warm }) => warm));
});
