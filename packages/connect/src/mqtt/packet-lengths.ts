import { TwinwardError } from '@twinward/contract';

/** Bytes of a packet's header at most: its kind, and up to four of its length. */
const LONGEST_HEADER = 5;

/**
 * Follows MQTT packets through a stream by their announced lengths (MQTT 3.1.1, 2.2.3), keeping nothing of them, so that one that is too large is known before
 * any of it is kept.
 *
 * @example
 * const lengths = new PacketLengths(100);
 * lengths.push(Uint8Array.of(0x30, 2, 65, 66, 0xc0, 0)); // 2
 */
export class PacketLengths {
  readonly #largest: number;
  /** Bytes of a body that are still to come; while it is 0, a header is read. */
  #left = 0;
  /** Bytes of the header that were read, the length they tell so far and the weight of the next digit. */
  #header = 0;
  #length = 0;
  #weight = 1;

  constructor(largest: number) {
    this.#largest = largest;
  }

  /** Packets whose header a piece completes. Throws `file.too-large` and `file.invalid`; the connection cannot be read on after that. */
  push(chunk: Uint8Array): number {
    let begun = 0;
    for (let at = 0; at < chunk.length; ) {
      if (this.#left > 0) {
        const skipped = Math.min(this.#left, chunk.length - at);
        this.#left -= skipped;
        at += skipped;
        continue;
      }
      const byte = chunk[at++]!;
      if (this.#header++ === 0) continue;
      this.#length += (byte & 127) * this.#weight;
      this.#weight *= 128;
      if (this.#length > this.#largest)
        refuse('file.too-large', `a packet is larger than ${this.#largest} bytes`);
      if ((byte & 128) !== 0) {
        if (this.#header === LONGEST_HEADER) refuse('file.invalid', 'the length of a packet is none');
        continue;
      }
      this.#left = this.#length;
      begun += 1;
      [this.#header, this.#length, this.#weight] = [0, 0, 1];
    }
    return begun;
  }
}

function refuse(code: 'file.too-large' | 'file.invalid', what: string): never {
  throw new TwinwardError(code, what, { field: 'MQTT packet', remedy: 'send fewer readings in one message' });
}
