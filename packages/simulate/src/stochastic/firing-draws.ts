import type { Draws } from '@twinward/contract';
import { inverseNormal } from '../elementary/inverse-normal.ts';
import { STREAM } from '../hybrid/keyed-draws.ts';
import { philox } from '../random/philox.ts';
import type { BulkDraws } from '../random/wasm/bulk-draws.ts';

/** Numbers of one step of the stream of firings. */
const CHUNK = 256;
const TWO_TO_32 = 4294967296;

/**
 * The numbers that say when and what fires in one run: number k is number k mod 256 of step k / 256 of the stream of firings, by Philox
 * of seed and member. Made 256 at a time, by WebAssembly where `bulk` is given; the bits are the same.
 */
export class FiringDraws implements Draws {
  readonly #numbers = new Float64Array(CHUNK);
  readonly #fill: (numbers: Float64Array, step: number) => void;
  #step = 0;
  #next = CHUNK;

  constructor(seed: string, member: number, bulk: BulkDraws | null) {
    if (bulk !== null) {
      this.#fill = (numbers, step) => bulk.uniforms(numbers, { member, stream: STREAM.firings, step });
      return;
    }
    const source = philox(seed);
    this.#fill = (numbers, step) => {
      const draws = source.draws(member, STREAM.firings, step);
      for (let i = 0; i < CHUNK; i++) numbers[i] = draws.uniform();
    };
  }

  uniform(): number {
    if (this.#next === CHUNK) {
      this.#fill(this.#numbers, this.#step++);
      this.#next = 0;
    }
    return this.#numbers[this.#next++]!;
  }

  uint32(): number {
    return Math.floor(this.uniform() * TWO_TO_32);
  }

  normal(): number {
    return inverseNormal(this.uniform());
  }
}
