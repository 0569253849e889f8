import { addSeconds, instant, subjectRef, twinId } from '@twinward/contract';
import { SYSTEM_CLOCK } from '@twinward/record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  reading,
  type ServerUnderTest,
  SUBJECT,
  serverUnderTest,
  TWIN,
} from '../testing/server-under-test.ts';
import { type Pushed, StreamListener } from '../testing/stream-listener.ts';

describe('live push', () => {
  let server: ServerUnderTest;
  let address = '';
  let token = '';
  let sent = 0;
  beforeAll(async () => {
    server = await serverUnderTest();
    address = await server.app.listen({ host: '127.0.0.1', port: 0 });
    token = await server.token('clinician');
    for (let person = 2; person <= 5; person++) {
      await server.services.runtime.openTwin({
        id: twinId(`p-${person}-glucose`),
        subject: subjectRef(`Patient/p-${person}`),
        label: `Person ${person}`,
        origin: 'simulated',
        model: 'glucose-s2008',
        facts: { weight: 70, basal: 1 },
        at: addSeconds(SYSTEM_CLOCK.now(), -6 * 3600),
        members: 4,
      });
    }
  });
  afterAll(() => server.close());

  const send = async (count: number, person = 1) => {
    const observations = Array.from({ length: count }, () => ({
      ...reading(300 - (sent % 290), 100 + (sent % 50), `live-${sent++}`),
      subject: `Patient/p-${person}`,
    }));
    const reply = await server.app.inject({
      method: 'POST',
      url: '/api/v1/observations',
      headers: { authorization: `Bearer ${token}` },
      payload: { observations },
    });
    expect(reply.statusCode).toBe(200);
    return (reply.json() as { results: { part: number; seq: number }[] }).results.map(
      ({ part, seq }) => `${part}:${seq}`,
    );
  };
  const places = (events: readonly Pushed[]) => events.map(({ content }) => `${content.part}:${content.seq}`);

  it('begins with a sign of life that tells the position and the time', async () => {
    const listener = await new StreamListener().open(address, token, null, '/events');
    await listener.until(1, 'ping');
    const [ping] = listener.of('ping');
    expect(ping!.id).toMatch(/^\d+:\d+/);
    expect(Math.abs(Date.parse(String(ping!.content.now)) - Date.now())).toBeLessThan(10_000);
    await listener.stop();
  });

  it('sends each event of the record once, with its twins and what was observed', async () => {
    const listener = await new StreamListener().open(address, token, null, '/events');
    await listener.until(1, 'ping');
    const expected = await send(3);
    await listener.until(3);
    expect(places(listener.of('record'))).toEqual(expected);
    expect(listener.of('record')[0]!.content).toMatchObject({
      subject: SUBJECT,
      twins: [TWIN],
      kind: 'observation',
      observation: { code: 'http://loinc.org|99504-3', unit: 'mg/dL', status: 'final' },
      intervention: null,
    });
    await listener.stop();
  });

  it('loses and doubles nothing over twenty reconnects while events go on coming', async () => {
    const seen: string[] = [];
    const expected: string[] = [];
    let lastId: string | null = null;
    let feeding = true;
    const first = await new StreamListener().open(address, token, null, '/events');
    await first.until(1, 'ping');
    lastId = first.lastId;
    await first.stop();
    const feeder = (async () => {
      for (let i = 0; feeding; i++) {
        expected.push(...(await send(1 + (i % 7), 1 + (i % 5))));
        await new Promise((resolve) => setTimeout(resolve, 3));
      }
    })();
    for (let connect = 0; connect < 20; connect++) {
      const listener: StreamListener = await new StreamListener().open(address, token, lastId, '/events');
      await listener.until(1 + (connect % 4) * 10);
      await listener.stop();
      // What came after the last position told may come again; what stands before it may not be missing.
      const upTo = listener.received.findLastIndex(({ id }) => id === listener.lastId);
      seen.push(...places(listener.received.slice(0, upTo + 1).filter(({ event }) => event === 'record')));
      lastId = listener.lastId;
    }
    feeding = false;
    await feeder;
    const last = await new StreamListener().open(address, token, lastId, '/events');
    await last.until(expected.length - seen.length);
    seen.push(...places(last.of('record')));
    await last.stop();
    expect(expected.length).toBeGreaterThan(100);
    expect(seen.length).toBe(new Set(seen).size);
    expect(new Set(seen)).toEqual(new Set(expected));
    for (const part of new Set(seen.map((place) => place.split(':')[0]))) {
      const order = seen
        .filter((place) => place.startsWith(`${part}:`))
        .map((place) => Number(place.split(':')[1]));
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  });

  it('sends only the twins asked for, and still knows where it stands in the others', async () => {
    const listener = await new StreamListener().open(address, token, null, '/events?twins=p-3-glucose');
    await listener.until(1, 'ping');
    await send(5, 2);
    const wanted = await send(2, 3);
    await listener.until(2);
    expect(places(listener.of('record'))).toEqual(wanted);
    await listener.stop();
    const again = await new StreamListener().open(
      address,
      token,
      listener.lastId,
      '/events?twins=p-2-glucose',
    );
    await again.until(1, 'ping');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(again.of('record')).toEqual([]);
    await again.stop();
  });

  it('tells the latest summary of a twin that changed', async () => {
    const listener = await new StreamListener().open(address, token, null, `/events?twins=${TWIN}`);
    await listener.until(1, 'ping');
    await send(1);
    await listener.until(1, 'twin');
    expect(listener.of('twin').at(-1)!.content).toMatchObject({ id: TWIN, model: 'glucose-s2008' });
    await listener.stop();
  });

  it('cuts off a client that is more than a megabyte behind', async () => {
    const { EventStream } = await import('./event-stream.ts');
    const { noPositions } = await import('./positions.ts');
    let destroyed = false;
    const response = { destroyed: false, writableEnded: false, writableLength: 0, write: () => true };
    const stuck = Object.assign(response, {
      destroy: () => {
        destroyed = true;
      },
    });
    const stream = new EventStream(stuck as never, null, noPositions());
    stream.reach(1, 1, '{}');
    stream.flush();
    expect(destroyed).toBe(false);
    stuck.writableLength = 1024 * 1024 + 1;
    stream.reach(1, 2, '{}');
    stream.flush();
    expect(destroyed).toBe(true);
  });

  it('refuses a position that is not one of ours, in words', async () => {
    await expect(new StreamListener().open(address, token, 'yesterday', '/events')).rejects.toThrow('400');
  });

  it('begins now for a position that this record has never reached', async () => {
    const listener = await new StreamListener().open(
      address,
      token,
      `1:${instant(SYSTEM_CLOCK.now())}`,
      '/events',
    );
    await listener.until(1, 'ping');
    expect(listener.of('ping')[0]!.id).not.toContain(`1:1${'0'.repeat(12)}`);
    await listener.stop();
  });

  it('ends every stream when the server closes', async () => {
    const listener = await new StreamListener().open(address, token, null, '/events');
    await listener.until(1, 'ping');
    expect(server.services.streams.size).toBeGreaterThan(0);
    server.services.streams.close();
    expect(server.services.streams.size).toBe(0);
    await listener.stop();
  });
});
