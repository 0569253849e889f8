import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { TwinwardError } from '@twinward/contract';

/** The text of an input file, unzipped if it ends in `.gz`; unreadable input is one clear usage error. */
export async function readInput(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new TwinwardError('usage', `${path} cannot be read (${code})`, {
      field: 'FILE',
      remedy: 'check the path',
    });
  }
}
