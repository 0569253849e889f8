import { crc32, inflateRawSync } from 'node:zlib';
import { TwinwardError } from '@twinward/contract';

/** Files of an archive, and bytes of all of them together, at most. */
const MOST_FILES = 64;
const ZIP = { end: 0x06054b50, entry: 0x02014b50, local: 0x04034b50 } as const;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const BLOCK = 512;

/**
 * The files of a zip (PKWARE APPNOTE, stored or deflated) or tar archive (POSIX ustar), by their names without folders. Throws `file.invalid`
 * for what is neither, torn, encrypted, or named twice; `file.too-large` where they are more than `most` bytes together.
 *
 * @example
 * unpackArchive(new Uint8Array(1024), 1e6).size; // 0
 */
export function unpackArchive(bytes: Uint8Array, most: number): ReadonlyMap<string, Uint8Array> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zipped = buffer.length >= 4 && [ZIP.local, ZIP.end].includes(buffer.readUInt32LE(0) as never);
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for (const { name, content } of zipped ? zipEntries(buffer, most) : tarEntries(buffer)) {
    const plain = name.slice(name.lastIndexOf('/') + 1);
    if (plain === '' || plain.startsWith('.') || name.startsWith('__MACOSX/')) continue;
    if (files.has(plain)) throw refused(`${plain} is in the archive twice`);
    total += content.length;
    if (files.size >= MOST_FILES) throw refused(`the archive holds more than ${MOST_FILES} files`);
    if (total > most) throw tooLarge(most);
    files.set(plain, content);
  }
  return files;
}

interface Entry {
  readonly name: string;
  readonly content: Uint8Array;
}

function* zipEntries(buffer: Buffer, most: number): Generator<Entry> {
  let end = buffer.length - END_BYTES;
  while (
    end >= 0 &&
    end >= buffer.length - END_BYTES - LONGEST_COMMENT &&
    buffer.readUInt32LE(end) !== ZIP.end
  )
    end--;
  if (end < 0 || buffer.length < END_BYTES || buffer.readUInt32LE(end) !== ZIP.end)
    throw refused('the zip archive has no end: it was cut short');
  let left = most;
  let at = buffer.readUInt32LE(end + 16);
  for (let count = buffer.readUInt16LE(end + 10); count > 0; count--) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== ZIP.entry)
      throw refused('the list of the zip archive is torn');
    const [flags, method] = [buffer.readUInt16LE(at + 8), buffer.readUInt16LE(at + 10)];
    const sum = buffer.readUInt32LE(at + 16);
    const [packed, size] = [buffer.readUInt32LE(at + 20), buffer.readUInt32LE(at + 24)];
    const nameLength = buffer.readUInt16LE(at + 28);
    const name = buffer.toString('utf8', at + 46, at + 46 + nameLength);
    const local = buffer.readUInt32LE(at + 42);
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
    if (name.endsWith('/')) continue;
    if ((flags & 1) !== 0) throw refused('the zip archive is encrypted');
    if (method !== 0 && method !== 8)
      throw refused(`a file of the zip archive is packed by method ${method}`);
    if (size > left) throw tooLarge(most);
    if (local + 30 > buffer.length || buffer.readUInt32LE(local) !== ZIP.local)
      throw refused('a file of the zip archive is not where its list says');
    const from = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28);
    if (from + packed > buffer.length) throw refused('a file of the zip archive is cut short');
    const content = inflated(buffer.subarray(from, from + packed), method, size);
    if (crc32(content) !== sum) throw refused('a file of the zip archive does not add up to its checksum');
    left -= size;
    yield { name, content };
  }
}

function inflated(packed: Buffer, method: number, size: number): Uint8Array {
  if (method === 0) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    throw refused('a file of the zip archive cannot be unpacked');
  }
}

function* tarEntries(buffer: Buffer): Generator<Entry> {
  for (let at = 0; at + BLOCK <= buffer.length; ) {
    const header = buffer.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const size = octal(header, 124, 12);
    const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
    if (octal(header, 148, 8) !== sum) throw refused('this is neither a zip nor a tar archive');
    const from = at + BLOCK;
    if (from + size > buffer.length) throw refused('a file of the tar archive is cut short');
    const kind = header[156];
    const name = header.toString('latin1', 0, 100).replace(/\0.*$/s, '');
    if (kind === 0 || kind === 0x30) yield { name, content: buffer.subarray(from, from + size) };
    at = from + BLOCK * Math.ceil(size / BLOCK);
  }
}

function octal(header: Buffer, at: number, length: number): number {
  const text = header
    .toString('latin1', at, at + length)
    .replace(/[\0 ]+$/, '')
    .trim();
  if (!/^[0-7]{1,11}$/.test(text)) throw refused('this is neither a zip nor a tar archive');
  return Number.parseInt(text, 8);
}

function refused(message: string): TwinwardError {
  return new TwinwardError('file.invalid', message, {
    field: 'file',
    remedy: 'pack the header, the files it names and the annotations into one .zip or .tar',
  });
}

function tooLarge(most: number): TwinwardError {
  return new TwinwardError(
    'file.too-large',
    `the archive holds more than ${Math.round(most / 2 ** 20)} MiB`,
    {
      field: 'file',
      remedy: 'cut the recording into shorter ones',
    },
  );
}
