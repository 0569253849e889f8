// MLLP (HL7 v2 Transport Specification: MLLP, Release 1): VT, the message, FS CR; in any pieces, any number behind one another.
import { TwinwardError } from '@twinward/contract';

const [VT, FS, CR] = [0x0b, 0x1c, 0x0d];

/** Largest message taken by default, bytes. */
export const LARGEST_FRAME: number = 16 * 1024 * 1024;

/**
 * Puts frames together from whatever pieces a socket gives. What stands between frames is skipped and counted: line ends some senders add, and noise.
 *
 * @example
 * const reader = new FrameReader();
 * reader.push(Uint8Array.of(0x0b, 65)).length; // 0
 * new TextDecoder().decode(reader.push(Uint8Array.of(66, 0x1c, 0x0d, 0x0b))[0]); // 'AB'
 */
export class FrameReader {
  readonly #largest: number;
  #parts: Uint8Array[] = [];
  #size = 0;
  #inside = false;
  /** The frame so far ends in FS, whose CR has not come. */
  #ending = false;
  #skipped = 0;

  constructor(largest: number = LARGEST_FRAME) {
    this.#largest = largest;
  }

  /** Bytes between frames that were skipped, line ends left out. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Whether a frame has begun and not ended. */
  get unfinished(): boolean {
    return this.#inside;
  }

  /** The frames a piece completes. Throws `file.too-large` for a frame beyond the limit; the connection cannot be read on after that. */
  push(chunk: Uint8Array): readonly Uint8Array[] {
    const frames: Uint8Array[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (!this.#inside) {
        const start = chunk.indexOf(VT, at);
        this.#skip(chunk, at, start < 0 ? chunk.length : start);
        if (start < 0) break;
        this.#inside = true;
        at = start + 1;
        continue;
      }
      if (this.#ending) {
        this.#ending = false;
        if (chunk[at] === CR) {
          frames.push(this.#take());
          at += 1;
          continue;
        }
        // An FS inside a message: it belongs to it.
        this.#keep(Uint8Array.of(FS));
        continue;
      }
      const end = chunk.indexOf(FS, at);
      this.#keep(chunk.subarray(at, end < 0 ? chunk.length : end));
      if (end < 0) break;
      this.#ending = true;
      at = end + 1;
    }
    return frames;
  }

  #keep(part: Uint8Array): void {
    if (part.length === 0) return;
    this.#size += part.length;
    if (this.#size > this.#largest) {
      throw new TwinwardError('file.too-large', `a message is larger than ${this.#largest} bytes`, {
        field: 'MLLP frame',
        remedy: 'send attachments by reference, or raise the limit of the connector',
      });
    }
    this.#parts.push(Uint8Array.from(part));
  }

  #take(): Uint8Array {
    const frame = new Uint8Array(this.#size);
    let at = 0;
    for (const part of this.#parts) {
      frame.set(part, at);
      at += part.length;
    }
    this.#parts = [];
    this.#size = 0;
    this.#inside = false;
    return frame;
  }

  #skip(chunk: Uint8Array, from: number, to: number): void {
    for (let i = from; i < to; i++) if (chunk[i] !== CR && chunk[i] !== 0x0a) this.#skipped += 1;
  }
}

/** A message as it goes over the wire. */
export function frameOf(message: Uint8Array): Uint8Array {
  const frame = new Uint8Array(message.length + 3);
  frame[0] = VT;
  frame.set(message, 1);
  frame[frame.length - 2] = FS;
  frame[frame.length - 1] = CR;
  return frame;
}
