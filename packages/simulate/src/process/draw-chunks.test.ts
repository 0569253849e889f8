import { expect, test } from 'vitest';
import { drawExponential } from '../random/draw-exponential.ts';
import { philox } from '../random/philox.ts';
import { DrawChunks } from './draw-chunks.ts';

test('numbers made in chunks are those of philox, bit for bit; those of a chunk gone by are not given', () => {
  const seed = 'fedcba9876543210';
  const number = (chunks: DrawChunks, ...of: Parameters<DrawChunks['place']>): number | undefined =>
    chunks.values[chunks.place(...of)];
  const chunks = new DrawChunks(seed, 2);
  const random = philox(seed);
  for (const stream of [0, 7, 0xfedc_ba98]) {
    const fresh = new DrawChunks(seed, 3);
    for (const member of [0, 1, 127, 128, 1000, 2 ** 31 + 5, 2 ** 32 - 1]) {
      expect(number(fresh, 0, 'uniform', stream, member)).toBe(random.draws(member, stream, 0).uniform());
      const exponential = drawExponential(random.draws(member, stream, 0), 1);
      expect(number(fresh, 1, 'exponential', stream, member)).toBe(exponential);
      expect(number(fresh, 2, 'normal', stream, member)).toBe(random.draws(member, stream, 0).normal());
    }
  }
  expect(number(chunks, 0, 'uniform', 3, 300)).toBeGreaterThan(0);
  expect(number(chunks, 0, 'uniform', 3, 200)).toBeUndefined();
});
