import { expect, it } from 'vitest';
import { runSuite } from '../run-suite.ts';
import { incompleteGamma } from './incomplete-gamma.ts';
import { judgeDraws } from './judge-draws.ts';
import { knownAnswers } from './known-answers.ts';
import { randomSuite } from './random-suite.ts';

const call = {
  files: [],
  seed: '00000000000000a1',
  options: { draws: '20000' },
  progress: () => undefined,
  signal: { aborted: false },
};

it('verify random finds answers, bulk numbers and distributions right', async () => {
  const { cases, failed } = await runSuite(randomSuite, call);
  expect(failed).toEqual([]);
  expect(cases).toBeGreaterThan(45);
  await expect(runSuite(randomSuite, { ...call, options: { draws: '7' } })).rejects.toThrow('--draws 7');
});

it('a wrong answer fails, and other generators are named', () => {
  const text =
    'philox4x32 10 00000000 00000000 00000000 00000000 00000000 00000000 6627e8d5 e169c58d bc57ac4c 9b00dbd9';
  const { cases, failed, unsupported } = knownAnswers(`# a comment\n${text}\nthreefry2x32 20 0 0\n`);
  expect([cases, failed.length, unsupported[0]?.name]).toEqual([2, 1, 'threefry2x32 20 0 0']);
});

it('chi-square sees a distribution that is a little off, and a value that cannot be', () => {
  const exact = { kind: 'discrete' as const, probability: (k: number) => (k < 2 ? 0.5 : 0) };
  const coin = { name: 'coin', mean: 0.5, variance: 0.25, exact };
  const fair = judgeDraws({ ...coin, draw: (d) => (d.uniform() < 0.5 ? 1 : 0) }, 100_000, call.seed);
  const bent = judgeDraws({ ...coin, draw: (d) => (d.uniform() < 0.52 ? 1 : 0) }, 100_000, call.seed);
  const odd = judgeDraws({ ...coin, draw: () => 2 }, 1000, call.seed);
  expect(fair.p).toBeGreaterThan(0.001);
  expect(bent.p).toBeLessThan(1e-6);
  expect(odd.p).toBe(0);
});

it('the incomplete gamma function agrees with tables', () => {
  // chi-square with 9 degrees exceeds 27.877 with probability 0.001
  expect(1 - incompleteGamma(4.5, 27.877 / 2)).toBeCloseTo(0.001, 6);
  expect(incompleteGamma(0.5, 1.959963984540054 ** 2 / 2)).toBeCloseTo(0.95, 9);
  expect(incompleteGamma(1000, 1000)).toBeCloseTo(0.50420524, 7);
});
