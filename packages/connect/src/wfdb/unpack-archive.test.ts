// Archives as others make them are unpacked; what is torn, encrypted or too large is refused in our words.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { TwinwardError } from '@twinward/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpackArchive } from './unpack-archive.ts';

const FILES: ReadonlyMap<string, Uint8Array> = new Map([
  ['r.hea', new TextEncoder().encode('r 1 10 4\nr.dat 16\n')],
  ['r.dat', Uint8Array.from({ length: 3000 }, (_, i) => i % 7)],
]);

/** A zip as PKWARE's note describes it, every other file deflated. */
function zip(files: ReadonlyMap<string, Uint8Array>): Buffer {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const [i, [name, content]] of [...files].entries()) {
    const packed = i % 2 === 0 ? Buffer.from(content) : deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(i % 2 === 0 ? 0 : 8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    list.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, Buffer.from(name));
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed);
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(Buffer.concat(list).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...list, end]);
}

function tar(files: ReadonlyMap<string, Uint8Array>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'twinward-tar-'));
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  return execFileSync('tar', ['-cf', '-', '-C', folder, ...files.keys()], { maxBuffer: 1e7 });
}

const refusal = (bytes: Uint8Array, most = 1e6): string => {
  try {
    unpackArchive(bytes, most);
  } catch (error) {
    if (error instanceof TwinwardError) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('an archive', () => {
  it.each([
    ['zip', zip(FILES)],
    ['tar', tar(FILES)],
  ])('in %s gives its files as they were, without their folders', (_, bytes) => {
    const files = unpackArchive(bytes, 1e6);
    expect([...files.keys()]).toEqual(['r.hea', 'r.dat']);
    for (const [name, content] of FILES) expect(Buffer.from(files.get(name)!).equals(content)).toBe(true);
    expect([...unpackArchive(zip(new Map([['folder/r.hea', new Uint8Array(1)]])), 1e6).keys()]).toEqual([
      'r.hea',
    ]);
  });

  it('that is none, torn, changed, too large or doubled is refused', () => {
    const whole = zip(FILES);
    expect(refusal(Buffer.from('r 1 10 4\nr.dat 16\n'.repeat(60)))).toContain('neither a zip nor a tar');
    expect(refusal(whole.subarray(0, whole.length - 30))).toContain('cut short');
    const changed = Buffer.from(whole);
    changed[36] = 0;
    expect(refusal(changed)).toContain('checksum');
    expect(refusal(whole, 2000)).toContain('file.too-large');
    expect(refusal(tar(FILES), 2000)).toContain('file.too-large');
    expect(
      refusal(
        zip(
          new Map([
            ['a/r.hea', new Uint8Array(1)],
            ['b/r.hea', new Uint8Array(1)],
          ]),
        ),
      ),
    ).toContain('twice');
  });

  it('of any bytes, or of a good one changed anywhere, is unpacked or refused', () => {
    const good = [zip(FILES), tar(FILES)];
    const changed = fc.record({ which: fc.nat(1), at: fc.nat(), byte: fc.nat(255), cut: fc.nat(4000) });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 700 }), changed), (input) => {
        let bytes = input as Uint8Array;
        if (!(input instanceof Uint8Array)) {
          bytes = Buffer.from(good[input.which]!);
          bytes[input.at % bytes.length] = input.byte;
          if (input.cut < 500) bytes = bytes.subarray(0, bytes.length - input.cut);
        }
        try {
          unpackArchive(bytes, 1e6);
        } catch (error) {
          expect(error).toBeInstanceOf(TwinwardError);
        }
      }),
      { numRuns: 3000, seed: 3 },
    );
  });
});
