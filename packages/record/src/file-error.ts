// A file or folder that does not do what it should, as one of the platform's errors.
import { TwinwardError } from '@twinward/contract';

const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: 'give this user the right to write there, or name another folder',
  EPERM: 'give this user the right to write there, or name another folder',
  EROFS: 'name a folder on a disk that can be written',
  ENOSPC: 'free some room on the disk',
  EDQUOT: 'free some room on the disk',
  ENOTDIR: 'name a folder, not a file',
  EEXIST: 'name a folder, not a file',
};

/** What a failed call to the file system means to its caller; any other error as it is. */
export function fileError(error: unknown): unknown {
  const { code, syscall, path } = (error ?? {}) as NodeJS.ErrnoException;
  if (error instanceof TwinwardError || code === undefined || syscall === undefined) return error;
  const remedy = REMEDIES[code];
  if (remedy === undefined) return error;
  return new TwinwardError('record.unavailable', `${path ?? 'a file of the record'}: ${code} (${syscall})`, {
    field: 'data',
    remedy,
  });
}
