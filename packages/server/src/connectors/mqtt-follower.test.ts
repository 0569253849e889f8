// A broker of somebody else's, followed: every reading once, also over a restart of what follows it.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addSeconds, instant, subjectRef } from '@twinward/contract';
import { SYSTEM_CLOCK } from '@twinward/record';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ServerUnderTest, SUBJECT, serverUnderTest } from '../testing/server-under-test.ts';

const MOSQUITTO = '/usr/sbin/mosquitto';

describe.runIf(existsSync(MOSQUITTO))('mosquitto', () => {
  let server: ServerUnderTest;
  let broker: ChildProcess;
  let folder = '';
  let url = '';
  beforeAll(async () => {
    const port = await freePort();
    url = `mqtt://127.0.0.1:${port}`;
    folder = await mkdtemp(join(tmpdir(), 'twinward-mosquitto-'));
    await writeFile(join(folder, 'conf'), `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
    broker = spawn(MOSQUITTO, ['-c', join(folder, 'conf')], { stdio: 'ignore' });
    server = await serverUnderTest();
    await server.services.connectors.devices.add('ward-9', 'Ward', []);
    const since = addSeconds(SYSTEM_CLOCK.now(), -300 * 60);
    await server.services.connectors.devices.associate('ward-9', subjectRef(SUBJECT), since, []);
    await vi.waitFor(async () => (await connectAsync(url, {}, false)).endAsync(), {
      timeout: 10_000,
      interval: 50,
    });
  });
  afterAll(async () => {
    await server.close();
    broker.kill();
    await rm(folder, { recursive: true, force: true });
  });

  it('hands over readings, those too that came while nobody followed', async () => {
    const { connectors, record } = server.services;
    await connectors.start({ mqtt: { url } });
    expect(connectors.status().find(({ name }) => name === 'mqtt')).toMatchObject({
      state: 'running',
      connections: 8,
    });
    const publisher = await connectAsync(url);
    const publish = async (from: number, to: number): Promise<void> => {
      for (let i = from; i < to; i++) {
        const at = instant(Math.floor(addSeconds(SYSTEM_CLOCK.now(), -60 * (i + 1)) / 1000) * 1000);
        const obs = [{ loinc: '99504-3', value: 100 + (i % 50), unit: 'mg/dL' }];
        await publisher.publishAsync(
          'dt/x/ward-9/obs',
          JSON.stringify({ at: new Date(at).toISOString(), seq: i, obs }),
          { qos: 1 },
        );
      }
    };
    const count = async (): Promise<number> =>
      (await record.events.readSubject(subjectRef(SUBJECT), { kinds: ['observation'] })).length;
    await publish(0, 100);
    await expect.poll(count, { timeout: 10_000 }).toBe(100);
    await connectors.close();
    await publish(100, 150);
    await connectors.start({ mqtt: { url } });
    await expect.poll(count, { timeout: 10_000 }).toBe(150);
    await publisher.endAsync();
  });

  it('says why a broker cannot be followed', async () => {
    const other = await serverUnderTest();
    await other.services.connectors.start({ mqtt: { url: 'mqtt://127.0.0.1:1' } });
    expect(other.services.connectors.status().find(({ name }) => name === 'mqtt')).toMatchObject({
      state: 'failed',
    });
    await other.close();
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
