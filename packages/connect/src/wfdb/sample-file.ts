import { TwinwardError } from '@twinward/contract';
import type { WfdbFormat, WfdbSignal } from './wfdb-header.ts';

/** What a format stores where no sample was taken. */
const MISSING: Readonly<Record<WfdbFormat, number>> = { 16: -32_768, 80: -128, 212: -2048 };

/**
 * One file of samples, decoded as its bytes arrive. The signals of a file lie frame by frame, each with its samples of the frame in a
 * row; all of one file share a format. Skewed signals are put back in their places.
 */
export class SampleFile {
  readonly #signals: readonly WfdbSignal[];
  readonly #format: WfdbFormat;
  readonly #width: number;
  #left: Uint8Array<ArrayBufferLike> = new Uint8Array(0);
  #skip: number;
  /** Place within the frame of the next sample, and frames begun. */
  #place = 0;
  #frame = 0;
  readonly #owner: Int32Array;
  readonly #sums: Float64Array;
  readonly #queues: readonly number[][];

  /** Throws `file.invalid` if the signals do not agree about the file. */
  constructor(signals: readonly WfdbSignal[]) {
    const { format, offset, file } = signals[0]!;
    if (signals.some((signal) => signal.format !== format || signal.offset !== offset)) {
      throw new TwinwardError('file.invalid', `the signals in ${file} are told in several formats`, {
        field: 'format',
      });
    }
    this.#signals = signals;
    this.#format = format;
    this.#skip = offset;
    this.#owner = Int32Array.from(
      signals.flatMap(({ samplesPerFrame }, i) => new Array<number>(samplesPerFrame).fill(i)),
    );
    this.#width = this.#owner.length;
    this.#sums = new Float64Array(signals.length);
    this.#queues = signals.map(() => []);
  }

  /** Takes in further bytes. */
  push(bytes: Uint8Array): void {
    let chunk = bytes;
    if (this.#skip > 0) {
      const skipped = Math.min(this.#skip, chunk.length);
      this.#skip -= skipped;
      chunk = chunk.subarray(skipped);
    }
    if (this.#left.length > 0) {
      const joined = new Uint8Array(this.#left.length + chunk.length);
      joined.set(this.#left);
      joined.set(chunk, this.#left.length);
      chunk = joined;
    }
    const unit = this.#format === 80 ? 1 : this.#format === 16 ? 2 : 3;
    const whole = chunk.length - (chunk.length % unit);
    this.#left = chunk.slice(whole);
    for (let i = 0; i < whole; i += unit) {
      if (unit === 1) this.#take(chunk[i]! - 128);
      else if (unit === 2) this.#take(((chunk[i]! | (chunk[i + 1]! << 8)) << 16) >> 16);
      else {
        const middle = chunk[i + 1]!;
        this.#take(signed12(chunk[i]! | ((middle & 0x0f) << 8)));
        this.#take(signed12(chunk[i + 2]! | ((middle & 0xf0) << 4)));
      }
    }
  }

  /** Says that no more bytes come: a last sample without its pair is taken, and skewed signals end early in NaN. */
  end(frames: number | null): void {
    if (this.#format === 212 && this.#left.length === 2)
      this.#take(signed12(this.#left[0]! | ((this.#left[1]! & 0x0f) << 8)));
    const count = Math.min(frames ?? this.#frame, this.#frame);
    this.#signals.forEach(({ samplesPerFrame, skew }, i) => {
      const taken = this.#frame - skew;
      for (let k = Math.max(0, taken); k < count; k++)
        for (let s = 0; s < samplesPerFrame; s++) this.#queues[i]!.push(Number.NaN);
    });
  }

  /** Frames that every signal has in hand. */
  get ready(): number {
    return Math.min(
      ...this.#signals.map(({ samplesPerFrame }, i) => Math.floor(this.#queues[i]!.length / samplesPerFrame)),
    );
  }

  /** Takes frames out: physical values of each signal [frames x samples per frame], NaN where none was taken. */
  take(frames: number): readonly Float64Array[] {
    return this.#signals.map(({ samplesPerFrame, gain, baseline, format }, i) => {
      const taken = this.#queues[i]!.splice(0, frames * samplesPerFrame);
      return Float64Array.from(taken, (value) =>
        value === MISSING[format] ? Number.NaN : (value - baseline) / gain,
      );
    });
  }

  /** Frames read, and throws `file.invalid` where the file does not hold what the header says it does. */
  check(frames: number | null): number {
    const { file } = this.#signals[0]!;
    if (frames !== null && this.#frame < frames) {
      throw new TwinwardError('file.invalid', `${file} ends after ${this.#frame} of ${frames} frames`, {
        field: file,
        remedy: 'fetch the file again: it was cut short',
      });
    }
    this.#signals.forEach(({ checksum, description }, i) => {
      if (checksum === null || ((this.#sums[i]! - checksum) & 0xffff) === 0) return;
      throw new TwinwardError(
        'file.invalid',
        `${file}: the samples of ${description} do not add up to their checksum`,
        {
          field: description,
          remedy: 'fetch the file again: it was changed on the way',
        },
      );
    });
    return this.#frame;
  }

  #take(value: number): void {
    const i = this.#owner[this.#place]!;
    const { skew } = this.#signals[i]!;
    this.#sums[i] = (this.#sums[i]! + value) | 0;
    if (this.#frame >= skew) this.#queues[i]!.push(value);
    this.#place += 1;
    if (this.#place === this.#width) {
      this.#place = 0;
      this.#frame += 1;
    }
  }
}

function signed12(value: number): number {
  return (value << 20) >> 20;
}
