// Short lists that rest in the data folder while the server does not run.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TwinwardError } from '@twinward/contract';

/** A list as it was last kept. */
export interface RestingList<T> {
  /** Throws `file.invalid` where it cannot be read. */
  read(): readonly T[];
  keep(list: readonly T[]): void;
}

/** A list in one file of a folder, for the server's user alone, written whole at each change; empty before the first. */
export function restingList<T>(folder: string, file: string, remedy: string): RestingList<T> {
  const path = join(folder, file);
  let last = '';
  return {
    read() {
      let text = '[]';
      try {
        text = readFileSync(path, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
      try {
        return JSON.parse(text) as readonly T[];
      } catch {
        throw new TwinwardError('file.invalid', `${file} is not JSON`, { field: file, remedy });
      }
    },
    keep(list) {
      const text = `${JSON.stringify(list)}\n`;
      if (text === last) return;
      writeFileSync(`${path}.new`, text, { mode: 0o600 });
      renameSync(`${path}.new`, path);
      last = text;
    },
  };
}
