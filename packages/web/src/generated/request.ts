// Written by packages/server/src/openapi/generate-client.ts. Change that, not this.
import type { Problem } from './types.ts';

/** One request on its way out. */
export interface ApiRequest {
  readonly method: string;
  readonly address: string;
  readonly body?: unknown;
}

/** The server's refusal, an RFC 9457 problem; status 0 when no answer came at all. */
export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

/** An address with its query; what is undefined is left out. */
export function addressOf(
  path: string,
  query?: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Sends a request and reads its reply. Throws `ApiProblem`, or an `AbortError` when the signal says so. */
export async function request<T>(sent: ApiRequest, signal?: AbortSignal): Promise<T> {
  const file = sent.body instanceof Blob;
  const reply = await fetch(sent.address, {
    method: sent.method,
    credentials: 'same-origin',
    ...(signal === undefined ? {} : { signal }),
    ...(sent.body === undefined
      ? {}
      : {
          headers: { 'content-type': file ? 'application/octet-stream' : 'application/json' },
          body: file ? (sent.body as Blob) : JSON.stringify(sent.body),
        }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem({
      type: 'urn:twinward:error:record.unavailable',
      title: 'No answer',
      status: 0,
      detail: 'The server does not answer.',
      code: 'record.unavailable',
      remedy: 'See whether it still runs, then try again.',
    });
  });
  if (!reply.ok) throw new ApiProblem(await problemOf(reply));
  return (await reply.json()) as T;
}

async function problemOf(reply: Response): Promise<Problem> {
  const read = (await reply.json().catch(() => null)) as Problem | null;
  if (read !== null && typeof read.code === 'string') return read;
  return {
    type: 'about:blank',
    title: reply.statusText,
    status: reply.status,
    detail: `The server answered ${reply.status}.`,
    code: 'request.invalid',
  };
}
