import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from '../../testing/server-under-test.ts';
import { SubscriptionDesk } from './subscription-desk.ts';
import { BACKPORT, TOPIC_BASE } from './subscription-topic.ts';

interface Part {
  readonly name: string;
  readonly valueCode?: string;
  readonly valueString?: string;
  readonly part?: readonly Part[];
}
interface Notice {
  readonly entry: readonly {
    readonly resource?: {
      readonly parameter?: readonly Part[];
      readonly id: string;
      readonly valueString?: string;
    };
  }[];
}

/** Kind and event numbers of a notification. */
function said(notice: Notice): readonly [kind: string | undefined, ...numbers: number[]] {
  const parts = notice.entry[0]?.resource?.parameter ?? [];
  const numbers = parts
    .filter(({ name }) => name === 'notification-event')
    .map(({ part = [] }) => Number(part.find(({ name }) => name === 'event-number')?.valueString));
  return [parts.find(({ name }) => name === 'type')?.valueCode, ...numbers];
}

describe('Subscriptions', () => {
  let server: ServerUnderTest;
  let token = '';
  let hook: Server;
  let address = '';
  let answer = 200;
  let notices: Notice[] = [];
  let secrets: (string | undefined)[] = [];
  beforeAll(async () => {
    server = await serverUnderTest();
    token = await server.token('clinician');
    hook = createServer((request, response) => {
      let text = '';
      const answers = answer;
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => {
        if (answers === 200) notices.push(JSON.parse(text) as Notice);
        secrets.push(request.headers['x-secret'] as string | undefined);
        response.writeHead(answers, answers === 307 ? { location: 'http://127.0.0.1:1/' } : {}).end();
      });
    });
    await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
    address = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    notices = [];
    secrets = [];
    answer = 200;
  });
  afterAll(async () => {
    await server.close();
    hook.close();
  });

  const ask = async (method: 'GET' | 'PUT' | 'DELETE', path: string, body?: unknown, as = token) => {
    const reply = await server.app.inject({
      method,
      url: path.startsWith('/api') ? path : `/fhir/R4${path}`,
      headers: {
        authorization: `Bearer ${as}`,
        ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return { status: reply.statusCode, body: reply.body === '' ? {} : JSON.parse(reply.body) };
  };
  const subscription = (id: string, more: object = {}, filter?: string) => ({
    resourceType: 'Subscription',
    id,
    status: 'requested',
    reason: 'follow vital signs',
    criteria: `${TOPIC_BASE}Observation`,
    ...(filter === undefined
      ? {}
      : { _criteria: { extension: [{ url: `${BACKPORT}backport-filter-criteria`, valueString: filter }] } }),
    channel: {
      type: 'rest-hook',
      endpoint: `${address}/hook`,
      payload: 'application/fhir+json',
      _payload: { extension: [{ url: `${BACKPORT}backport-payload-content`, valueCode: 'full-resource' }] },
      header: ['x-secret: 42'],
    },
    ...more,
  });
  const pulse = (id: string, value: number, patient = 'a') => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: '2026-01-01T00:00:00Z',
    valueQuantity: { value, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
  });
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 400; tries++) {
      if (await holds()) return;
      await new Promise((next) => setTimeout(next, 10));
    }
    throw new Error(`it did not come to be; notices so far: ${JSON.stringify(notices.map(said))}`);
  };
  const statusOf = async (id: string): Promise<string> =>
    (await ask('GET', `/Subscription/${id}`)).body.status;
  const allow = () => server.services.origins.add(address, 'notify', 'test');

  it('are refused for a host nobody allowed, an unknown topic, and a status only the server may say', async () => {
    expect((await ask('PUT', '/Subscription/s0', subscription('s0'))).body.issue[0].diagnostics).toMatch(
      /may not be sent to this host/,
    );
    await allow();
    const refused = async (more: object, filter?: string) =>
      (await ask('PUT', '/Subscription/s0', subscription('s0', more, filter))).body.issue?.[0]
        .expression?.[0];
    expect(await refused({ criteria: 'Observation?code=1' })).toBe('criteria');
    expect(await refused({ status: 'active' })).toBe('status');
    expect(await refused({}, 'Observation?subject:Patient.name=a')).toBe('criteria');
    expect(await refused({ channel: { type: 'email', endpoint: 'mailto:a@b.c' } })).toBe('channel.type');
    const extension = (name: string, value: object) => ({
      url: `http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/${name}`,
      ...value,
    });
    const filter = (name: string) => extension(name, { valueString: 'Observation?patient=Patient/a' });
    const beat = extension('backport-heartbeat-period', { valueUnsignedInt: 60 });
    const { channel } = subscription('s0') as { readonly channel: object };
    // A filter that is misspelled or stands elsewhere, passed over, would have everything told.
    for (const [more, field] of [
      [{ _criteria: { extension: [filter('backport-filter-criterion')] } }, 'criteria'],
      [{ extension: [filter('backport-filter-criteria')] }, 'Subscription'],
      [{ channel: { ...channel, extension: [filter('backport-filter-criteria')] } }, 'channel'],
      [{ channel: { ...channel, extension: [beat, beat] } }, 'channel'],
    ] as const)
      expect(await refused(more)).toBe(field);
    expect((await ask('GET', '/Subscription/s0')).status).toBe(404);
  });

  it('shake hands, then tell what satisfies the filter with rising numbers, updates and deletions included', async () => {
    await allow();
    expect(
      (await ask('PUT', '/Subscription/s1', subscription('s1', {}, 'Observation?patient=Patient/a'))).status,
    ).toBe(201);
    await until(async () => (await statusOf('s1')) === 'active');
    expect(said(notices[0]!)).toEqual(['handshake']);
    expect(secrets[0]).toBe('42');
    await ask('PUT', '/Observation/o1', pulse('o1', 70));
    await ask('PUT', '/Observation/o2', pulse('o2', 71, 'b'));
    await ask('PUT', '/Observation/o1', pulse('o1', 72));
    await ask('DELETE', '/Observation/o1');
    await until(() => notices.flatMap((one) => said(one).slice(1)).includes(3));
    expect(notices.slice(1).flatMap((one) => said(one).slice(1))).toEqual([1, 2, 3]);
    const { body } = await ask('GET', '/Subscription/s1/$status');
    expect(
      body.entry[0].resource.parameter.find(({ name }: Part) => name === 'events-since-subscription-start')
        .valueString,
    ).toBe('3');
    const replay = await ask(
      'GET',
      '/Subscription/s1/$events?eventsSinceNumber=2&eventsUntilNumber=2&content=full-resource',
    );
    expect(said(replay.body)).toEqual(['query-event', 2]);
    expect(replay.body.entry[1].resource.valueQuantity.value).toBe(72);
    expect((await ask('GET', '/Subscription/s1/$events?since=1')).status).toBe(400);
  });

  it('tell after a restart what came meanwhile, and again what was not taken', async () => {
    // what was taken and not yet written down would be told again
    const taken = (desk: SubscriptionDesk) => desk.find('s1')?.state.delivered;
    await until(() => taken(server.services.subscriptions) === 3);
    await server.services.subscriptions.close();
    await ask('PUT', '/Observation/o3', pulse('o3', 80));
    const { services } = server;
    const desk = await SubscriptionDesk.open({
      services,
      origins: services.origins,
      rights: services.subscriptions.rights,
      pace: { attempts: 50, wait: 5 },
    });
    await until(() => taken(desk) === 4);
    answer = 503;
    const sent = secrets.length;
    await ask('PUT', '/Observation/o4', pulse('o4', 81));
    await until(() => secrets.length > sent);
    await desk.close();
    answer = 200;
    const next = await SubscriptionDesk.open({
      services,
      origins: services.origins,
      rights: services.subscriptions.rights,
      pace: { attempts: 3, wait: 5 },
    });
    await until(() => notices.some((one) => said(one).includes(5)));
    expect(notices.flatMap((one) => said(one).slice(1))).toEqual([4, 5]);
    // Enough failures in a row, a redirection among them, and it says so; what was missed comes once it is asked for again.
    answer = 307;
    await ask('PUT', '/Observation/o5', pulse('o5', 82));
    await until(async () => (await statusOf('s1')) === 'error');
    await ask('PUT', '/Observation/o6', pulse('o6', 83));
    await next.settled();
    answer = 200;
    await ask('PUT', '/Subscription/s1', subscription('s1', {}, 'Observation?patient=Patient/a'));
    await until(() => notices.some((one) => said(one).includes(7)));
    expect(said(notices.at(-1)!)).toEqual(['event-notification', 6, 7]);
    await next.close();
  });
});
