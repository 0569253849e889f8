// The archive of HL7's test cases for FHIR, in memory.
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { TwinwardError } from '@twinward/contract';

const BLOCK = 512;

/** Files of the archive by their path in it, as text. Throws `usage` when it cannot be read as a (gzipped) tar archive. */
export async function openCases(path: string): Promise<ReadonlyMap<string, string>> {
  const bytes = await readFile(path).catch(() => {
    throw unreadable(path, 'it cannot be opened');
  });
  const tar = bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
  const files = new Map<string, string>();
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const field = (start: number, length: number): string =>
      tar.toString('utf8', at + start, at + start + length).replace(/\0.*$/s, '');
    if (field(257, 5) !== 'ustar') throw unreadable(path, 'it is no tar archive');
    const size = Number.parseInt(field(124, 12).trim(), 8);
    const prefix = field(345, 155);
    const name = `${prefix === '' ? '' : `${prefix}/`}${field(0, 100)}`.replace(/^\.\//, '');
    if (field(156, 1) === '0' || field(156, 1) === '') {
      files.set(name, tar.toString('utf8', at + BLOCK, at + BLOCK + size));
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  if (files.size === 0) throw unreadable(path, 'it holds no file');
  return files;
}

function unreadable(path: string, why: string): TwinwardError {
  return new TwinwardError('usage', `${path}: ${why}`, {
    field: 'FILE',
    remedy: 'give the archive of HL7 test cases for FHIR R4, a gzipped tar file',
  });
}
