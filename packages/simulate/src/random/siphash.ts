/**
 * SipHash-2-4 (Aumasson, Bernstein 2012) of `bytes` under a 128-bit key of four 32-bit words, low word first. Returns the
 * 64-bit hash as 16 lower-case hexadecimal digits. Reproduces the authors' test vectors.
 *
 * @example
 * siphash(Uint8Array.of(), [0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c]); // '726fdb47dd0e0e31'
 */
export function siphash(bytes: Uint8Array, key: readonly [number, number, number, number]): string {
  const v = new Uint32Array(8); // v0 low, v0 high, v1 low, ...
  v.set([
    key[0] ^ 0x70736575,
    key[1] ^ 0x736f6d65,
    key[2] ^ 0x6e646f6d,
    key[3] ^ 0x646f7261,
    key[0] ^ 0x6e657261,
    key[1] ^ 0x6c796765,
    key[2] ^ 0x79746573,
    key[3] ^ 0x74656462,
  ]);
  const whole = bytes.length - (bytes.length % 8);
  for (let i = 0; i < whole; i += 8) absorb(v, word(bytes, i), word(bytes, i + 4));
  const rest = new Uint8Array(8);
  rest.set(bytes.subarray(whole));
  rest[7] = bytes.length & 0xff;
  absorb(v, word(rest, 0), word(rest, 4));
  v[4]! ^= 0xff;
  for (let i = 0; i < 4; i++) round(v);
  const low = v[0]! ^ v[2]! ^ v[4]! ^ v[6]!;
  const high = v[1]! ^ v[3]! ^ v[5]! ^ v[7]!;
  return hex(high) + hex(low);
}

function absorb(v: Uint32Array, low: number, high: number): void {
  v[6]! ^= low;
  v[7]! ^= high;
  round(v);
  round(v);
  v[0]! ^= low;
  v[1]! ^= high;
}

function round(v: Uint32Array): void {
  add(v, 0, 2);
  rotate(v, 2, 13);
  xor(v, 2, 0);
  rotate(v, 0, 32);
  add(v, 4, 6);
  rotate(v, 6, 16);
  xor(v, 6, 4);
  add(v, 0, 6);
  rotate(v, 6, 21);
  xor(v, 6, 0);
  add(v, 4, 2);
  rotate(v, 2, 17);
  xor(v, 2, 4);
  rotate(v, 4, 32);
}

function add(v: Uint32Array, to: number, from: number): void {
  const low = v[to]! + v[from]!;
  v[to] = low;
  v[to + 1] = v[to + 1]! + v[from + 1]! + (low > 0xffffffff ? 1 : 0);
}

function xor(v: Uint32Array, to: number, from: number): void {
  v[to]! ^= v[from]!;
  v[to + 1]! ^= v[from + 1]!;
}

function rotate(v: Uint32Array, at: number, bits: number): void {
  const low = v[at]!;
  const high = v[at + 1]!;
  if (bits === 32) {
    v[at] = high;
    v[at + 1] = low;
  } else {
    v[at] = (low << bits) | (high >>> (32 - bits));
    v[at + 1] = (high << bits) | (low >>> (32 - bits));
  }
}

function word(bytes: Uint8Array, i: number): number {
  return bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
