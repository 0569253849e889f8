import { randomUUID } from 'node:crypto';
import { addSeconds, subjectRef, twinId } from '@twinward/contract';
import { SYSTEM_CLOCK } from '@twinward/record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONFINED } from '../access/decide.ts';
import { API_PREFIX } from '../routes/route.ts';
import { ROUTES } from '../routes/routes.ts';
import {
  reading,
  type ServerUnderTest,
  SUBJECT,
  serverUnderTest,
  TWIN,
} from '../testing/server-under-test.ts';
import { StreamListener } from '../testing/stream-listener.ts';

const OTHER = 'Patient/p-2';
const OTHERS_TWIN = 'p-2-glucose';
/** Told to anyone, or about models alone. */
const OPEN = ['public', 'signed-in', 'model:read'];
/** About nobody in particular: they give what is of the one patient. */
const NARROWED = ['listSubjects', 'listTwins', 'listAlerts', 'listPlaybacks', 'streamEvents'];

describe('a session that an EHR opened about one patient', () => {
  let server: ServerUnderTest;
  let token = '';
  beforeAll(async () => {
    server = await serverUnderTest();
    const { runtime, record, signIn } = server.services;
    await runtime.openTwin({
      id: twinId(OTHERS_TWIN),
      subject: subjectRef(OTHER),
      label: 'Somebody else',
      origin: 'simulated',
      model: 'glucose-s2008',
      facts: { weight: 70, basal: 1 },
      at: addSeconds(SYSTEM_CLOCK.now(), -6 * 3600),
      members: 4,
    });
    // With every permission there is: nothing but the confinement stands in the way.
    const account = await record.accounts.byId('administrator');
    ({ token } = await signIn.admit(account!, subjectRef(SUBJECT)));
    for (const patient of ['p-1', 'p-2']) {
      await write(`Patient/${patient}`, {});
      await write(`Observation/of-${patient}`, {
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
        subject: { reference: `Patient/${patient}` },
      });
    }
    await write('Organization/org', { name: 'Ward' });
  });
  afterAll(() => server.close());

  const write = async (name: string, more: object): Promise<void> => {
    const [resourceType, id] = name.split('/');
    const reply = await server.app.inject({
      method: 'PUT',
      url: `/fhir/R4/${name}`,
      headers: {
        authorization: `Bearer ${await server.token('clinician')}`,
        'content-type': 'application/fhir+json',
      },
      payload: JSON.stringify({ resourceType, id, ...more }),
    });
    expect(reply.statusCode, reply.body).toBeLessThan(300);
  };
  const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
    server.app.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${token}`,
        prefer: 'respond-async',
        ...(payload === undefined
          ? {}
          : { 'content-type': url.startsWith('/fhir') ? 'application/fhir+json' : 'application/json' }),
      },
      ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
    });

  it('sees its patient, and tells so itself', async () => {
    expect((await ask('GET', '/api/v1/session')).json()).toMatchObject({ confinedTo: SUBJECT });
    for (const url of [
      `/api/v1/subjects/${encodeURIComponent(SUBJECT)}`,
      `/api/v1/twins/${TWIN}`,
      `/api/v1/twins/${TWIN}/forecast`,
      `/api/v1/alerts?subject=${SUBJECT}`,
      '/api/v1/models',
      '/fhir/R4/Patient/p-1',
      '/fhir/R4/Patient/p-1/$everything',
    ]) {
      const reply = await ask('GET', url);
      expect([url, reply.statusCode], reply.body).toEqual([url, 200]);
    }
    const sent = await ask('POST', '/api/v1/observations', { observations: [reading(20)] });
    expect(sent.statusCode, sent.body).toBe(200);
  });

  it('is refused by every route that is not about its patient, in the same words, whether or not there is such a thing', async () => {
    const asked = ROUTES.filter(
      ({ method, permission, body, id }) =>
        (method === 'GET' || (method === 'DELETE' && body === undefined)) &&
        !OPEN.includes(permission) &&
        !NARROWED.includes(id),
    );
    expect(asked.length).toBeGreaterThan(35);
    for (const about of [OTHERS_TWIN, 'nobody']) {
      for (const { id, method, path } of asked) {
        const filled = path
          .replace('{subject}', encodeURIComponent(about === 'nobody' ? 'Patient/nobody' : OTHER))
          .replace(/-runs\/\{\w+\}/, `-runs/${randomUUID()}`)
          .replace('playbacks/{id}', 'playbacks/0123456789ab')
          .replace(/\{\w+\}/g, about);
        const query = id === 'streamWaveforms' ? `?subjects=${OTHER}` : '';
        const reply = await ask(method, `${API_PREFIX}${filled}${query}`);
        expect([id, reply.statusCode, reply.json().detail]).toEqual([id, 403, CONFINED.reason]);
      }
    }
    for (const [url, payload] of [
      ['/observations', { observations: [{ ...reading(10), subject: OTHER }] }],
      ['/observations', { observations: [reading(11), { ...reading(12), subject: OTHER }] }],
      [`/alerts/a-${OTHERS_TWIN}/acknowledge`, {}],
      ['/alert-budgets', { subject: SUBJECT, perYear: 1, reason: 'test' }],
    ] as const) {
      const reply = await ask('POST', `${API_PREFIX}${url}`, payload);
      expect([url, reply.statusCode, reply.json().detail], reply.body).toEqual([url, 403, CONFINED.reason]);
    }
    expect((await ask('GET', `${API_PREFIX}/events?twins=${TWIN},${OTHERS_TWIN}`)).statusCode).toBe(403);
    expect((await ask('GET', `${API_PREFIX}/alerts?subject=${OTHER}`)).statusCode).toBe(403);
    const rows = (await server.audit()).filter(({ reason }) => reason === CONFINED.reason);
    expect(rows.length).toBeGreaterThan(70);
  });

  it('finds nobody else in lists and in the stream of what happens', async () => {
    for (const list of ['subjects', 'twins', 'alerts', 'playbacks']) {
      const reply = await ask('GET', `${API_PREFIX}/${list}`);
      expect([list, reply.statusCode]).toEqual([list, 200]);
      expect(reply.body).not.toContain('p-2');
    }
    expect((await ask('GET', `${API_PREFIX}/twins`)).json().twins).toHaveLength(1);
    const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
    const listener = await new StreamListener().open(address, token, null, '/events');
    await listener.until(1, 'ping');
    const clinician = await server.token('clinician');
    for (const subject of [OTHER, SUBJECT]) {
      const reply = await server.app.inject({
        method: 'POST',
        url: `${API_PREFIX}/observations`,
        headers: { authorization: `Bearer ${clinician}` },
        payload: { observations: [{ ...reading(30), subject }] },
      });
      expect(reply.statusCode, reply.body).toBe(200);
    }
    await listener.until(1);
    expect(listener.of('record').map(({ content }) => content.subject)).toEqual([SUBJECT]);
    expect(listener.of('twin').filter(({ content }) => content.subject !== SUBJECT)).toEqual([]);
    await listener.stop();
  });

  it('reads and writes nobody else over FHIR and GraphQL, and begins nothing about all', async () => {
    for (const [method, url, status] of [
      ['GET', '/Patient/p-2', 403],
      ['GET', '/Patient/nobody', 403],
      ['GET', '/Patient/p-2/$everything', 403],
      ['POST', '/Patient/p-2/$summary', 403],
      ['DELETE', '/Patient/p-2', 403],
      ['GET', '/Observation/of-p-2', 404],
      ['GET', '/Observation/of-p-2/_history', 404],
      ['GET', '/Organization/org', 404],
      ['DELETE', '/Observation/of-p-2', 403],
      ['GET', '/_history', 403],
      ['GET', '/$export', 403],
    ] as const) {
      const reply = await ask(method, `/fhir/R4${url}`);
      expect([method, url, reply.statusCode], reply.body).toEqual([method, url, status]);
      if (status === 403) expect(reply.body).toContain(CONFINED.reason);
    }
    for (const url of ['/Observation', '/Patient', '/Observation?patient=p-2', '/Observation/_history']) {
      const reply = await ask('GET', `/fhir/R4${url}`);
      expect([url, reply.statusCode]).toEqual([url, 200]);
      expect(JSON.stringify(reply.json().entry ?? [])).not.toContain('p-2');
    }
    const queried = await ask('POST', '/fhir/R4/$graphql', {
      query: '{ ObservationList { id } PatientList { id } }',
    });
    expect(queried.json().data).toEqual({
      ObservationList: [{ id: 'of-p-1' }],
      PatientList: [{ id: 'p-1' }],
    });
    const about = (patient: string) => ({
      resourceType: 'Observation',
      id: `new-${patient}`,
      status: 'final',
      code: { text: 'x' },
      subject: { reference: `Patient/${patient}` },
    });
    expect((await ask('PUT', '/fhir/R4/Observation/new-p-1', about('p-1'))).statusCode).toBe(201);
    const refused = await ask('PUT', '/fhir/R4/Observation/new-p-2', about('p-2'));
    expect([refused.statusCode, refused.body.includes(CONFINED.reason)]).toEqual([403, true]);
    const subscribed = await ask('POST', '/fhir/R4/Subscription', {
      resourceType: 'Subscription',
      status: 'requested',
      reason: 'all',
      criteria: 'Observation?status=final',
      channel: { type: 'rest-hook', endpoint: 'http://127.0.0.1:1/x', payload: 'application/fhir+json' },
    });
    expect(subscribed.statusCode, subscribed.body).toBeGreaterThanOrEqual(400);
  });
});
