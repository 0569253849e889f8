import type { ServerProcess } from './server-process.ts';

/** One call of the API; throws with the server's words when it refuses. */
export async function callApi<T>(
  server: ServerProcess,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<T> {
  const reply = await fetch(`${server.address}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${server.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as T;
}

/** The figures of `/metrics`, by name, labels left in. */
export async function readMetrics(server: ServerProcess): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${server.address}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))] as const;
    }),
  );
}
