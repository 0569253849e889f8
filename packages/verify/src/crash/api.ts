import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwinwardError } from '@twinward/contract';

/** One call to the server of a data folder with its command-line token; null when it cannot be reached or is too busy. */
export async function callApi<T>(
  dataFolder: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<T | null> {
  const [address, token] = await Promise.all(
    ['address', 'cli-token'].map((name) => readFile(join(dataFolder, name), 'utf8').catch(() => '')),
  );
  let reply: Response;
  try {
    reply = await fetch(`${address!.trim()}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token!.trim()}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    if (reply.ok) return (await reply.json()) as T;
  } catch {
    return null;
  }
  if (reply.status === 429 || reply.status === 503 || reply.status === 500) return null;
  throw new TwinwardError(
    'request.invalid',
    `${method} ${path} was refused: ${(await reply.text()).slice(0, 500)}`,
  );
}
