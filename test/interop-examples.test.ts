// The examples that send to a server, each run as a program of its own.
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { addSeconds, subjectRef } from '@twinward/contract';
import { SYSTEM_CLOCK } from '@twinward/record';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type ServerUnderTest,
  SUBJECT,
  serverUnderTest,
} from '../packages/server/src/testing/server-under-test.ts';

const root = join(import.meta.dirname, '..');
let server: ServerUnderTest;
let address = '';
beforeAll(async () => {
  server = await serverUnderTest();
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  await server.services.connectors.start({ mllp: { port: 0 }, mqtt: { port: 0 } });
});
afterAll(() => server.close());

async function run(name: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'examples', name), ...args]);
  return stdout;
}

it('examples/replay-synthea.ts stores synthetic lives and finds what was measured', async () => {
  const all = gunzipSync(
    await readFile(join(root, 'data', 'fhir', 'synthea-r4-bundles-a.ndjson.gz')),
  ).toString('utf8');
  const file = join(tmpdir(), `twinward-synthea-${process.pid}.ndjson.gz`);
  const shortest = all
    .trim()
    .split('\n')
    .sort((a, b) => a.length - b.length)[0]!;
  await writeFile(file, gzipSync(shortest));
  const said = await run('replay-synthea.ts', address, await server.token('clinician'), file);
  await rm(file);
  expect(said).toMatch(/Patient\/[\w-]+: \d+ resources/);
  expect(said).toMatch(/was measured \d+ times/);
});

it('examples/send-hl7.ts is answered for each message, in order, and the visit stands in the FHIR store', async () => {
  const [host = '', port = ''] = server.services.connectors.addresses().mllp!.split(':');
  const said = await run('send-hl7.ts', host, port);
  expect(
    said
      .trim()
      .split('\n')
      .map((line) => line.replace(/-\d+$/, '')),
  ).toEqual(['AA A01', 'AA 8867-4', 'AA 59408-5', 'AA A02', 'AA A03']);
  const encounters = await server.services.record.resources.history({ type: 'Encounter', limit: 3 });
  expect(encounters.map(({ body }) => (JSON.parse(body) as { status: string }).status)).toEqual([
    'finished',
    'in-progress',
    'in-progress',
  ]);
  expect(JSON.parse(encounters[0]!.body)).toMatchObject({
    location: [{ status: 'completed' }, { status: 'completed' }],
  });
});

it('examples/publish-vitals.ts has every reading acknowledged', async () => {
  const { devices } = server.services.connectors;
  const secret = await devices.add('monitor-3', 'Monitor', []);
  await devices.associate('monitor-3', subjectRef(SUBJECT), addSeconds(SYSTEM_CLOCK.now(), -3600), []);
  const broker = `mqtt://${server.services.connectors.addresses().mqtt}`;
  const said = await run('publish-vitals.ts', broker, 'monitor-3', secret);
  expect(said.trim()).toBe('18 readings acknowledged');
  const kept = await server.services.record.inbox.list({ limit: 10, connector: 'mqtt' });
  expect(kept.map(({ state }) => state)).toEqual(new Array(6).fill('done'));
});
