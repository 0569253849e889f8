import { TwinwardError } from '@twinward/contract';
import { ModuleBuilder } from '../../wasm/module-builder.ts';
import { type WebAssemblyMemory, webAssembly } from '../../wasm/web-assembly.ts';
import { checkAddress } from '../check-address.ts';
import { philoxKey } from '../philox-key.ts';
import { defineNormals } from './define-normals.ts';
import { defineUniforms } from './define-uniforms.ts';

/** Numbers made at a time, and room for those of blocks rounded up. */
const CHUNK = 8192;
/** Up to so many numbers each, four members or more are drawn side by side; beyond, four blocks of one member. */
const FEW = 256;
const ROOM = CHUNK + 8 * FEW;
/** Bytes behind them for those that lie in the tails of the normal distribution, and where they belong. */
const TAILS = 12 * (CHUNK + 4);

/** The code with its memory, made once a thread: numbers leave it before a call returns, so that all streams share it. */
interface DrawCode {
  readonly uniforms: (...values: number[]) => number;
  readonly normals: (from: number, to: number, tails: number) => number;
  /** Where the numbers begin, and the numbers. */
  readonly base: number;
  readonly numbers: Float64Array;
}

let made: DrawCode | undefined;

/** Whose numbers, and where in their streams. */
export interface DrawAddress {
  /** The first member; others follow by one. */
  readonly member: number;
  readonly stream: number;
  readonly step: number;
  /** How many numbers of each member are passed over; even, 0 by default. */
  readonly after?: number;
}

/**
 * Many random numbers at once, by Philox4x32-10 in WebAssembly, four blocks side by side: row m of `result`
 * [members x count] holds the first numbers of `philox(seed).draws(member + m, stream, step)`, with the same bits. Throws `usage`
 * for a seed or an address that is none, and for a result that is not `members` rows.
 *
 * @example
 * const kicks = new Float64Array(1000);
 * new BulkDraws('00000000000000ff').normals(kicks, { member: 0, stream: 1, step: 60 }, 1000);
 * kicks[7] === philox('00000000000000ff').draws(7, 1, 60).normal(); // true
 */
export class BulkDraws {
  readonly #key: readonly [number, number];
  readonly #code: DrawCode;

  constructor(seed: string) {
    this.#key = philoxKey(seed);
    made ??= makeCode();
    this.#code = made;
  }

  /** Uniform on (0, 1). */
  uniforms(result: Float64Array, address: DrawAddress, members = 1): void {
    this.#fill(result, address, members, false);
  }

  /** Standard normal. */
  normals(result: Float64Array, address: DrawAddress, members = 1): void {
    this.#fill(result, address, members, true);
  }

  #fill(
    result: Float64Array,
    { member, stream, step, after = 0 }: DrawAddress,
    members: number,
    normal: boolean,
  ): void {
    checkAddress(member, stream, step);
    const count = result.length / members;
    if (!Number.isInteger(members) || members < 1 || !Number.isInteger(count)) {
      throw new TwinwardError('usage', `${result.length} places are not rows of ${members} members`, {
        field: 'result',
      });
    }
    checkAddress(member + members - 1, stream, step);
    if (!Number.isInteger(after / 2) || after < 0 || (after + count) / 2 > 2 ** 32) {
      throw new TwinwardError('usage', `${count} numbers after ${after} are not in a stream`, {
        field: 'after',
        remedy: 'pass over an even number of numbers, and stay within the first 2^33',
      });
    }
    if (count > 0 && count <= FEW && members >= 4) {
      const rows = Math.floor(CHUNK / count);
      for (let m = 0; m < members; m += rows) {
        const some = Math.min(rows, members - m);
        this.#acrossMembers(some, count, after / 2, member + m, stream, step);
        this.#finish(result, m * count, some * count, normal);
      }
      return;
    }
    for (let m = 0; m < members; m++) {
      for (let from = 0; from < count; from += CHUNK) {
        const some = Math.min(CHUNK, count - from);
        this.#alongMember(some, (after + from) / 2, member + m, stream, step);
        this.#finish(result, m * count + from, some, normal);
      }
    }
  }

  #finish(result: Float64Array, at: number, count: number, normal: boolean): void {
    const { base, numbers, normals } = this.#code;
    if (normal) normals(base, base + 8 * count, base + 8 * ROOM);
    result.set(numbers.subarray(0, count), at);
  }

  #acrossMembers(
    members: number,
    count: number,
    n: number,
    member: number,
    stream: number,
    step: number,
  ): void {
    const { base, uniforms } = this.#code;
    const [key0, key1] = this.#key;
    for (let i = 0; i < count; i += 2) {
      const first = base + 8 * i;
      const second = i + 1 < count ? first + 8 : 0;
      uniforms(members, member, 1, stream, step, n + i / 2, 0, key0, key1, first, second, 8 * count);
    }
  }

  #alongMember(count: number, n: number, member: number, stream: number, step: number): void {
    const blocks = Math.ceil(count / 2);
    const { base, uniforms } = this.#code;
    const [key0, key1] = this.#key;
    uniforms(blocks, member, 0, stream, step, n, 1, key0, key1, base, base + 8, 16);
  }
}

function makeCode(): DrawCode {
  const module = new ModuleBuilder();
  module.export('uniforms', defineUniforms(module));
  module.export('normals', defineNormals(module));
  const base = module.constantsEnd;
  module.memory({ pages: Math.ceil((base + 8 * ROOM + TAILS) / 65536), exportAs: 'memory' });
  const { Instance, Module } = webAssembly();
  const { exports } = new Instance(new Module(module.encode()));
  return {
    uniforms: exports.uniforms as DrawCode['uniforms'],
    normals: exports.normals as DrawCode['normals'],
    base,
    numbers: new Float64Array((exports.memory as WebAssemblyMemory).buffer, base, CHUNK),
  };
}
