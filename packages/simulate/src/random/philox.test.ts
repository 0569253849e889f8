import { readFileSync } from 'node:fs';
import type { RandomSource } from '@twinward/contract';
import { expect, test } from 'vitest';
import { philox } from './philox.ts';
import { philox4x32 } from './philox4x32.ts';
import { seedFrom } from './seed-from.ts';
import { siphash } from './siphash.ts';

const vectors = readFileSync(new URL('fixtures/philox4x32-10.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(/\s+/).slice(2));

test('there are three known-answer vectors', () => {
  expect(vectors.length).toBe(3);
});

test.each(vectors)('the block function gives the published words for counter %s %s %s %s', (...words) => {
  const [c0, c1, c2, c3, k0, k1, ...result] = words.map((word) => Number.parseInt(word, 16));
  const out = new Uint32Array(4);
  philox4x32(c0!, c1!, c2!, c3!, k0!, k1!, out);
  expect([...out]).toEqual(result);
});

test('key = seed, counter = (member, stream, step, n): the first block is the published zero vector', () => {
  const draws = philox('0000000000000000').draws(0, 0, 0);
  expect([draws.uint32(), draws.uint32(), draws.uint32(), draws.uint32()]).toEqual([
    0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8,
  ]);
  const out = new Uint32Array(4);
  philox4x32(3, 2, 86400, 1, 0xa4093822, 0x299f31d0, out);
  const later = philox('a4093822299f31d0').draws(3, 2, 86400);
  for (let i = 0; i < 4; i++) later.uint32();
  expect(later.uint32()).toBe(out[0]);
});

test('what a member draws does not depend on who drew before, nor in what order', () => {
  const table = (random: RandomSource, members: readonly number[]): Map<number, number[]> =>
    new Map(
      members.map((member) => {
        const draws = random.draws(member, 1, 60);
        return [member, [draws.normal(), draws.uint32(), draws.uniform()]];
      }),
    );
  const forward = table(philox('00000000000000ff'), [0, 1, 2, 3, 4]);
  const backward = table(philox('00000000000000ff'), [4, 3, 2, 1, 0]);
  for (const [member, numbers] of forward) expect(backward.get(member)).toEqual(numbers);
});

test('members, streams, steps and derived sources all differ', () => {
  const random = philox('00000000000000ff');
  const first = [
    random.draws(0, 0, 0).uint32(),
    random.draws(1, 0, 0).uint32(),
    random.draws(0, 1, 0).uint32(),
    random.draws(0, 0, 1).uint32(),
    random.derive('a').draws(0, 0, 0).uint32(),
    random.derive('b').draws(0, 0, 0).uint32(),
  ];
  expect(new Set(first).size).toBe(first.length);
});

test('seeds and addresses that are none are refused', () => {
  expect(() => philox('FF')).toThrow(/seed/);
  expect(() => philox('00000000000000ff').draws(-1, 0, 0)).toThrow(/member -1/);
  expect(() => philox('00000000000000ff').draws(0, 0.5, 0)).toThrow(/stream 0.5/);
  expect(() => philox('00000000000000ff').draws(0, 0, 2 ** 32)).toThrow(/step 4294967296/);
});

test("SipHash-2-4 gives its authors' values", () => {
  const key = [0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c] as const;
  expect(siphash(Uint8Array.of(), key)).toBe('726fdb47dd0e0e31');
  expect(
    siphash(
      Uint8Array.from({ length: 15 }, (_, i) => i),
      key,
    ),
  ).toBe('a129ca6149be45e5');
});

test('seeds from names are fixed forever, and tell apart what reads alike', () => {
  expect(seedFrom('ward-3', 'forecast', 17)).toBe('4f78a0011ea3210f');
  const seeds = [
    seedFrom('ab'),
    seedFrom('a', 'b'),
    seedFrom('b', 'a'),
    seedFrom(1),
    seedFrom('1'),
    seedFrom(),
  ];
  expect(new Set(seeds).size).toBe(seeds.length);
});
