import { TwinwardError } from './errors.ts';

/** Reads what `ByteWriter` wrote; throws `belief.corrupt` rather than reading past the end. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  uint32(): number {
    const value = this.#view.getUint32(this.#take(4), true);
    return value;
  }

  float64(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  float64s(): Float64Array {
    const length = this.uint32();
    const start = this.#take(length * 8);
    const values = new Float64Array(length);
    for (let i = 0; i < length; i++) values[i] = this.#view.getFloat64(start + i * 8, true);
    return values;
  }

  text(): string {
    const length = this.uint32();
    const start = this.#take(length * 2);
    const units: string[] = [];
    for (let i = 0; i < length; i++)
      units.push(String.fromCharCode(this.#view.getUint16(start + i * 2, true)));
    return units.join('');
  }

  raw(): Uint8Array {
    const length = this.uint32();
    const start = this.#take(length);
    return this.#bytes.slice(start, start + length);
  }

  #take(count: number): number {
    const start = this.#at;
    if (start + count > this.#bytes.length) {
      throw new TwinwardError(
        'belief.corrupt',
        `${count} bytes wanted at ${start} of ${this.#bytes.length}`,
        {
          remedy: 'rebuild the belief from the record with `twinward replay`',
        },
      );
    }
    this.#at = start + count;
    return start;
  }
}
