import { defineElementary } from '../elementary/wasm/define-elementary.ts';
import { defineNormals } from '../random/wasm/define-normals.ts';
import type { FunctionWriter, Local } from '../wasm/function-writer.ts';
import { ModuleBuilder } from '../wasm/module-builder.ts';
import type { FunctionReference } from '../wasm/references.ts';
import { type WebAssemblyMemory, webAssembly } from '../wasm/web-assembly.ts';

/** Numbers made at a time. */
const CHUNK = 128;
const BYTES = 8 * CHUNK;
/** Room behind the numbers in which those in the tails of the normal distribution are noted, as `defineNormals` says. */
const TAILS = 12 * CHUNK + 32;
/** Farther before the first member than any chunk is long. */
const NOWHERE = -CHUNK;

/** What is made of the first uniform of a member: itself, an exponential of mean 1 or a standard normal. */
export type ChunkForm = 'uniform' | 'exponential' | 'normal';

type Fill = (first: number, stream: number, key0: number, key1: number) => void;

/**
 * The first uniform, exponential of mean 1 or standard normal that each member draws from a stream at step 0: the same bits as those of
 * `philox`, made in WebAssembly for 128 members at a time. Members are expected to come roughly in order: a chunk is made once,
 * when its first member comes, and is forgotten for a later one.
 */
export class DrawChunks {
  #key0 = 0;
  #key1 = 0;
  readonly #numbers: Float64Array;
  readonly #fills: Readonly<Record<ChunkForm, Fill>>;
  /** By slot: the first member of the chunk it holds; before there is one, a number no member comes near. */
  readonly #starts: Float64Array;
  /** The numbers of all slots. */
  readonly values: Float64Array;

  /** Each slot is for one stream, and for numbers of one kind. */
  constructor(seed: string, slots: number) {
    filling ??= compiledFilling();
    this.#numbers = filling.numbers;
    this.#fills = filling.fills;
    this.#starts = new Float64Array(slots);
    this.values = new Float64Array(slots * CHUNK);
    this.begin(seed);
  }

  /** Draws from another seed from here on, from the first member again. */
  begin(seed: string): void {
    this.#key0 = Number.parseInt(seed.slice(0, 8), 16);
    this.#key1 = Number.parseInt(seed.slice(8), 16);
    this.#starts.fill(NOWHERE);
  }

  /** Where among the values the number of a member stands, or -1 when its chunk has been forgotten. */
  place(slot: number, form: ChunkForm, stream: number, member: number): number {
    const at = member - this.#starts[slot]!;
    return at >= 0 && at < CHUNK ? slot * CHUNK + at : this.#made(slot, form, stream, member);
  }

