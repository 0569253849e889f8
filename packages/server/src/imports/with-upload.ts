import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LARGEST_FILE, type OpenBytes } from '@twinward/connect/wearables';
import { TwinwardError } from '@twinward/contract';
import type { Call } from '../routes/route.ts';

/**
 * Puts a request's raw body into a private file, hands it to `use` to be read as often as needed, and deletes it whatever
 * happens. Throws `file.too-large` as soon as the bound is passed.
 */
export async function withUpload<T>(call: Call, use: (open: OpenBytes) => Promise<T>): Promise<T> {
  const { uploadFolder } = call.services;
  await mkdir(uploadFolder, { recursive: true, mode: 0o700 });
  const path = join(uploadFolder, randomBytes(16).toString('hex'));
  try {
    const body = call.incoming.body as Readable;
    await pipeline(body, bounded(), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    return await use(() => createReadStream(path));
  } finally {
    await rm(path, { force: true });
  }
}

function bounded(): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= LARGEST_FILE) return done(null, chunk);
      done(
        new TwinwardError('file.too-large', `the file is larger than ${LARGEST_FILE / 2 ** 20} MiB`, {
          field: 'file',
          remedy: 'export a shorter span, or split the file',
        }),
      );
    },
  });
}
