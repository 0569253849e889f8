import { philox } from '@twinward/simulate';
import { expect, test } from 'vitest';
import { judgeRanks, testRanks } from './judge-ranks.ts';

const random = philox('00000000000000ca');
const QUANTITIES = 20;

/** What is said of a twin of two quantities whose uniform ranks are bent, by so many lives. */
function whyOf(seed: number, lives: number, bend: (u: number) => number): string | null {
  const ranks = new Map(
    ['a', 'b'].map((quantity, stream) => {
      const draws = random.draws(seed, stream, 0);
      return [quantity, Array.from({ length: lives }, () => bend(draws.uniform()))];
    }),
  );
  return judgeRanks(testRanks(ranks, random.derive(`${seed}`)), QUANTITIES).why;
}

test('a twin that is as sure as it should be misses a bar in about one seed of a hundred at most', () => {
  const missed = Array.from({ length: 60 }, (_, seed) => whyOf(seed, 600, (u) => u)).filter(
    (why) => why !== null,
  );
  expect(missed.length).toBeLessThan(4);
});

test('a twin that is too sure, too unsure or leans misses one, and is told which', () => {
  const sure = (u: number) => (u < 0.5 ? 2 * u * u : 1 - 2 * (1 - u) ** 2);
  for (let seed = 100; seed < 105; seed++) {
    expect(whyOf(seed, 600, (u) => 0.5 + 0.8 * (u - 0.5))).toMatch(/intervals hold 1.000/);
    expect(whyOf(seed, 600, (u) => (u < 0.02 ? 0.01 : u > 0.98 ? 0.99 : sure(u)))).not.toBeNull();
    expect(whyOf(seed, 600, (u) => u ** 1.3)).toMatch(/not uniform|intervals hold/);
  }
});
