import type { Draws, RandomSource } from '@twinward/contract';
import { inverseNormal } from '../elementary/inverse-normal.ts';
import { checkAddress } from './check-address.ts';
import { philoxKey } from './philox-key.ts';
import { philox4x32 } from './philox4x32.ts';
import { seedFrom } from './seed-from.ts';
import { uniformOfWords } from './uniform-of-words.ts';

/**
 * The platform's random source: Philox4x32-10 with key = the seed (first eight digits = first key word) and counter =
 * (member, stream, step, n), n counting blocks of four words. Nothing is remembered between calls of `draws`, so a number
 * depends only on its address and never on who drew before, in what order or on how many workers.
 *
 * `uniform` takes two words: the 52-bit number k gives (k + 1/2) / 2^52, never 0 or 1. `normal` takes one uniform through
 * the quantile function. Throws `usage` for a seed that is not 16 lower-case hexadecimal digits, or for a member, stream
 * or step that is not a whole number from 0 to 2^32 - 1.
 *
 * @example
 * const random = philox('00000000000000ff');
 * random.draws(3, 0, 60).normal() === random.draws(3, 0, 60).normal(); // true
 */
export function philox(seed: string): RandomSource {
  const stream = new PhiloxDraws(...philoxKey(seed));
  return {
    seed,
    draws: (member, streamNumber, step) => stream.moveTo(member, streamNumber, step),
    derive: (label) => philox(seedFrom(seed, label)),
  };
}

class PhiloxDraws implements Draws {
  readonly #block = new Uint32Array(4);
  readonly #key0: number;
  readonly #key1: number;
  #member = 0;
  #stream = 0;
  #step = 0;
  #n = 0;
  #next = 4;

  constructor(key0: number, key1: number) {
    this.#key0 = key0;
    this.#key1 = key1;
  }

  moveTo(member: number, stream: number, step: number): Draws {
    checkAddress(member, stream, step);
    this.#member = member;
    this.#stream = stream;
    this.#step = step;
    this.#n = 0;
    this.#next = 4;
    return this;
  }

  uint32(): number {
    if (this.#next === 4) {
      philox4x32(this.#member, this.#stream, this.#step, this.#n++, this.#key0, this.#key1, this.#block);
      this.#next = 0;
    }
    return this.#block[this.#next++]!;
  }

  uniform(): number {
    const high = this.uint32();
    return uniformOfWords(high, this.uint32());
  }

  normal(): number {
    return inverseNormal(this.uniform());
  }
}
