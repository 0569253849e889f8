import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serverUnderTest } from '../../testing/server-under-test.ts';
import { BulkDesk } from './bulk-desk.ts';

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
