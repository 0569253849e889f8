import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from './server-options.ts';
import { startServer } from './start-server.ts';

describe('a server over PostgreSQL', () => {
  let folder = '';
  let server: RunningServer;
  const options = (data: string, demo = false) => ({
    dataFolder: data,
    port: 0,
    host: '127.0.0.1',
    demo,
    speed: 1,
  });
  const ask = async (path: string, init: RequestInit = {}) => {
    const token = (await readFile(join(folder, 'cli-token'), 'utf8')).trim();
    return fetch(`${server.address}/api/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  };

  beforeAll(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'twinward-start-')), 'data');
    server = await startServer(options(folder));
  });
  afterAll(async () => {
    await server.close();
    await rm(join(folder, '..'), { recursive: true, force: true });
  });

  it('writes where it is and how to get in, for its owner alone', async () => {
    expect((await readFile(join(folder, 'address'), 'utf8')).trim()).toBe(server.address);
    for (const name of ['cli-token', 'sign-ins.txt', 'address']) {
      expect((await stat(join(folder, name))).mode & 0o077, name).toBe(0);
    }
  });

  it('without the demo has one administrator and no twins', async () => {
    expect(server.signIns.map(({ name }) => name)).toEqual(['administrator']);
    const reply = await fetch(`${server.address}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'administrator', password: server.signIns[0]!.password }),
    });
    expect(reply.status).toBe(200);
    expect(await (await ask('/twins')).json()).toEqual({ twins: [] });
  });

  it('keeps what it acknowledged, and the same sign-ins, over a restart', async () => {
    const at = new Date(Date.now() - 60_000).toISOString();
    const opening = {
      id: 'kept',
      subject: 'Patient/kept',
      label: 'Kept',
      origin: 'real',
      model: 'glucose-s2008',
      facts: { weight: 70, basal: 1 },
      at: new Date(Date.now() - 3_600_000).toISOString(),
    };
    expect((await ask('/twins', { method: 'POST', body: JSON.stringify(opening) })).status).toBe(201);
    const observation = {
      subject: 'Patient/kept',
      code: { system: 'http://loinc.org', code: '99504-3' },
      effectiveAt: at,
      value: { kind: 'quantity', value: 6.1, unit: 'mmol/L' },
      source: { system: 'test', id: 'one' },
    };
    const sent = await ask('/observations', { method: 'POST', body: JSON.stringify(observation) });
    expect(await sent.json()).toMatchObject({ accepted: 1 });
    const { signIns } = server;
    await server.close();
    server = await startServer(options(folder));
    expect(server.signIns).toEqual(signIns);
    const { readings } = (await (await ask('/twins/kept/history')).json()) as {
      readings: { value: number }[];
    };
    expect(readings).toHaveLength(1);
    expect(readings[0]!.value).toBeCloseTo(109.9, 1);
    expect((await ask('/observations', { method: 'POST', body: JSON.stringify(observation) })).ok).toBe(true);
  });

  it('refuses a second copy on the same folder, and leaves the first alone', async () => {
    const second = await startServer(options(folder)).catch((error: unknown) => error);
    expect(second).toBeInstanceOf(TwinwardError);
    expect((second as TwinwardError).code).toBe('record.in-use');
    expect((await fetch(`${server.address}/ready`)).status).toBe(200);
  });

  it('refuses a port that is taken, and stops what it had started', async () => {
    const port = Number(new URL(server.address).port);
    const other = `${folder}-other`;
    const refused = await startServer({ ...options(other), port }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'usage', place: { field: 'port' } });
    const again = await startServer(options(other));
    await again.close();
  });

  it('backs up beside its folder while it runs', async () => {
    const reply = await ask('/backups', { method: 'POST', body: '{}' });
    const backup = (await reply.json()) as { folder: string; files: number; bytes: number };
    expect(backup.folder.startsWith(`${folder}-backups/`)).toBe(true);
    expect(backup.files).toBeGreaterThan(100);
    expect(backup.bytes).toBeGreaterThan(1_000_000);
  });

  it('removes its address when it stops', async () => {
    await server.close();
    await expect(stat(join(folder, 'address'))).rejects.toThrow();
    server = await startServer(options(folder));
  });
});

describe('the demo', () => {
  it('shows twenty-one people within seconds, and feeds nobody twice', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'twinward-demo-')), 'data');
    const start = () => startServer({ dataFolder: folder, port: 0, host: '127.0.0.1', demo: true, speed: 1 });
    const counts: number[] = [];
    for (let round = 0; round < 2; round++) {
      const server = await start();
      const token = (await readFile(join(folder, 'cli-token'), 'utf8')).trim();
      const get = async <T>(path: string) => {
        const headers = { authorization: `Bearer ${token}` };
        return (await (await fetch(`${server.address}/api/v1${path}`, { headers })).json()) as T;
      };
      const { twins } = await get<{ twins: { id: string; origin: string; attribution: string | null }[] }>(
        '/twins',
      );
      expect(twins).toHaveLength(26);
      expect(twins.filter(({ origin }) => origin === 'recorded')).toHaveLength(14);
      expect(twins.filter(({ origin }) => origin === 'simulated')).toHaveLength(12);
      expect(twins.every(({ attribution }) => (attribution ?? '') !== '')).toBe(true);
      const { readings } = await get<{ readings: unknown[] }>('/twins/simulated-2/history');
      counts.push(readings.length);
      await server.close();
    }
    await rm(join(folder, '..'), { recursive: true, force: true });
    expect(counts[0]).toBeGreaterThan(280);
    expect(counts[1]! - counts[0]!).toBeLessThanOrEqual(2);
  });
});
