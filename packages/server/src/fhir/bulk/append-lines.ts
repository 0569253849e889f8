import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { BulkFile } from './bulk-job.ts';

/** Lines of one file at most; the next ones begin another. */
const MOST_IN_FILE = 100_000;

/** Appends lines to a job's file of a type where its durable part ends; comes back once they are on the disk. */
export async function appendLines(
  files: readonly BulkFile[],
  { type, part }: Pick<BulkFile, 'type' | 'part'>,
  lines: readonly string[],
  folder: string,
): Promise<readonly BulkFile[]> {
  if (lines.length === 0) return files;
  const own = files.filter((one) => one.type === type && one.part === part);
  const current = own.at(-1);
  const name = `${part === 'output' ? '' : `${part}-`}${type}-${own.length + 1}.ndjson`;
  const file =
    current !== undefined && current.count < MOST_IN_FILE
      ? current
      : { name, type, part, count: 0, bytes: 0 };
  const text = Buffer.from(`${lines.join('\n')}\n`);
  const handle = await open(join(folder, file.name), file.bytes === 0 ? 'w' : 'r+', 0o600);
  try {
    await handle.truncate(file.bytes);
    await handle.write(text, 0, text.length, file.bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const grown = { ...file, count: file.count + lines.length, bytes: file.bytes + text.length };
  return [...files.filter((one) => one.name !== file.name), grown];
}