  #made(slot: number, form: ChunkForm, stream: number, member: number): number {
    if (member < this.#starts[slot]!) return -1;
    const start = Math.floor(member / CHUNK) * CHUNK;
    this.#fills[form](start, stream, this.#key0, this.#key1);
    this.values.set(this.#numbers, slot * CHUNK);
    this.#starts[slot] = start;
    return slot * CHUNK + (member - start);
  }
}

/** A module that fills its memory and keeps nothing there from one call to the next, so that all runs share it. */
interface Filling {
  readonly numbers: Float64Array;
  readonly fills: Readonly<Record<ChunkForm, Fill>>;
}

/** Compiled when it is first needed, for all runs. */
let filling: Filling | null = null;

function compiledFilling(): Filling {
  const module = new ModuleBuilder();
  const log = defineElementary(module, 'log', 2);
  const normals = defineNormals(module);
  const base = module.constantsEnd;
  const uniforms = defineUniforms(module, base);
  module.export('uniforms', uniforms);
  module.export('exponentials', defineExponentials(module, uniforms, log, base));
  module.export('normals', defineNormalChunks(module, uniforms, normals, base));
  module.memory({ pages: Math.ceil((base + BYTES + TAILS) / 65536), exportAs: 'memory' });
  const { Module, Instance } = webAssembly();
  const { exports } = new Instance(new Module(module.encode()));
  return {
    numbers: new Float64Array((exports.memory as WebAssemblyMemory).buffer, base, CHUNK),
    fills: {
      uniform: exports.uniforms as Fill,
      exponential: exports.exponentials as Fill,
      normal: exports.normals as Fill,
    },
  };
}

const PARAMETERS = ['i32', 'i32', 'i32', 'i32'] as const;

/** Philox4x32-10 of the counters (first + i, stream, 0, 0), and of each block its first two words as a uniform. */
function defineUniforms(module: ModuleBuilder, base: number): FunctionReference {
  return module.function(
    'uniforms',
    { parameters: PARAMETERS, results: [] },
    (code, first, stream, k0, k1) => {
      const x = [0, 1, 2, 3].map(() => code.local('i64')) as [Local, Local, Local, Local];
      const [p0, p1] = [code.local('i64'), code.local('i64')];
      const at = code.local('i32');
      code.loop((again) => {
        code.get(first!).get(at).i32(3).op('i32.shr_u', 'i32.add', 'i64.extend_i32_u').set(x[0]);
        code.get(stream!).op('i64.extend_i32_u').set(x[1]);
        for (const word of [x[2], x[3]]) code.i64(0n).set(word);
        for (let round = 0; round < 10; round++) {
          code.get(x[0]).i64(0xd2511f53n).op('i64.mul').set(p0);
          code.get(x[2]).i64(0xcd9e8d57n).op('i64.mul').set(p1);
          mix(code, p1, x[1], k0!, 0x9e3779b9 * round, x[0]);
          mix(code, p0, x[3], k1!, 0xbb67ae85 * round, x[2]);
          code.get(p1).i64(0xffffffffn).op('i64.and').set(x[1]);
          code.get(p0).i64(0xffffffffn).op('i64.and').set(x[3]);
        }
        // (high * 2^26 + low + 1/2) / 2^52, of 26 bits each
        code.get(at).get(x[0]).i64(6n).op('i64.shr_u').i64(26n).op('i64.shl');
        code.get(x[1]).i64(6n).op('i64.shr_u', 'i64.or', 'f64.convert_i64_u');
        code
          .f64(0.5)
          .op('f64.add')
          .f64(2 ** -52)
          .op('f64.mul')
          .memory('f64.store', base);
        code.get(at).i32(8).op('i32.add').tee(at).i32(BYTES).op('i32.lt_u').branchIf(again);
      });
    },
  );
}

/** The high word of a product, with a word of the counter and the key of the round. */
function mix(code: FunctionWriter, product: Local, word: Local, key: Local, weyl: number, into: Local): void {
  code.get(product).i64(32n).op('i64.shr_u').get(word).op('i64.xor');
  code
    .get(key)
    .i32(weyl % 2 ** 32)
    .op('i32.add', 'i64.extend_i32_u', 'i64.xor')
    .set(into);
}

/** Uniforms, and then the negative logarithm of each. */
function defineExponentials(
  module: ModuleBuilder,
  uniforms: FunctionReference,
  log: FunctionReference,
  base: number,
): FunctionReference {
  return module.function('exponentials', { parameters: PARAMETERS, results: [] }, (code, ...given) => {
    const at = code.local('i32');
    for (const local of given) code.get(local);
    code.call(uniforms);
    code.loop((again) => {
      code.get(at).get(at).memory('v128.load', base).call(log).op('f64x2.neg').memory('v128.store', base);
      code.get(at).i32(16).op('i32.add').tee(at).i32(BYTES).op('i32.lt_u').branchIf(again);
    });
  });
}

/** Uniforms, and then the normal quantile of each. */
function defineNormalChunks(
  module: ModuleBuilder,
  uniforms: FunctionReference,
  normals: FunctionReference,
  base: number,
): FunctionReference {
  return module.function('normal chunks', { parameters: PARAMETERS, results: [] }, (code, ...given) => {
    for (const local of given) code.get(local);
    code.call(uniforms);
    code
      .i32(base)
      .i32(base + BYTES)
      .i32(base + BYTES)
      .call(normals);
  });
}
