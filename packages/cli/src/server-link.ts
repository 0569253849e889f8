import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwinwardError } from '@twinward/contract';

/** Where a running server is and the token that lets this user in. */
export interface ServerLink {
  get<T>(path: string, query?: Readonly<Record<string, string | number | undefined>>): Promise<T>;
  post<T>(
    path: string,
    body: unknown,
    query?: Readonly<Record<string, string | number | undefined>>,
  ): Promise<T>;
  /** Sends a file as it is; `size` bytes. */
  upload<T>(
    path: string,
    file: Blob,
    query: Readonly<Record<string, string | undefined>>,
    signal?: AbortSignal,
  ): Promise<T>;
}

interface Problem {
  readonly detail?: string;
  readonly title?: string;
  readonly code?: string;
  readonly field?: string;
  readonly row?: number;
  readonly remedy?: string;
}

/**
 * A link to the server of a data folder (its `address` and `cli-token` files), or to the one `url` names with the token in
 * the environment variable TWINWARD_TOKEN. Throws `usage` if none is running.
 */
export async function linkServer(dataFolder: string, url: string | undefined): Promise<ServerLink> {
  const address = url ?? (await firstLine(join(dataFolder, 'address')));
  if (address === null) {
    throw new TwinwardError('usage', 'no Twinward server is running on this data folder', {
      field: 'data',
      remedy: 'start one with `npm start`, or name another with --url',
    });
  }
  const token = process.env.TWINWARD_TOKEN ?? (await firstLine(join(dataFolder, 'cli-token')));
  if (token === null) {
    throw new TwinwardError('auth.required', 'there is no token for this server', {
      field: 'token',
      remedy: 'run as the user who started the server, or set TWINWARD_TOKEN',
    });
  }
  const call = async <T>(
    method: string,
    path: string,
    query: object | undefined,
    init: RequestInit,
  ): Promise<T> => {
    const target = new URL(`/api/v1${path}`, address);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) target.searchParams.set(name, String(value));
    }
    const headers = {
      authorization: `Bearer ${token}`,
      ...(init.headers as Record<string, string> | undefined),
    };
    const reply = await reach(target, { ...init, method, headers });
    const text = await reply.text();
    if (!reply.ok) throw asError(reply.status, text);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  return {
    get: (path, query) => call('GET', path, query, {}),
    post: (path, body, query) =>
      call('POST', path, query, {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    upload: (path, file, query, signal) =>
      call('POST', path, query, {
        body: file,
        headers: { 'content-type': 'application/octet-stream' },
        ...(signal === undefined ? {} : { signal }),
      }),
  };
}

async function reach(target: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(target, init);
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    throw new TwinwardError('record.unavailable', `no answer from ${target.origin}`, {
      remedy: 'see whether the server still runs',
    });
  }
}

function asError(status: number, text: string): TwinwardError {
  let problem: Problem = {};
  try {
    problem = JSON.parse(text) as Problem;
  } catch {
    problem = { detail: `the server answered ${status}` };
  }
  const { field, row, remedy } = problem;
  return new TwinwardError(
    (problem.code ?? 'request.invalid') as TwinwardError['code'],
    problem.detail ?? problem.title ?? `the server answered ${status}`,
    {
      ...(field === undefined ? {} : { field }),
      ...(row === undefined ? {} : { row }),
      ...(remedy === undefined ? {} : { remedy }),
    },
  );
}

async function firstLine(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text?.trim() || null;
}
