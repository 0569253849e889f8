// A folder to write a backup or a restored record into.
import { chmod, mkdir, readdir } from 'node:fs/promises';
import { TwinwardError } from '@twinward/contract';
import { fileError } from '../file-error.ts';

/** Makes the folder where it is missing; throws `resource.conflict` when something lies in it already. */
export async function emptyFolder(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode });
    if ((await readdir(path)).length === 0) {
      await chmod(path, mode);
      return;
    }
  } catch (error) {
    throw fileError(error);
  }
  throw new TwinwardError('resource.conflict', `${path} is not empty`, {
    field: 'to',
    remedy: 'name a new or empty folder',
  });
}
