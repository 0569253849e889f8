import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportView } from '../schemas/import-view-schema.ts';
import { type ServerUnderTest, SUBJECT, serverUnderTest, TWIN } from '../testing/server-under-test.ts';

const HOUR = 3_600_000;

function table(rows: number, change: (row: number) => string | null = () => null): string {
  const start = Math.floor(Date.now() / HOUR) * HOUR - 4 * HOUR;
  const lines = Array.from({ length: rows }, (_, i) => {
    const at = new Date(start + i * 300_000).toISOString().slice(0, 19);
    return change(i) ?? `${at}Z,${100 + (i % 60)}`;
  });
  return `time,glucose (mg/dL)\n${lines.join('\n')}\n`;
}

describe('importing a file', () => {
  let server: ServerUnderTest;
  let authorization = '';
  beforeAll(async () => {
    server = await serverUnderTest();
    authorization = `Bearer ${await server.token('clinician')}`;
  });
  afterAll(() => server.close());

  const send = async (path: string, payload: string, query = '') => {
    const reply = await server.app.inject({
      method: 'POST',
      url: `/api/v1/imports${path}?subject=${SUBJECT}${query}`,
      headers: { authorization, 'content-type': 'application/octet-stream' },
      payload,
    });
    return { status: reply.statusCode, view: reply.json() as ImportView & Record<string, unknown> };
  };
  const readings = async () => (await server.services.runtime.history(TWIN)).readings.length;

  it('first says what it holds, and keeps nothing', async () => {
    const { status, view } = await send('/preview', table(20));
    expect([status, view.format, view.rows, view.readings, view.problemCount]).toEqual([
      200,
      'generic',
      20,
      20,
      0,
    ]);
    expect(view.accepted).toBe(0);
    expect(await readings()).toBe(0);
  });

  it('is refused whole for one bad row, naming row and field', async () => {
    const { status, view } = await send(
      '',
      table(20, (i) => (i === 7 ? `${new Date().toISOString()},banana` : null)),
    );
    expect(status).toBe(422);
    expect(view).toMatchObject({ row: 9 });
    expect(view.field).toBeTruthy();
    expect(await readings()).toBe(0);
  });

  it('keeps the good rows when they are asked for, and tells of the bad ones', async () => {
    const bad = table(20, (i) => (i === 7 ? `${new Date().toISOString()},banana` : null));
    const { status, view } = await send('', bad, '&acceptGood=true');
    expect([status, view.accepted, view.duplicates, view.problemCount]).toEqual([200, 19, 0, 1]);
    expect(view.problems[0]).toMatchObject({ row: 9 });
  });

  it('keeps once what an overlapping file brings again', async () => {
    const { view } = await send('', table(30));
    expect([view.accepted, view.duplicates]).toEqual([11, 19]);
  });

  it('asks for the zone of local times rather than guess it', async () => {
    const local = table(5).replaceAll('Z,', ',');
    const { status, view } = await send('/preview', local);
    expect([status, view.code, view.field]).toEqual([422, 'file.ambiguous', 'zone']);
    expect((await send('/preview', local, '&zone=Europe/Dublin')).status).toBe(200);
  });

  it('takes one audit row, whatever comes of it', async () => {
    const before = (await server.audit()).length;
    await send(
      '',
      table(3, () => 'nonsense,nonsense'),
    );
    await send('', table(40));
    const rows = (await server.audit()).slice(0, (await server.audit()).length - before);
    expect(rows.map(({ action, target }) => [action, target])).toEqual([
      ['runImport', SUBJECT],
      ['runImport', SUBJECT],
    ]);
  });

  it('leaves no file behind, after success and after failure', async () => {
    await send('/preview', table(5));
    await send('/preview', 'not a table at all');
    expect(await readdir(server.services.uploadFolder)).toEqual([]);
  });

  it('refuses a file announced as larger than 200 MiB before reading it', async () => {
    const reply = await server.app.inject({
      method: 'POST',
      url: `/api/v1/imports/preview?subject=${SUBJECT}`,
      headers: {
        authorization,
        'content-type': 'application/octet-stream',
        'content-length': String(300 * 1024 * 1024),
      },
      payload: 'x',
    });
    expect(reply.json()).toMatchObject({ status: 413, code: 'file.too-large' });
  });

  it.each([
    ['an empty file', ''],
    ['binary noise', '\u0000\u0001\u0002\uFFFD'.repeat(100)],
    ['a table without glucose', 'a,b\n1,2\n'],
  ])('refuses %s with one typed error', async (_, payload) => {
    const { status, view } = await send('/preview', payload);
    expect(status).toBe(422);
    expect(String(view.code)).toMatch(/^(file|unit|time)\./);
  });

  it('takes in of an export of Apple Health what the twins know, once, and counts what else it holds by its reason', async () => {
    const at = (minutes: number): string =>
      new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    const record = (type: string, minutes: number, value: number, unit: string): string =>
      `<Record type="HKQuantityTypeIdentifier${type}" sourceName="Dexcom G7" unit="${unit}" startDate="${at(minutes)} +0000" endDate="${at(minutes)} +0000" value="${value}"/>`;
    const file = `<?xml version="1.0"?><HealthData>${record('BloodGlucose', 400, 104, 'mg/dL')}${record('BloodGlucose', 395, -999, 'mg/dL')}${record('StepCount', 390, 20, 'count')}</HealthData>`;
    const before = await readings();
    const first = await send('', file);
    expect(first.view).toMatchObject({
      format: 'apple-health',
      rows: 3,
      readings: 2,
      absent: 1,
      accepted: 2,
    });
    expect(first.view.skipped).toEqual([
      { why: expect.stringContaining('no twin of this subject'), rows: 1 },
    ]);
    expect((await send('', file)).view).toMatchObject({ accepted: 0, duplicates: 2 });
    expect((await send('', file.slice(0, -30))).status).toBe(422);
    expect(await readings()).toBeGreaterThanOrEqual(before);
  });
});
