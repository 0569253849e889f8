// What FHIR jobs and merges of patients come to when the server's process is killed in the middle.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServerProcess } from '../packages/verify/src/crash/server-process.ts';

/** Lines of the file that is taken in; each hundredth is none that can be. */
const LINES = 24_000;
const BAD = 100;
/** Written about the merged patient in one transaction, just before the kill. */
const LATE = 300;
const LIMIT = 240_000;

const pulse = (id: string, patient: string, value: number) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: '2026-01-01',
  valueQuantity: { value, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
});

describe('A server killed with SIGKILL', () => {
  let folder = '';
  let server: ServerProcess;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'twinward-killed-'));
    server = new ServerProcess(folder);
    await server.start();
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = async (
    method: string,
    path: string,
    body?: string,
    type = 'application/fhir+json',
  ): Promise<Response> => {
    const [address, token] = await Promise.all(
      ['address', 'cli-token'].map(async (name) => (await readFile(join(folder, name), 'utf8')).trim()),
    );
    return fetch(`${address}${path.replace(/^http:\/\/[^/]+/, '')}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        prefer: 'respond-async',
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body }),
    });
  };
  const put = async (resource: { readonly resourceType: string; readonly id: string }): Promise<void> => {
    const reply = await ask(
      'PUT',
      `/fhir/R4/${resource.resourceType}/${resource.id}`,
      JSON.stringify(resource),
    );
    expect(reply.status, await reply.text()).toBeLessThan(300);
  };
  const killAndStart = async (): Promise<void> => {
    await server.kill();
    await server.start();
  };
  /** Resources of a job that is under way, as its progress says. */
  const progress = async (job: string): Promise<number> => {
    const reply = await ask('GET', job);
    expect([200, 202]).toContain(reply.status);
    return Number(/(\d+) resources/.exec(reply.headers.get('x-progress') ?? '')?.[1] ?? Number.NaN);
  };
  /** Waits until a job has come further than a count, and no further than its end. */
  const comeTo = async (job: string, count: number): Promise<number> => {
    for (;;) {
      const now = await progress(job);
      expect(now, 'the job ended before it could be killed').not.toBeNaN();
      if (now > count) return now;
      await wait(10);
    }
  };
  const manifest = async (job: string) => {
    for (;;) {
      const reply = await ask('GET', job);
      if (reply.status === 200) return (await reply.json()) as Manifest;
      expect(reply.status).toBe(202);
      await wait(100);
    }
  };
  const lines = async (files: Manifest['output']): Promise<readonly Line[]> => {
    const texts = await Promise.all(files.map(async ({ url }) => (await ask('GET', url)).text()));
    return texts.flatMap((text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Line),
    );
  };
  /** How often the audit says that a job went on after a restart. */
  const resumed = async (job: string): Promise<number> => {
    const target = encodeURIComponent(`$bulk-status/${job.split('/').at(-1)}`);
    const reply = await ask('GET', `/api/v1/audit?target=${target}`);
    expect(reply.status).toBe(200);
    const { rows } = (await reply.json()) as { readonly rows: readonly { readonly reason: string }[] };
    return rows.filter(({ reason }) => reason === 'goes on after a restart').length;
  };

  it(
    'goes on with an import where it was, with its counts and refusals, over nothing written since; an export likewise',
    async () => {
      const text = Array.from({ length: LINES }, (_, i) =>
        (i + 1) % BAD === 0 ? `no resource ${i}` : JSON.stringify(pulse(`k-${i}`, 'one', 50 + (i % 90))),
      ).join('\n');
      const sent = await ask('POST', '/fhir/R4/$import', text, 'application/fhir+ndjson');
      expect(sent.status, await sent.text()).toBe(202);
      const job = sent.headers.get('content-location')!;
      const before = await comeTo(job, 0);
      // Somebody corrects a resource that was taken in: no repeated line may undo it.
      await put(pulse('k-0', 'one', 199));
      await killAndStart();
      expect(await progress(job)).toBeGreaterThanOrEqual(before);
      await comeTo(job, before);
      await killAndStart();
      const { extension, error } = await manifest(job);
      const refused = LINES / BAD;
      expect(extension).toEqual({ lines: LINES, written: LINES - refused, unchanged: 0, refused });
      const numbers = (await lines(error)).map(({ extension: [one] = [] }) => one?.valueInteger);
      expect(numbers.sort((a, b) => a! - b!)).toEqual(
        Array.from({ length: refused }, (_, i) => (i + 1) * BAD),
      );

      const kicked = await ask('GET', '/fhir/R4/$export?_type=Observation');
      const exporting = kicked.headers.get('content-location')!;
      await comeTo(exporting, 1000);
      await killAndStart();
      const all = await lines((await manifest(exporting)).output);
      expect(all).toHaveLength(LINES - refused);
      expect(new Set(all.map(({ id }) => id)).size).toBe(LINES - refused);
      expect(all.filter(({ meta }) => meta.versionId !== '1').map(({ id }) => id)).toEqual(['k-0']);
      expect(all.find(({ id }) => id === 'k-0')?.valueQuantity?.value).toBe(199);
      expect(await resumed(job)).toBe(2);
      expect(await resumed(exporting)).toBe(1);
    },
    LIMIT,
  );

  it(
    'ends a job that goes on after the kill when told to, and it stays ended',
    async () => {
      const text = Array.from({ length: LINES }, (_, i) =>
        JSON.stringify(pulse(`e-${i}`, 'two', 60 + (i % 30))),
      ).join('\n');
      const sent = await ask('POST', '/fhir/R4/$import', text, 'application/fhir+ndjson');
      const job = sent.headers.get('content-location')!;
      await comeTo(job, 0);
      await killAndStart();
      expect((await ask('DELETE', job)).status).toBe(202);
      expect((await ask('GET', job)).status).toBe(404);
      await killAndStart();
      expect((await ask('GET', job)).status).toBe(404);
    },
    LIMIT,
  );

  it(
    'takes over what was written about a merged patient just before',
    async () => {
      await put({ resourceType: 'Patient', id: 'stays' });
      await put({ resourceType: 'Patient', id: 'goes' });
      await put(pulse('first', 'goes', 71));
      await put({
        resourceType: 'Patient',
        id: 'goes',
        link: [{ other: { reference: 'Patient/stays' }, type: 'replaced-by' }],
      } as never);
      const of = async (patient: string): Promise<number> => {
        const reply = await ask('GET', `/fhir/R4/Observation?patient=${patient}&_summary=count`);
        return ((await reply.json()) as { readonly total: number }).total;
      };
      while ((await of('stays')) !== 1) await wait(20);
      const late = Array.from({ length: LATE }, (_, i) => {
        const resource = pulse(`late-${i}`, 'goes', 60 + (i % 30));
        return { resource, request: { method: 'PUT', url: `Observation/${resource.id}` } };
      });
      const reply = await ask(
        'POST',
        '/fhir/R4',
        JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: late }),
      );
      expect(reply.status).toBe(200);
      await killAndStart();
      const left = await of('goes');
      expect(left, 'all was taken over before the kill, so that it tested nothing').toBeGreaterThan(0);
      while ((await of('goes')) > 0) await wait(100);
      expect(await of('stays')).toBe(1 + LATE);
      const provenance = await ask('GET', '/fhir/R4/Provenance?target=Observation/late-299&_summary=count');
      expect(((await provenance.json()) as { readonly total: number }).total).toBe(1);
    },
    LIMIT,
  );
});

interface Manifest {
  readonly output: readonly { readonly url: string }[];
  readonly error: readonly { readonly url: string }[];
  readonly extension: Readonly<Record<string, number>>;
}

interface Line {
  readonly id: string;
  readonly meta: { readonly versionId: string };
  readonly valueQuantity?: { readonly value: number };
  readonly extension?: readonly { readonly valueInteger: number }[];
}
