import type { FunctionWriter, Local } from '../../wasm/function-writer.ts';

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;
const ROUNDS = 10;

/** One word of four blocks side by side each: vectors of four 32-bit numbers. */
export type FourBlocks = readonly [x0: Local, x1: Local, x2: Local, x3: Local];

/**
 * Philox4x32-10 in WebAssembly, four blocks at a time: turns the counters of each of `sides` into their random words, in place,
 * under the key of two i32. The same words as `philox4x32`.
 */
export function writePhilox(
  code: FunctionWriter,
  sides: readonly FourBlocks[],
  key: readonly [k0: Local, k1: Local],
): void {
  const vector = (): Local => code.local('v128');
  const [m0, m1, key0, key1] = [vector(), vector(), vector(), vector()];
  const products: Products = { low: vector(), high: vector() };
  const [low0, low1, high0] = [vector(), vector(), vector()];
  code.i32(M0).op('i32x4.splat').set(m0).i32(M1).op('i32x4.splat').set(m1);
  code.get(key[0]).op('i32x4.splat').set(key0).get(key[1]).op('i32x4.splat').set(key1);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [x0, x1, x2, x3] of sides) {
      multiply(code, x0, m0, products);
      lowWords(code, products).set(low0);
      highWords(code, products).set(high0);
      multiply(code, x2, m1, products);
      lowWords(code, products).set(low1);
      highWords(code, products).get(x1).op('v128.xor').get(key0).op('v128.xor').set(x0);
      code.get(high0).get(x3).op('v128.xor').get(key1).op('v128.xor').set(x2);
      code.get(low1).set(x1).get(low0).set(x3);
    }
    if (round === ROUNDS - 1) continue;
    code.get(key0).i32(W0).op('i32x4.splat', 'i32x4.add').set(key0);
    code.get(key1).i32(W1).op('i32x4.splat', 'i32x4.add').set(key1);
  }
}

/** Products of 64 bits: those of lanes 0 and 1, and of lanes 2 and 3. */
interface Products {
  readonly low: Local;
  readonly high: Local;
}

function multiply(code: FunctionWriter, a: Local, b: Local, { low, high }: Products): void {
  code.get(a).get(b).op('i64x2.extmul_low_i32x4_u').set(low);
  code.get(a).get(b).op('i64x2.extmul_high_i32x4_u').set(high);
}

function lowWords(code: FunctionWriter, { low, high }: Products): FunctionWriter {
  return code.get(low).get(high).shuffle32(0, 2, 4, 6);
}

function highWords(code: FunctionWriter, { low, high }: Products): FunctionWriter {
  return code.get(low).get(high).shuffle32(1, 3, 5, 7);
}
