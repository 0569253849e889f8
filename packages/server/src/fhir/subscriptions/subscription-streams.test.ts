import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from '../../testing/server-under-test.ts';
import { type Pushed, StreamListener } from '../../testing/stream-listener.ts';
import { BACKPORT, CHANNEL_SYSTEM, TOPIC_BASE } from './subscription-topic.ts';

const STREAMED = {
  _type: {
    extension: [
      { url: `${BACKPORT}backport-channel-type`, valueCoding: { system: CHANNEL_SYSTEM, code: 'sse' } },
    ],
  },
};

/** Event numbers of a notification that was pushed. */
function numbersIn({ content }: Pick<Pushed, 'content'>): readonly number[] {
  const text = JSON.stringify(content);
  return [...text.matchAll(/"event-number","valueString":"(\d+)"/g)].map(([, number]) => Number(number));
}

function numbersOf(listener: StreamListener): readonly number[] {
  return listener.of('event-notification').flatMap(numbersIn);
}

describe('Subscriptions that are listened to', () => {
  let server: ServerUnderTest;
  let token = '';
  let address = '';
  let written = 0;
  beforeAll(async () => {
    server = await serverUnderTest();
    address = await server.app.listen({ port: 0, host: '127.0.0.1' });
    token = await server.token('clinician');
  });
  afterAll(() => server.close());

  const ask = async (method: 'GET' | 'PUT', path: string, body?: object, as = token) => {
    const reply = await server.app.inject({
      method,
      url: `/fhir/R4${path}`,
      headers: {
        authorization: `Bearer ${as}`,
        ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return { status: reply.statusCode, body: reply.json() };
  };
  const subscribe = async (id: string, channel: object = STREAMED, as = token, more: object = {}) => {
    const content = { url: `${BACKPORT}backport-payload-content`, valueCode: 'full-resource' };
    const reply = await ask(
      'PUT',
      `/Subscription/${id}`,
      {
        resourceType: 'Subscription',
        id,
        status: 'requested',
        reason: 'follow vital signs',
        criteria: `${TOPIC_BASE}Observation`,
        channel: { payload: 'application/fhir+json', _payload: { extension: [content] }, ...channel },
        ...more,
      },
      as,
    );
    return reply;
  };
  const pulse = async (): Promise<void> => {
    written += 1;
    const reply = await ask('PUT', `/Observation/o${written}`, {
      resourceType: 'Observation',
      id: `o${written}`,
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
      subject: { reference: 'Patient/a' },
      effectiveDateTime: '2026-01-01T00:00:00Z',
      valueQuantity: { value: 60 + written, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
    });
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  };
  const listen = (id: string, last: string | null = null, as = token, query = '') =>
    new StreamListener('/fhir/R4').open(address, as, last, `/Subscription/${id}/$stream${query}`);
  const until = async (holds: () => boolean | Promise<boolean>, what: string): Promise<void> => {
    for (let tries = 0; tries < 500; tries++) {
      if (await holds()) return;
      await new Promise((next) => setTimeout(next, 10));
    }
    throw new Error(`it did not come to be: ${what}`);
  };
  const account = async (role: string, disabled: boolean): Promise<void> => {
    const { accounts } = server.services.record;
    await accounts.put({ ...(await accounts.byId(role))!, disabled });
  };

  it('are active without a handshake of theirs, and refused with an endpoint or an unknown channel', async () => {
    expect((await subscribe('s1')).status).toBe(201);
    await until(async () => (await ask('GET', '/Subscription/s1')).body.status === 'active', 'active');
    const refused = async (channel: object) =>
      (await subscribe('s0', channel)).body.issue?.[0]?.expression?.[0];
    expect(await refused({ ...STREAMED, endpoint: 'https://a.example' })).toBe('channel.endpoint');
    expect(await refused({ ...STREAMED, type: 'websocket' })).toBe('channel.type');
    expect(await refused({ type: 'websocket' })).toBe('channel.type');
    expect((await ask('GET', '/Subscription/s1/$stream?since=1')).body.issue[0].expression).toEqual([
      'since',
    ]);
    expect((await ask('GET', '/Subscription/none/$stream')).status).toBe(404);
  });

  it('tell their listeners what comes, and whoever comes back exactly what they missed', async () => {
    const listener = await listen('s1');
    await listener.until(1, 'handshake');
    await pulse();
    await pulse();
    await until(() => numbersOf(listener).length === 2, 'two events');
    expect(numbersOf(listener)).toEqual([1, 2]);
    const { content } = listener.of('event-notification')[0]!;
    expect(JSON.stringify(content)).toContain('"valueQuantity":{"value":61');
    await listener.stop();
    for (let i = 0; i < 250; i++) await pulse();
    const again = await listen('s1', listener.lastId);
    await until(() => numbersOf(again).length === 250, 'what was missed');
    expect(numbersOf(again)).toEqual(Array.from({ length: 250 }, (_, i) => i + 3));
    // 100 in one notice at most.
    expect(again.of('event-notification').map((one) => numbersIn(one).length)).toEqual([100, 100, 50]);
    await again.stop();
    // Without a number: what no stream was sent yet, which is nothing now.
    const fresh = await listen('s1');
    await pulse();
    await until(() => numbersOf(fresh).length > 0, 'one event');
    expect(numbersOf(fresh)).toEqual([253]);
    await fresh.stop();
    const from = await listen('s1', null, token, '?eventsSinceNumber=252');
    await until(() => numbersOf(from).length === 2, 'two events again');
    expect(numbersOf(from)).toEqual([252, 253]);
    await from.stop();
    await expect(listen('s1', 'yesterday')).rejects.toThrow('400');
    // A number of another life of the Subscription hides nothing.
    const stranger = await listen('s1', '9000');
    await until(() => numbersOf(stranger).length === 253, 'all of them');
    await stranger.stop();
  });

  it('lose nothing over 20 reconnections while events come', async () => {
    await subscribe('s2');
    let last: string | null = null;
    const seen: number[] = [];
    let sending = true;
    const writing = (async () => {
      for (let i = 0; i < 100; i++) await pulse();
      sending = false;
    })();
    for (let i = 0; i < 20; i++) {
      const one = await listen('s2', last);
      await one.until(1, 'handshake');
      if (sending) await until(() => numbersOf(one).length > 0 || !sending, 'an event');
      await one.stop();
      seen.push(...numbersOf(one));
      last = one.lastId;
    }
    await writing;
    const end = await listen('s2', last);
    await until(() => new Set([...seen, ...numbersOf(end)]).size === 100, 'all of them');
    await end.stop();
    expect([...seen, ...numbersOf(end)]).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  });

  it('give a sign of life while there is nothing to tell, on streams and to addresses', async () => {
    const beat = { url: `${BACKPORT}backport-heartbeat-period`, valueUnsignedInt: 1 };
    await subscribe('s3', { ...STREAMED, extension: [beat] });
    const listener = await listen('s3');
    const kinds: string[] = [];
    const hook = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => {
        kinds.push(/"name":"type","valueCode":"([a-z-]+)"/.exec(text)![1]!);
        response.writeHead(200).end();
      });
    });
    await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
    const at = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`;
    await server.services.origins.add(at, 'notify', 'test');
    await subscribe('s4', { type: 'rest-hook', endpoint: `${at}/hook`, extension: [beat] });
    await listener.until(2, 'heartbeat');
    expect(numbersIn(listener.of('heartbeat')[0]!)).toEqual([]);
    await until(() => kinds.filter((kind) => kind === 'heartbeat').length >= 2, 'heartbeats at the address');
    expect(kinds[0]).toBe('handshake');
    await listener.stop();
    hook.close();
  });

  it('tell nobody who may not be told any more, checked when it is sent', async () => {
    const engineer = await server.token('engineer');
    let told = 0;
    const hook = createServer((request, response) => {
      request.resume().on('end', () => {
        told += 1;
        response.writeHead(200).end();
      });
    });
    await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
    const at = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`;
    await server.services.origins.add(at, 'notify', 'test');
    await subscribe('s5', { type: 'rest-hook', endpoint: `${at}/hook` }, engineer);
    await until(async () => (await ask('GET', '/Subscription/s5')).body.status === 'active', 'active');
    const listener = await listen('s1', null, engineer);
    await listener.until(1, 'handshake');
    const before = numbersOf(listener).length;
    expect(told).toBe(1);
    await account('engineer', true);
    await pulse();
    await listener.until(1, 'denied');
    expect(numbersOf(listener)).toHaveLength(before);
    await until(async () => (await ask('GET', '/Subscription/s5')).body.status === 'error', 'error');
    expect((await ask('GET', '/Subscription/s5')).body.error).toMatch(/shut out/);
    expect(told).toBe(1);
    await listener.stop();
    await account('engineer', false);
    // Somebody else who writes it anew is told what was missed.
    await subscribe('s5', { type: 'rest-hook', endpoint: `${at}/hook` });
    await until(() => told > 1, 'told again');
    hook.close();
  });

  it('end when they say, with nobody listening too, and count nothing from then on', async () => {
    const status = async () => (await ask('GET', '/Subscription/over')).body;
    await subscribe('over', STREAMED, token, { end: '2001-01-01T00:00:00Z' });
    await until(async () => (await status()).status === 'off', 'ended');
    expect((await status()).error).toBe('it has ended');
    const opened = await ask('GET', '/Subscription/over/$stream');
    expect([opened.status, opened.body.issue[0].diagnostics]).toEqual([
      412,
      expect.stringContaining('is off'),
    ]);
    await pulse();
    await server.services.subscriptions.settled();
    expect(server.services.subscriptions.find('over')?.state.number).toBe(0);
    // One whose end comes while nobody listens, and nothing changes, says so to who opens it.
    const soon = new Date(Date.now() + 300).toISOString();
    await subscribe('soon', STREAMED, token, { end: soon });
    await until(async () => Date.now() > Date.parse(soon) + 50, 'its end');
    expect((await ask('GET', '/Subscription/soon/$stream')).status).toBe(412);
    await until(async () => (await ask('GET', '/Subscription/soon')).body.status === 'off', 'said so');
  });
});
