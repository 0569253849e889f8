import { readWfdb, type WfdbBlock } from '@twinward/connect/wfdb';
import type { Recording } from './recording.ts';
import { openFile } from './recording-shelf.ts';

/** Seconds read ahead from the files. */
const AHEAD = 2;

/** Reads a recording from its beginning or from a frame on, as many frames at a time as are asked for. */
export class FrameReader {
  readonly #blocks: AsyncGenerator<WfdbBlock>;
  #block: WfdbBlock | null = null;
  #used = 0;
  #skip: number;
  readonly #perFrame: readonly number[];

  constructor(recording: Recording, from = 0) {
    this.#skip = from;
    const { header } = recording;
    const block = Math.max(1, Math.round(AHEAD * header.frequency));
    this.#blocks = readWfdb(header, (file) => openFile(recording, file), block);
    this.#perFrame = header.signals.map(({ samplesPerFrame }) => samplesPerFrame);
  }

  /** The next frames, at most so many, at least one; null at the end. Throws `file.invalid` as `readWfdb` does. */
  async take(
    most: number,
  ): Promise<{ readonly frames: number; readonly signals: readonly Float64Array[] } | null> {
    while (this.#block === null || this.#used === this.#block.frames) {
      const next = await this.#blocks.next();
      if (next.done === true) return null;
      this.#block = next.value;
      this.#used = Math.min(this.#skip, next.value.frames);
      this.#skip -= this.#used;
    }
    const frames = Math.min(most, this.#block.frames - this.#used);
    const [from, to] = [this.#used, this.#used + frames];
    this.#used = to;
    const { signals } = this.#block;
    return {
      frames,
      signals: signals.map((samples, i) =>
        samples.subarray(from * this.#perFrame[i]!, to * this.#perFrame[i]!),
      ),
    };
  }

  async close(): Promise<void> {
    await this.#blocks.return(undefined);
  }
}
