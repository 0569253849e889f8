const M0 = 0xd2511f53;
const M0_HIGH = M0 >>> 16;
const M0_LOW = M0 & 0xffff;
const M1 = 0xcd9e8d57;
const M1_HIGH = M1 >>> 16;
const M1_LOW = M1 & 0xffff;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/**
 * One block of Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC'11,
 * section 4.3): a bijection of the 128-bit counter under the 64-bit key. Writes four uniform 32-bit words to `out[0..3]`.
 *
 * Reproduces the known-answer vectors of the authors' Random123 library. The high word of each 32 x 32-bit product is put
 * together from 16-bit halves: every partial sum stays below 2^32, so no BigInt or double arithmetic is needed.
 *
 * @example
 * const out = new Uint32Array(4);
 * philox4x32(0, 0, 0, 0, 0, 0, out);
 * out[0].toString(16); // 6627e8d5
 */
export function philox4x32(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array,
): void {
  let x0 = c0 | 0;
  let x1 = c1 | 0;
  let x2 = c2 | 0;
  let x3 = c3 | 0;
  let key0 = k0 | 0;
  let key1 = k1 | 0;
  for (let round = 0; round < 10; round++) {
    const a = x0 & 0xffff;
    const b = x0 >>> 16;
    const t = (Math.imul(b, M0_LOW) + (Math.imul(a, M0_LOW) >>> 16)) | 0;
    const s = (Math.imul(a, M0_HIGH) + (t & 0xffff)) | 0;
    const high0 = (Math.imul(b, M0_HIGH) + (t >>> 16) + (s >>> 16)) | 0;
    const c = x2 & 0xffff;
    const d = x2 >>> 16;
    const v = (Math.imul(d, M1_LOW) + (Math.imul(c, M1_LOW) >>> 16)) | 0;
    const w = (Math.imul(c, M1_HIGH) + (v & 0xffff)) | 0;
    const high1 = (Math.imul(d, M1_HIGH) + (v >>> 16) + (w >>> 16)) | 0;
    const low0 = Math.imul(x0, M0);
    const low1 = Math.imul(x2, M1);
    x0 = high1 ^ x1 ^ key0;
    x1 = low1;
    x2 = high0 ^ x3 ^ key1;
    x3 = low0;
    key0 = (key0 + W0) | 0;
    key1 = (key1 + W1) | 0;
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}
