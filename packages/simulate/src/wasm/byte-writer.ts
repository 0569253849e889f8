/** Where a number is taken apart into bytes. */
const scratch = new DataView(new ArrayBuffer(8));

/** Bytes as the binary format wants them: LEB128 integers, little-endian doubles, names and sections with their length. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  byte(value: number): this {
    this.#room(1);
    this.#bytes[this.#length++] = value;
    return this;
  }

  bytes(values: ArrayLike<number>): this {
    this.#room(values.length);
    this.#bytes.set(values, this.#length);
    this.#length += values.length;
    return this;
  }

  /** An unsigned integer below 2^32. */
  unsigned(value: number): this {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.byte(rest);
  }

  signed(value: bigint): this {
    let rest = value;
    for (;;) {
      const low = Number(rest & 0x7fn);
      rest >>= 7n;
      if ((rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40)) return this.byte(low);
      this.byte(low | 0x80);
    }
  }

  f64(value: number): this {
    scratch.setFloat64(0, value, true);
    return this.#scratch();
  }

  /** Eight bytes, little-endian. */
  i64(value: bigint): this {
    scratch.setBigInt64(0, BigInt.asIntN(64, value), true);
    return this.#scratch();
  }

  name(text: string): this {
    const bytes: number[] = [];
    for (const character of text) {
      const code = character.codePointAt(0)!;
      if (code < 0x80) bytes.push(code);
      else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
      else if (code < 0x10000) {
        bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
      } else {
        bytes.push(
          0xf0 | (code >> 18),
          0x80 | ((code >> 12) & 0x3f),
          0x80 | ((code >> 6) & 0x3f),
          0x80 | (code & 0x3f),
        );
      }
    }
    return this.unsigned(bytes.length).bytes(bytes);
  }

  /** Another writer's bytes after their length. */
  sized(content: ByteWriter): this {
    return this.unsigned(content.length).append(content);
  }

  append(content: ByteWriter): this {
    return this.bytes(content.toBytes());
  }

  /** A view of what was written, valid until the next write. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  #scratch(): this {
    return this.bytes(new Uint8Array(scratch.buffer));
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + more));
    larger.set(this.toBytes());
    this.#bytes = larger;
  }
}
