import { TwinwardError } from '@twinward/contract';
import { defineElementary } from '../../elementary/wasm/define-elementary.ts';
import { ModuleBuilder } from '../../wasm/module-builder.ts';
import type { FunctionReference } from '../../wasm/references.ts';
import { type WebAssemblyMemory, type WebAssemblyModule, webAssembly } from '../../wasm/web-assembly.ts';
import { checkAddress } from '../check-address.ts';
import { philoxKey } from '../philox-key.ts';
import { defineUniforms } from './define-uniforms.ts';

/** Numbers made at a time, and room for those of blocks rounded up. */
const CHUNK = 8192;
/** Up to so many numbers each, four members or more are drawn side by side; beyond, four blocks of one member. */
const FEW = 256;
const ROOM = CHUNK + 4 * FEW;

/** The code, compiled once, and where its numbers begin in memory. */
let compiled: { readonly module: WebAssemblyModule; readonly base: number } | undefined;

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
  readonly #numbers: Float64Array;
  readonly #base: number;
  readonly #uniforms: (...values: number[]) => number;
  readonly #normals: (from: number, to: number) => number;

  constructor(seed: string) {
    this.#key = philoxKey(seed);
    compiled ??= compileDraws();
    this.#base = compiled.base;
    const { exports } = new (webAssembly().Instance)(compiled.module);
    this.#numbers = new Float64Array((exports.memory as WebAssemblyMemory).buffer, this.#base, CHUNK);
    this.#uniforms = exports.uniforms as (...values: number[]) => number;
    this.#normals = exports.normals as (from: number, to: number) => number;
  }

  /** Uniform on (0, 1). */
  uniforms(result: Float64Array, address: DrawAddress, members = 1): void {
    this.#fill(result, address, members, (count) => this.#numbers.subarray(0, count));
  }

  /** Standard normal. */
  normals(result: Float64Array, address: DrawAddress, members = 1): void {
    this.#fill(result, address, members, (count) => {
      this.#normals(this.#base, this.#base + 8 * count);
      return this.#numbers.subarray(0, count);
    });
  }

  #fill(
    result: Float64Array,
    { member, stream, step, after = 0 }: DrawAddress,
    members: number,
    finished: (count: number) => Float64Array,
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
        result.set(finished(some * count), m * count);
      }
      return;
    }
    for (let m = 0; m < members; m++) {
      for (let from = 0; from < count; from += CHUNK) {
        const some = Math.min(CHUNK, count - from);
        this.#alongMember(some, (after + from) / 2, member + m, stream, step);
        result.set(finished(some), m * count + from);
      }
    }
  }

  #acrossMembers(
    members: number,
    count: number,
    n: number,
    member: number,
    stream: number,
    step: number,
  ): void {
    for (let i = 0; i < count; i += 2) {
      const first = this.#base + 8 * i;
      const second = i + 1 < count ? first + 8 : 0;
      this.#uniforms(members, member, 1, stream, step, n + i / 2, 0, ...this.#key, first, second, 8 * count);
    }
  }

  #alongMember(count: number, n: number, member: number, stream: number, step: number): void {
    const blocks = Math.ceil(count / 2);
    this.#uniforms(blocks, member, 0, stream, step, n, 1, ...this.#key, this.#base, this.#base + 8, 16);
  }
}

function compileDraws(): NonNullable<typeof compiled> {
  const module = new ModuleBuilder();
  module.export('uniforms', defineUniforms(module));
  module.export('normals', defineNormals(module));
  const base = module.constantsEnd;
  module.memory({ pages: Math.ceil((base + 8 * ROOM) / 65536), exportAs: 'memory' });
  return { module: new (webAssembly().Module)(module.encode()), base };
}

/** A function that turns the uniform numbers between two addresses into normal ones, two at a time. */
function defineNormals(module: ModuleBuilder): FunctionReference {
  const quantile = defineElementary(module, 'inverseNormal', 2);
  return module.function('normals', { parameters: ['i32', 'i32'], results: [] }, (code, at, to) => {
    code.loop((again) => {
      code.get(at!).get(at!).memory('v128.load').call(quantile).memory('v128.store');
      code.get(at!).i32(16).op('i32.add').tee(at!).get(to!).op('i32.lt_u').branchIf(again);
    });
  });
}
