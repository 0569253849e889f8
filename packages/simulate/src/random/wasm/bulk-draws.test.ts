import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ModuleBuilder } from '../../wasm/module-builder.ts';
import { type WebAssemblyMemory, webAssembly } from '../../wasm/web-assembly.ts';
import { philox } from '../philox.ts';
import { philox4x32 } from '../philox4x32.ts';
import { BulkDraws } from './bulk-draws.ts';
import { type FourBlocks, writePhilox } from './write-philox.ts';

/** Words of four blocks in WebAssembly: counters and result are [word][block]. */
function fourBlocks(): (counters: Uint32Array, key0: number, key1: number) => Uint32Array {
  const module = new ModuleBuilder();
  const blocks = module.function('blocks', { parameters: ['i32', 'i32'], results: [] }, (code, k0, k1) => {
    const x: FourBlocks = [code.local('v128'), code.local('v128'), code.local('v128'), code.local('v128')];
    x.forEach((word, i) => {
      code
        .i32(0)
        .memory('v128.load', 16 * i)
        .set(word);
    });
    writePhilox(code, [x], [k0!, k1!]);
    x.forEach((word, i) => {
      code
        .i32(0)
        .get(word)
        .memory('v128.store', 16 * i);
    });
  });
  module.export('blocks', blocks);
  module.memory({ pages: 1, exportAs: 'memory' });
  const { Instance, Module } = webAssembly();
  const { exports } = new Instance(new Module(module.encode()));
  const words = new Uint32Array((exports.memory as WebAssemblyMemory).buffer, 0, 16);
  const run = exports.blocks as (k0: number, k1: number) => number;
  return (counters, key0, key1) => {
    words.set(counters);
    run(key0, key1);
    return words.slice();
  };
}

const vectors = readFileSync(new URL('../fixtures/philox4x32-10.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) =>
    line
      .split(/\s+/)
      .slice(2)
      .map((word) => Number.parseInt(word, 16)),
  );

test.each([0, 1, 2, 3])('block %i of four has the published words', (lane) => {
  const blocks = fourBlocks();
  expect(vectors.length).toBe(3);
  for (const [c0, c1, c2, c3, k0, k1, ...words] of vectors) {
    const counters = new Uint32Array(16);
    [c0, c1, c2, c3].forEach((word, i) => {
      counters[4 * i + lane] = word!;
    });
    const result = blocks(counters, k0!, k1!);
    expect([0, 1, 2, 3].map((i) => result[4 * i + lane])).toEqual(words);
  }
});

test('four blocks have the words of the block function in JavaScript, whatever counters and key', () => {
  const blocks = fourBlocks();
  const word = fc.integer({ min: 0, max: 0xffffffff });
  const words = (n: number) => fc.array(word, { minLength: n, maxLength: n });
  const property = fc.property(words(16), word, word, (counters, k0, k1) => {
    const result = blocks(Uint32Array.from(counters), k0, k1);
    const out = new Uint32Array(4);
    for (let lane = 0; lane < 4; lane++) {
      const [c0, c1, c2, c3] = [0, 4, 8, 12].map((i) => counters[i + lane]!);
      philox4x32(c0!, c1!, c2!, c3!, k0, k1, out);
      expect([0, 4, 8, 12].map((i) => result[i + lane])).toEqual([...out]);
    }
  });
  fc.assert(property, { seed: 1, numRuns: 300 });
});

test('rows hold what each member would draw alone, bit for bit', () => {
  const seed = 'a4093822299f31d0';
  const bulk = new BulkDraws(seed);
  const random = philox(seed);
  const shapes = fc.constantFrom(
    [1, 1],
    [1, 9],
    [3, 300],
    [4, 256],
    [4, 257],
    [5, 3],
    [1000, 1],
    [9000, 2],
    [1, 20_001],
  );
  const address = fc.record({
    member: fc.nat(1e9),
    stream: fc.nat(),
    step: fc.nat(),
    after: fc.constantFrom(0, 2, 40),
  });
  const property = fc.property(shapes, address, fc.boolean(), ([members, count], from, normal) => {
    const result = new Float64Array(members! * count!);
    bulk[normal ? 'normals' : 'uniforms'](result, from, members);
    for (let m = 0; m < members!; m++) {
      const draws = random.draws(from.member + m, from.stream, from.step);
      for (let i = 0; i < from.after; i++) draws.uniform();
      for (let i = 0; i < count!; i++) {
        const alone = normal ? draws.normal() : draws.uniform();
        if (result[m * count! + i] !== alone) expect([m, i, result[m * count! + i]]).toEqual([m, i, alone]);
      }
    }
  });
  fc.assert(property, { seed: 2, numRuns: 40 });
});

test('what is no seed, no address or no rows is refused', () => {
  expect(() => new BulkDraws('FF')).toThrow(/seed/);
  const bulk = new BulkDraws('00000000000000ff');
  const address = { member: 0, stream: 0, step: 0 };
  expect(() => bulk.normals(new Float64Array(3), address, 2)).toThrow(/3 places are not rows of 2/);
  expect(() => bulk.normals(new Float64Array(3), address, 0)).toThrow(/rows of 0/);
  expect(() => bulk.uniforms(new Float64Array(1), { ...address, step: -1 })).toThrow(/step -1/);
  expect(() => bulk.uniforms(new Float64Array(1), { ...address, after: 3 })).toThrow(/after 3/);
  expect(() => bulk.uniforms(new Float64Array(2), { ...address, member: 2 ** 32 - 1 }, 2)).toThrow(
    /member 4294967296/,
  );
});
