import { readFile } from 'node:fs/promises';
import { readJson } from '@twinward/connect/json';
import { TwinwardError } from '@twinward/contract';

/** What a file of JSON says. Throws `file.invalid` where it cannot be read, is no JSON, or gives a name twice. */
export async function readJsonFile(path: string, what: string): Promise<unknown> {
  const bytes = await readFile(path).catch((error: Error) => {
    throw new TwinwardError('file.invalid', `${what} cannot be read (${error.message})`, {
      field: 'file',
      remedy: 'give a file of JSON',
    });
  });
  return readJson(bytes, { what, field: 'file', remedy: 'give a file of JSON' });
}
