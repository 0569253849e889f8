/** Writes values into bytes, little endian, so that equal values give equal bytes on every machine. NaNs are made canonical. */
export class ByteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  /** `room`: bytes expected, if that is known; there may be more. */
  constructor(room = 1024) {
    this.#bytes = new Uint8Array(room);
    this.#view = new DataView(this.#bytes.buffer);
  }

  uint32(value: number): this {
    this.#reserve(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
    return this;
  }

  float64(value: number): this {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, Number.isNaN(value) ? Number.NaN : value, true);
    this.#length += 8;
    return this;
  }

  float64s(values: ArrayLike<number>): this {
    this.uint32(values.length);
    this.#reserve(8 * values.length);
    for (let i = 0; i < values.length; i++, this.#length += 8) {
      const value = values[i]!;
      this.#view.setFloat64(this.#length, Number.isNaN(value) ? Number.NaN : value, true);
    }
    return this;
  }

  /** Length in UTF-16 units, then the units. */
  text(value: string): this {
    this.uint32(value.length);
    this.#reserve(value.length * 2);
    for (let i = 0; i < value.length; i++) {
      this.#view.setUint16(this.#length, value.charCodeAt(i), true);
      this.#length += 2;
    }
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.uint32(bytes.length);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** The bytes written so far; what is written later changes them no more. */
  finish(): Uint8Array {
    // no copy of a room that is full: whatever comes later gets a larger one
    return this.#length === this.#bytes.length ? this.#bytes : this.#bytes.slice(0, this.#length);
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}
