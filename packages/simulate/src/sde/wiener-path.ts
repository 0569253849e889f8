import { inverseNormal } from '../elementary/inverse-normal.ts';
import { philox } from '../random/philox.ts';
import { philoxKey } from '../random/philox-key.ts';
import { philox4x32 } from '../random/philox4x32.ts';
import { uniformOfWords } from '../random/uniform-of-words.ts';
import { BulkDraws } from '../random/wasm/bulk-draws.ts';

const HALF_ROOT_3 = 0.8660254037844386;
/** Intervals whose numbers are drawn at once. */
const CHUNK = 512;

/**
 * The Wiener processes of a seed, of any member, over intervals of one length h. On an interval each process is told by two
 * independent standard normal numbers z0 and z1: its increment is sqrt(h) z0, and the integral of what it has moved since the start of
 * the interval h^(3/2) (z0 / 2 + z1 / (2 sqrt 3)) (Kloeden and Platen 1992, eq. 10.4.3).
 *
 * An interval can be halved, and each half again, by two new numbers each time: a Brownian bridge that keeps both what the process came
 * to and its integral (Levy 1948; the pairs of the halves are an orthogonal transformation of the old pair and the new). Intervals
 * and their halves are numbered, and Philox is keyed by (member, process, number of the halving, number of the interval), so the path
 * depends on nothing but these: not on the method, who computes it, or which intervals were halved before.
 */
export class WienerPath {
  readonly #processes: number;
  readonly #bulk: BulkDraws;
  readonly #key: readonly [number, number];
  readonly #block = new Uint32Array(4);
  readonly #drawn: Float64Array;
  #member = 0;
  /** The first interval of those drawn; none yet. */
  #from = -1;

  constructor(seed: string, processes: number) {
    const own = philox(seed).derive('wiener').seed;
    this.#processes = processes;
    this.#bulk = new BulkDraws(own);
    this.#key = philoxKey(own);
    this.#drawn = new Float64Array(2 * CHUNK * processes);
  }

  /** Turns to another member. */
  of(member: number): this {
    this.#member = member;
    this.#from = -1;
    return this;
  }

  /** Writes z0 and z1 of each process over a whole interval. */
  whole(interval: number, pairs: Float64Array): void {
    if (this.#from < 0 || interval < this.#from || interval >= this.#from + CHUNK) this.#draw(interval);
    const at = 2 * (interval - this.#from);
    for (let process = 0; process < this.#processes; process++) {
      pairs[2 * process] = this.#drawn[2 * CHUNK * process + at]!;
      pairs[2 * process + 1] = this.#drawn[2 * CHUNK * process + at + 1]!;
    }
  }

  /**
   * Writes the pairs of both halves of a part of an interval, given its own. The part of number k, 1 for the whole, has halves 2 k
   * and 2 k + 1. `pairs` may be `second`.
   */
  halve(
    interval: number,
    part: number,
    pairs: Float64Array,
    first: Float64Array,
    second: Float64Array,
  ): void {
    const [key0, key1] = this.#key;
    const block = this.#block;
    for (let process = 0; process < this.#processes; process++) {
      philox4x32(this.#member, process, part, interval, key0, key1, block);
      const new0 = inverseNormal(uniformOfWords(block[0]!, block[1]!));
      const new1 = inverseNormal(uniformOfWords(block[2]!, block[3]!));
      const z0 = pairs[2 * process]!;
      const z1 = pairs[2 * process + 1]!;
      // sums and differences of the halves' numbers, each over sqrt 2
      const difference0 = HALF_ROOT_3 * z1 + 0.5 * new0;
      const sum1 = 0.5 * z1 - HALF_ROOT_3 * new0;
      first[2 * process] = (z0 + difference0) * Math.SQRT1_2;
      second[2 * process] = (z0 - difference0) * Math.SQRT1_2;
      first[2 * process + 1] = (sum1 + new1) * Math.SQRT1_2;
      second[2 * process + 1] = (sum1 - new1) * Math.SQRT1_2;
    }
  }

  #draw(interval: number): void {
    this.#from = interval - (interval % CHUNK);
    for (let process = 0; process < this.#processes; process++) {
      const own = this.#drawn.subarray(2 * CHUNK * process, 2 * CHUNK * (process + 1));
      this.#bulk.normals(own, { member: this.#member, stream: process, step: 0, after: 2 * this.#from });
    }
  }
}
