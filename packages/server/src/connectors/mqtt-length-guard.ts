import { Transform, type TransformCallback } from 'node:stream';
import { PacketLengths } from '@twinward/connect/mqtt';

/** Passes MQTT packets on as they are; fails at the first that is larger than is taken. */
export class MqttLengthGuard extends Transform {
  readonly #lengths: PacketLengths;

  constructor(largest: number) {
    super();
    this.#lengths = new PacketLengths(largest);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      this.#lengths.push(chunk);
      done(null, chunk);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
