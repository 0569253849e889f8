import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serverUnderTest } from '../../testing/server-under-test.ts';
import { BulkDesk } from './bulk-desk.ts';

it('what is no NDJSON, or nothing at all, is refused before there is a job; so are other types of content, and addresses that lead nowhere', async () => {
  const server = await serverUnderTest();
  try {
    const authorization = `Bearer ${await server.token('engineer')}`;
    const ask = async (
      method: 'GET' | 'POST' | 'PATCH',
      path: string,
      headers: Record<string, string> = {},
      payload?: string,
    ) => {
      const reply = await server.app.inject({
        method,
        url: `/fhir/R4${path}`,
        headers: {
          authorization,
          prefer: 'respond-async',
          ...headers,
        },
        ...(payload === undefined ? {} : { payload }),
      });
      const { issue } = reply.json() as { issue: { diagnostics: string; expression: string[] }[] };
      return [reply.statusCode, issue[0]?.expression[0], issue[0]?.diagnostics];
    };
    const ndjson = { 'content-type': 'application/fhir+ndjson' };
    const json = { 'content-type': 'application/fhir+json' };
    for (const [answer, status, field, remedy] of [
      [ask('POST', '/$import', json, '{}'), 415, 'Content-Type', 'send application/fhir+ndjson'],
      [ask('POST', '/$import', ndjson, ''), 400, 'body', 'send one resource a line'],
      [ask('POST', '/Patient', { 'content-type': 'text/plain' }, '{}'), 415, 'content-type', 'fhir+json'],
      [ask('GET', '/Patient/p/$nothing'), 404, 'url', 'see /metadata'],
      [ask('POST', '/Patient', json, '[]'), 400, 'resourceType', 'send one Patient'],
    ] as const) {
      expect(await answer).toEqual([status, field, expect.stringContaining(remedy)]);
    }
    expect(await readdir(join(server.folder, 'bulk')).catch(() => [])).toEqual([]);
  } finally {
    await server.close();
  }
});

it('a job whose file is gone fails, says what to do, and can be removed; an upload that came to no job leaves no file', async () => {
  const server = await serverUnderTest();
  try {
    const authorization = `Bearer ${await server.token('engineer')}`;
    const headers = { authorization, prefer: 'respond-async', 'content-type': 'application/fhir+ndjson' };
    const line = (id: number) => JSON.stringify({ resourceType: 'Patient', id: `t${id}` });
    const payload = Array.from({ length: 40_000 }, (_, i) => line(i)).join('\n');
    const { bulk } = server.services;
    const folder = join(server.folder, 'bulk');
    const sent = await server.app.inject({ method: 'POST', url: '/fhir/R4/$import', headers, payload });
    await bulk.close();
    const location = String(sent.headers['content-location']).replace(/^http:\/\/[^/]+/, '');
    const id = location.split('/').at(-1)!;
    const { state } = bulk.find(id, '', true);
    expect(state).toBe('waiting');
    await rm(join(folder, id), { recursive: true });
    await mkdir(join(folder, 'came-to-no-job'));
    const again = await BulkDesk.open(server.services, folder);
    await again.settled();
    expect(await readdir(folder)).toEqual([]);
    const job = again.find(id, '', true);
    expect([job.state, job.problem]).toEqual(['failed', 'its file is no longer in the data folder']);
    const rows = (await server.audit()).filter(({ target }) => target === `$bulk-status/${id}`);
    expect(rows.map(({ reason }) => reason)).toContain('failed: its file is no longer in the data folder');
    await again.remove(job);
    expect(() => again.find(id, '', true)).toThrow('there is no such job');
    await again.close();
  } finally {
    await server.close();
  }
});
