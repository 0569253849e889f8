import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '@twinward/connect/fhir';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';
import { FollowerDesk } from './follower-desk.ts';
import { localId } from './local-ids.ts';

describe('following another FHIR server', () => {
  let there: ServerUnderTest;
  let here: ServerUnderTest;
  let url = '';
  let token = '';
  beforeAll(async () => {
    [there, here] = [await serverUnderTest(), await serverUnderTest()];
    url = `${await there.app.listen({ port: 0, host: '127.0.0.1' })}/fhir/R4`;
    token = await there.token('clinician');
    const { keys } = here.services.followers.key.publicKeys();
    await there.services.apps.add(
      {
        id: 'twinward-here',
        name: 'the other Twinward',
        kind: 'backend',
        issuer: 'twinward-here',
        keys: keys as never,
        scopes: ['system/*.rs'],
        redirectUris: [],
        launchUrl: null,
      },
      'test',
    );
  });
  afterAll(async () => {
    await here.close();
    await there.close();
  });

  const write = async (method: 'PUT' | 'POST', path: string, resource: object): Promise<void> => {
    const reply = await there.app.inject({
      method,
      url: `/fhir/R4${path}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
      payload: JSON.stringify(resource),
    });
    expect(reply.statusCode, reply.body).toBeLessThan(300);
  };
  const pulse = (id: string, value: number, patient = 'p7') => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
    subject: { reference: `Patient/${patient}` },
    performer: [{ reference: 'https://third.example/fhir/Practitioner/1' }],
    effectiveDateTime: '2026-01-01T00:00:00Z',
    valueQuantity: { value, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
  });
  const kept = async (id: string, type = 'Observation'): Promise<JsonObject> =>
    JSON.parse((await here.services.record.resources.read(type, id))!.body) as JsonObject;
  const settings = () => ({
    id: 'ward',
    url,
    client: 'twinward-here',
    types: ['Patient', 'Observation'],
    every: 3600,
  });

  it('takes in what is there, under ids of its own that say where it is from, and later only what changed', async () => {
    await write('PUT', '/Patient/p7', { resourceType: 'Patient', id: 'p7', name: [{ family: 'Vega' }] });
    const entry = Array.from({ length: 450 }, (_, i) => ({
      resource: pulse(`o${i}`, 50 + (i % 50)),
      request: { method: 'PUT', url: `Observation/o${i}` },
    }));
    await write('POST', '', { resourceType: 'Bundle', type: 'transaction', entry });
    const { followers } = here.services;
    await followers.add(settings());
    const first = await followers.look('ward');
    expect(first).toMatchObject({ written: 451, refused: 0, lastProblem: null });
    const patient = localId(url, 'Patient', 'p7');
    const observation = await kept(localId(url, 'Observation', 'o449'));
    expect(observation.subject).toEqual({ reference: `Patient/${patient}` });
    expect(observation.performer).toEqual([{ reference: 'https://third.example/fhir/Practitioner/1' }]);
    expect((observation.meta as JsonObject).source).toBe(`${url}/Observation/o449`);
    await write('PUT', '/Observation/o3', pulse('o3', 99));
    expect((await followers.look('ward')).written).toBe(452);
    expect(((await kept(localId(url, 'Observation', 'o3'))).valueQuantity as JsonObject).value).toBe(99);
    expect((await followers.look('ward')).written).toBe(452);
    const rows = await here.audit();
    expect(
      rows.some(({ actor, target }) => actor === 'follower:ward' && target === `Patient/${patient}`),
    ).toBe(true);
  });

  it('never takes two people for one by what is known of them: a person says who is who', async () => {
    const { services } = here;
    const mine = await here.token('clinician');
    await here.app.inject({
      method: 'PUT',
      url: '/fhir/R4/Patient/mine',
      headers: { authorization: `Bearer ${mine}`, 'content-type': 'application/fhir+json' },
      payload: JSON.stringify({ resourceType: 'Patient', id: 'mine', name: [{ family: 'Vega' }] }),
    });
    await services.followers.link('ward', 'Patient/p7', 'Patient/mine');
    await services.followers.look('ward');
    expect((await kept(localId(url, 'Observation', 'o3'))).subject).toEqual({ reference: 'Patient/mine' });
    await expect(services.followers.link('ward', 'Patient/p7', 'Observation/x')).rejects.toThrow(/one type/);
  });

  it('goes on after a restart and after failures from its cursor, and tells what it could not keep', async () => {
    await here.services.followers.close();
    await write('PUT', '/Observation/late', pulse('late', 70));
    const next = await FollowerDesk.open(here.services, here.folder, 5);
    const state = await next.look('ward');
    expect(state.lastProblem).toBeNull();
    expect(((await kept(localId(url, 'Observation', 'late'))).valueQuantity as JsonObject).value).toBe(70);
    await next.close();
    // A server that fails twice, then answers with one resource that is none and one that is.
    let asked = 0;
    const flaky = createServer((request, response) => {
      const base = `http://127.0.0.1:${(flaky.address() as AddressInfo).port}`;
      const send = (status: number, body: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url!.endsWith('smart-configuration')) return send(200, { token_endpoint: `${base}/token` });
      if (request.url === '/token') return send(200, { access_token: 't', expires_in: 300 });
      asked += 1;
      if (asked <= 2) return send(503, { issue: [{ diagnostics: 'not now' }] });
      const meta = { lastUpdated: '2026-01-01T00:00:00Z' };
      return send(200, {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [
          { resource: { resourceType: 'Patient', id: 'a', active: 'yes', meta } },
          { resource: { resourceType: 'Patient', id: 'b', meta } },
        ],
      });
    });
    await new Promise<void>((done) => flaky.listen(0, '127.0.0.1', done));
    const base = `http://127.0.0.1:${(flaky.address() as AddressInfo).port}`;
    const desk = await FollowerDesk.open(here.services, here.folder, 5);
    await desk.add({ id: 'flaky', url: base, client: 'c', types: ['Patient'], every: 3600 });
    for (
      let tries = 0;
      tries < 300 && desk.list().find(({ settings: { id } }) => id === 'flaky')!.written === 0;
      tries++
    )
      await new Promise((step) => setTimeout(step, 10));
    await new Promise((step) => setTimeout(step, 50));
    const flakyState = desk.list().find(({ settings: { id } }) => id === 'flaky')!;
    expect(flakyState).toMatchObject({ written: 1, refused: 1, lastProblem: null, failures: 0 });
    expect(flakyState.latestRefused[0]).toMatchObject({
      resource: 'Patient/a',
      why: expect.stringContaining('Patient.active'),
    });
    await desk.close();
    flaky.close();
  });

  it('sees what was deleted there, over pages and restarts, but deletes nothing that is ours', async () => {
    const { services } = here;
    const desk = await FollowerDesk.open(services, here.folder, 5);
    await desk.look('ward');
    const before = desk.list().find(({ settings: { id } }) => id === 'ward')!;
    expect(before).toMatchObject({ deleted: 0, blind: {} });
    const remove = async (path: string): Promise<void> => {
      const headers = { authorization: `Bearer ${token}` };
      const reply = await there.app.inject({ method: 'DELETE', url: `/fhir/R4${path}`, headers });
      expect(reply.statusCode, reply.body).toBeLessThan(300);
    };
    await desk.close();
    for (let i = 0; i < 230; i++) await remove(`/Observation/o${100 + i}`);
    // Deleted and there again: it is there.
    await remove('/Observation/o5');
    await write('PUT', '/Observation/o5', pulse('o5', 61));
    // Ours by the word of a person.
    await remove('/Patient/p7');
    const next = await FollowerDesk.open(services, here.folder, 5);
    const state = await next.look('ward');
    expect(state).toMatchObject({ deleted: 230, blind: {}, lastProblem: null });
    expect(state.latestRefused[0]).toEqual({
      resource: 'Patient/p7',
      why: 'it was deleted there; Patient/mine is ours and stays',
    });
    const stands = async (id: string): Promise<boolean> =>
      !(await services.record.resources.read('Observation', localId(url, 'Observation', id)))!.deleted;
    expect([await stands('o100'), await stands('o329'), await stands('o330'), await stands('o5')]).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(((await kept(localId(url, 'Observation', 'o5'))).valueQuantity as JsonObject).value).toBe(61);
    expect((await kept('mine', 'Patient')).resourceType).toBe('Patient');
    expect((await next.look('ward')).deleted).toBe(230);
    const rows = await here.audit();
    expect(rows.filter(({ action }) => action === 'fhir follow deletion')).toHaveLength(230);
    await next.close();
  });

  it('says of a server that keeps no history that deletions there are not seen', async () => {
    const meta = { lastUpdated: '2026-01-01T00:00:00Z' };
    const plain = createServer((request, response) => {
      const base = `http://127.0.0.1:${(plain.address() as AddressInfo).port}`;
      const send = (status: number, body: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url!.endsWith('smart-configuration')) return send(200, { token_endpoint: `${base}/token` });
      if (request.url === '/token') return send(200, { access_token: 't', expires_in: 300 });
      if (request.url!.includes('/_history')) return send(501, { issue: [{ diagnostics: 'no history' }] });
      const entry = [{ resource: { resourceType: 'Patient', id: 'a', meta } }];
      return send(200, { resourceType: 'Bundle', type: 'searchset', entry });
    });
    await new Promise<void>((done) => plain.listen(0, '127.0.0.1', done));
    const base = `http://127.0.0.1:${(plain.address() as AddressInfo).port}`;
    const desk = await FollowerDesk.open(here.services, here.folder, 5);
    await desk.add({ id: 'plain', url: base, client: 'c', types: ['Patient'], every: 3600 });
    const state = await desk.look('plain');
    expect(state).toMatchObject({ written: 1, deleted: 0, lastProblem: null, failures: 0 });
    expect(state.blind).toEqual({ Patient: expect.stringContaining('501: no history') });
    await desk.close();
    plain.close();
  });

  it('does not get in with a key nobody registered', async () => {
    const stranger = await serverUnderTest();
    await stranger.services.followers.add(settings());
    const state = await stranger.services.followers.look('ward');
    expect(state.lastProblem).toMatch(/401.*assertion does not hold/);
    expect(state.written).toBe(0);
    await stranger.close();
  });
});
