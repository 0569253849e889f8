// Ends a connection that announces a packet larger than is taken, before any of it is kept.
import { Transform, type TransformCallback } from 'node:stream';

/** Passes MQTT packets on as they are; fails at the first whose remaining length (MQTT 3.1.1, 2.2.3) is over the limit or unreadable. */
export class MqttLengthGuard extends Transform {
  readonly #largest: number;
  /** Bytes of the body that are still to come; while it is 0, the header is read. */
  #left = 0;
  /** Bytes of the header that were read, the value of its length so far and the weight of the next digit. */
  #header = 0;
  #length = 0;
  #weight = 1;

  constructor(largest: number) {
    super();
    this.#largest = largest;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
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
      if (this.#header > 5 || this.#length > this.#largest) {
        done(new Error('a packet is larger than is taken'));
        return;
      }
      if ((byte & 128) !== 0) continue;
      this.#left = this.#length;
      [this.#header, this.#length, this.#weight] = [0, 0, 1];
    }
    done(null, chunk);
  }
}
