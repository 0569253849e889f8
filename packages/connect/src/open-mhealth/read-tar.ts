import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { TwinwardError } from '@twinward/contract';

const BLOCK = 512;

/** The files of a tar archive (POSIX ustar and pax, links, GNU long names, gzipped or not) by their paths, as text; throws `usage` for what is none. */
export async function readTar(path: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  try {
    const raw = await readFile(path);
    const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw;
    const links: [from: string, to: string][] = [];
    let [longName, longLink] = ['', ''];
    for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
      const text = (from: number, length: number): string =>
        bytes.toString('utf8', at + from, at + from + length).split('\0', 1)[0]!;
      const size = Number.parseInt(text(124, 12), 8);
      if (!Number.isInteger(size) || size < 0 || at + BLOCK + size > bytes.length) throw new Error('torn');
      const kind = text(156, 1);
      const folder = bytes.toString('latin1', at + 257, at + 263) === 'ustar\0' ? text(345, 155) : '';
      const name = (longName || (folder === '' ? '' : `${folder}/`) + text(0, 100)).replace(/^\.\//, '');
      const content = bytes.toString('utf8', at + BLOCK, at + BLOCK + size);
      const link = longLink || text(157, 100);
      longName = kind === 'L' ? content.split('\0', 1)[0]! : kind === 'x' ? paxField(content, 'path') : '';
      longLink = kind === 'x' ? paxField(content, 'linkpath') : '';
      if (kind === '0' || kind === '') files.set(name, content);
      if (kind === '1') links.push([name, link]);
      if (kind === '2') links.push([name, posix.join(posix.dirname(name), link)]);
      at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    }
    for (const [from, to] of links) {
      const target = files.get(to);
      if (target !== undefined) files.set(from, target);
    }
  } catch {
    throw unreadable(path);
  }
  if (files.size === 0) throw unreadable(path);
  return files;
}

function paxField(records: string, name: string): string {
  return new RegExp(`^\\d+ ${name}=(.*)$`, 'm').exec(records)?.[1] ?? '';
}

function unreadable(path: string): TwinwardError {
  return new TwinwardError('usage', `${path} cannot be read as a tar archive`, {
    field: 'FILE',
    remedy: 'check the path',
  });
}
