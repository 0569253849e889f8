import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from '../../testing/server-under-test.ts';
import { BulkDesk } from './bulk-desk.ts';

interface Manifest {
  readonly transactionTime: string;
  readonly output: readonly { readonly type: string; readonly url: string; readonly count: number }[];
  readonly deleted: readonly { readonly url: string }[];
  readonly error: readonly { readonly url: string }[];
  readonly extension: Record<string, number>;
}

describe('Bulk Data', () => {
  let server: ServerUnderTest;
  let token = '';
  beforeAll(async () => {
    server = await serverUnderTest();
    token = await server.token('engineer');
  });
  afterAll(() => server.close());
  const ask = (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: string,
    headers: Record<string, string> = {},
    as = token,
  ) =>
    server.app.inject({
      method,
      url: url.replace(/^http:\/\/[^/]+/, ''),
      headers: {
        authorization: `Bearer ${as}`,
        prefer: 'respond-async',
        ...(payload === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });
  const put = (resource: { readonly resourceType: string; readonly id: string }) =>
    ask('PUT', `/fhir/R4/${resource.resourceType}/${resource.id}`, JSON.stringify(resource));
  const done = async (location: string): Promise<Manifest> => {
    for (let tries = 0; tries < 200; tries++) {
      const reply = await ask('GET', location);
      if (reply.statusCode === 200) return reply.json() as Manifest;
      expect(reply.statusCode, reply.body).toBe(202);
      await new Promise((next) => setTimeout(next, 20));
    }
    throw new Error('the job did not end');
  };
  const lines = async (
    url: string,
  ): Promise<
    readonly {
      readonly resourceType: string;
      readonly id: string;
      readonly entry?: { request: { url: string } }[];
    }[]
  > => {
    const reply = await ask('GET', url);
    expect(reply.headers['content-type']).toBe('application/fhir+ndjson');
    return reply.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  const kickOff = async (path: string): Promise<string> => {
    const reply = await ask('GET', `/fhir/R4${path}`);
    expect(reply.statusCode, reply.body).toBe(202);
    return String(reply.headers['content-location']);
  };
  const exported = async (path: string): Promise<readonly string[]> => {
    const { output } = await done(await kickOff(path));
    const all = await Promise.all(output.map(({ url }) => lines(url)));
    return all
      .flat()
      .map(({ resourceType, id }) => `${resourceType}/${id}`)
      .sort();
  };
  const pulse = (id: string, patient: string, value = 70) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: '2026-01-01',
    valueQuantity: { value, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
  });

  it('exports all of the record, all patients, or those of a Group, by types and filters', async () => {
    for (const id of ['b1', 'b2']) {
      await put({ resourceType: 'Patient', id });
      await put(pulse(`o-${id}`, id, id === 'b1' ? 60 : 90));
    }
    await put({ resourceType: 'Organization', id: 'org', name: 'H' } as never);
    await put({
      resourceType: 'Group',
      id: 'g',
      type: 'person',
      actual: true,
      member: [{ entity: { reference: 'Patient/b2' } }],
    } as never);
    expect(await exported('/$export')).toEqual([
      'Group/g',
      'Observation/o-b1',
      'Observation/o-b2',
      'Organization/org',
      'Patient/b1',
      'Patient/b2',
    ]);
    expect(await exported('/Patient/$export')).toEqual([
      'Group/g',
      'Observation/o-b1',
      'Observation/o-b2',
      'Patient/b1',
      'Patient/b2',
    ]);
    expect(await exported('/Group/g/$export?_type=Patient,Observation')).toEqual([
      'Observation/o-b2',
      'Patient/b2',
    ]);
    expect(
      await exported('/$export?_type=Observation&_typeFilter=Observation%3Fvalue-quantity%3Dgt80'),
    ).toEqual(['Observation/o-b2']);
    for (const path of [
      '/$export?_type=Nothing',
      '/$export?colour=red',
      '/$export?_type=Observation&_typeFilter=Observation%3Fsubject:Patient.name%3Da',
    ]) {
      expect((await ask('GET', `/fhir/R4${path}`)).statusCode).toBe(400);
    }
    expect((await ask('GET', '/fhir/R4/$export', undefined, { prefer: '' })).statusCode).toBe(400);
  });

  it('exports what changed since, deletions told apart; ends when told to, and shows nobody the job of another', async () => {
    const location = await kickOff('/$export?_type=Observation');
    const { transactionTime } = await done(location);
    await new Promise((next) => setTimeout(next, 5));
    await put(pulse('o-b1', 'b1', 61));
    await ask('DELETE', '/fhir/R4/Observation/o-b2');
    const manifest = await done(await kickOff(`/$export?_type=Observation&_since=${transactionTime}`));
    expect(manifest.output).toHaveLength(1);
    expect((await lines(manifest.output[0]!.url)).map(({ id }) => id)).toEqual(['o-b1']);
    expect((await lines(manifest.deleted[0]!.url))[0]!.entry![0]!.request.url).toBe('Observation/o-b2');
    const other = await server.token('clinician');
    expect((await ask('GET', location, undefined, {}, other)).statusCode).toBe(404);
    expect((await ask('GET', manifest.output[0]!.url, undefined, {}, other)).statusCode).toBe(404);
    expect((await ask('DELETE', location)).statusCode).toBe(202);
    expect((await ask('GET', location)).statusCode).toBe(404);
  });

  it('goes on after a restart where it stood', async () => {
    const rows = Array.from({ length: 1300 }, (_, i) =>
      JSON.stringify(pulse(`many-${i}`, 'b1', 60 + (i % 40))),
    );
    const reply = await ask('POST', '/fhir/R4/$import', rows.join('\n'), {
      'content-type': 'application/fhir+ndjson',
    });
    await done(String(reply.headers['content-location']));
    const { bulk } = server.services;
    const location = await kickOff('/$export?_type=Observation,Patient');
    // Closed after the page under way: the job stands in the record, half done.
    await bulk.close();
    const id = location.split('/').at(-1)!;
    expect(bulk.find(id, 'engineer', true).state).toBe('waiting');
    const again = await BulkDesk.open(server.services, join(server.folder, 'bulk'));
    await again.settled();
    const job = again.find(id, 'engineer', true);
    expect(job.state).toBe('done');
    expect(job.files.find(({ type }) => type === 'Observation')?.count).toBe(1301);
    await again.close();
  });
});

describe('Bulk import', () => {
  it('takes each line in under its own id, refuses single lines with their number, and writes nothing twice', async () => {
    const server = await serverUnderTest();
    try {
      const headers = {
        authorization: `Bearer ${await server.token('engineer')}`,
        prefer: 'respond-async',
        'content-type': 'application/fhir+ndjson',
      };
      const payload = [
        '{"resourceType":"Patient","id":"i1","active":true}',
        '{"resourceType":"Patient","id":"i2","activ":true}',
        'no json',
        '',
        '{"resourceType":"Observation","id":"i3","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/i1"}}',
      ].join('\n');
      const run = async (): Promise<Manifest> => {
        const sent = await server.app.inject({ method: 'POST', url: '/fhir/R4/$import', headers, payload });
        expect(sent.statusCode, sent.body).toBe(202);
        await server.services.bulk.settled();
        const url = String(sent.headers['content-location']).replace(/^http:\/\/[^/]+/, '');
        return (
          await server.app.inject({ method: 'GET', url, headers: { authorization: headers.authorization } })
        ).json() as Manifest;
      };
      const first = await run();
      expect(first.extension).toEqual({ lines: 5, written: 2, unchanged: 0, refused: 2 });
      const url = first.error[0]!.url.replace(/^http:\/\/[^/]+/, '');
      const errors = (
        await server.app.inject({ method: 'GET', url, headers: { authorization: headers.authorization } })
      ).body
        .trimEnd()
        .split('\n');
      expect(errors.map((line) => JSON.parse(line).extension[0].valueInteger).sort()).toEqual([2, 3]);
      expect((await run()).extension).toEqual({ lines: 5, written: 0, unchanged: 2, refused: 2 });
      expect((await server.services.record.resources.read('Patient', 'i1'))?.version).toBe(1);
    } finally {
      await server.close();
    }
  });

  it('a resource that a file says twice has both versions, in order, and every line is counted once', async () => {
    const server = await serverUnderTest();
    try {
      const authorization = `Bearer ${await server.token('engineer')}`;
      const line = (id: string, family: string) =>
        JSON.stringify({ resourceType: 'Patient', id, name: [{ family }] });
      const payload = [
        ...[line('t1', 'A'), line('t2', 'A'), line('t1', 'B'), ''],
        ...[line('t1', 'B'), 'no json', line('t1', 'C'), line('t2', 'A')],
      ].join('\n');
      const headers = { authorization, prefer: 'respond-async', 'content-type': 'application/fhir+ndjson' };
      const sent = await server.app.inject({ method: 'POST', url: '/fhir/R4/$import', headers, payload });
      await server.services.bulk.settled();
      const url = String(sent.headers['content-location']).replace(/^http:\/\/[^/]+/, '');
      const { extension, error } = (
        await server.app.inject({ method: 'GET', url, headers: { authorization } })
      ).json() as Manifest;
      expect(extension).toEqual({ lines: 8, written: 4, unchanged: 2, refused: 1 });
      const errors = await server.app.inject({
        url: error[0]!.url.replace(/^http:\/\/[^/]+/, ''),
        headers: { authorization },
      });
      expect(errors.json().extension[0].valueInteger).toBe(6);
      const { resources } = server.services.record;
      const families = [];
      for (const version of [1, 2, 3]) {
        const stored = await resources.readVersion('Patient', 't1', version);
        families.push(JSON.parse(stored!.body).name[0].family);
      }
      expect(families).toEqual(['A', 'B', 'C']);
      expect((await resources.read('Patient', 't2'))?.version).toBe(1);
    } finally {
      await server.close();
    }
  });
});
