import { TwinwardError } from '@twinward/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  reading,
  type ServerUnderTest,
  SUBJECT,
  serverUnderTest,
  TWIN,
} from '../testing/server-under-test.ts';

describe('the audit trail', () => {
  let server: ServerUnderTest;
  let authorization = '';
  beforeAll(async () => {
    server = await serverUnderTest();
    authorization = `Bearer ${await server.token('clinician')}`;
  });
  afterAll(() => server.close());

  const rowsOf = async (run: () => Promise<unknown>) => {
    const before = (await server.audit()).length;
    await run();
    const after = await server.audit();
    return after.slice(0, after.length - before);
  };
  const send = (payload: object) =>
    server.app.inject({ method: 'POST', url: '/api/v1/observations', headers: { authorization }, payload });

  it('holds one row for one observation, with who, what, whom and why', async () => {
    expect(await rowsOf(() => send(reading(10)))).toMatchObject([
      {
        actor: 'clinician',
        role: 'clinician',
        action: 'recordObservations',
        target: SUBJECT,
        allowed: true,
        reason: 'role clinician has observation:write',
      },
    ]);
  });

  it('holds one row for each subject of a batch, so that a person finds every access to theirs', async () => {
    const one = await rowsOf(() => send({ observations: [reading(11), reading(12)] }));
    expect(one.map(({ target }) => target)).toEqual([SUBJECT]);
    const other = { ...reading(12), subject: 'Patient/p-2' };
    const two = await rowsOf(() => send({ observations: [reading(11), other, reading(12), other] }));
    expect(two.map(({ target }) => target).sort()).toEqual([SUBJECT, 'Patient/p-2']);
    expect(new Set(two.map(({ request }) => request)).size).toBe(1);
  });

  it('carries the row of a write in the same append as its effect', async () => {
    const { events } = server.services.record;
    const appends: number[][] = [];
    const original = events.append;
    events.append = (added, audit = []) => {
      appends.push([added.length, audit.length]);
      return original.call(events, added, audit);
    };
    await send(reading(13));
    events.append = original;
    expect(appends).toEqual([[1, 1]]);
  });

  it('holds one row for an access that was allowed and failed, and says how it ended', async () => {
    const rows = await rowsOf(() => send({ ...reading(14), subject: 'Patient/nobody' }));
    expect(rows).toMatchObject([{ allowed: true, target: 'Patient/nobody' }]);
    expect(rows[0]!.reason).toContain('ended in observation.invalid');
  });

  it('comes before the reply: when it cannot be written, nothing is told', async () => {
    const { events } = server.services.record;
    const original = events.audit;
    events.audit = () => Promise.reject(new TwinwardError('record.unavailable', 'away'));
    const reply = await server.app.inject({
      method: 'GET',
      url: `/api/v1/twins/${TWIN}`,
      headers: { authorization },
    });
    events.audit = original;
    expect(reply.statusCode).toBe(503);
    expect(reply.headers['retry-after']).toBe('1');
    expect(reply.body).not.toContain('Test person');
  });

  it('is read by the privacy officer, newest first, of one actor or one target', async () => {
    const bearer = `Bearer ${await server.token('privacy-officer')}`;
    const read = async (query: string) => {
      const reply = await server.app.inject({
        method: 'GET',
        url: `/api/v1/audit${query}`,
        headers: { authorization: bearer },
      });
      return (reply.json() as { rows: { actor: string; target: string; at: string }[] }).rows;
    };
    const rows = await read('?limit=5&actor=clinician');
    expect(rows.length).toBeGreaterThan(2);
    expect(new Set(rows.map(({ actor }) => actor))).toEqual(new Set(['clinician']));
    expect([...rows].sort((a, b) => (a.at < b.at ? 1 : -1)).map(({ at }) => at)).toEqual(
      rows.map(({ at }) => at),
    );
    expect((await read(`?target=${SUBJECT}`)).every(({ target }) => target === SUBJECT)).toBe(true);
  });
});

describe('back-pressure', () => {
  it('is told as 429 with the time after which to try again', async () => {
    const server = await serverUnderTest();
    const authorization = `Bearer ${await server.token('clinician')}`;
    const { events } = server.services.record;
    const original = events.append;
    events.append = () =>
      Promise.reject(new TwinwardError('record.busy', 'more is waiting than may wait', { retryAfter: 2 }));
    const reply = await server.app.inject({
      method: 'POST',
      url: '/api/v1/observations',
      headers: { authorization },
      payload: reading(5),
    });
    expect(reply.statusCode).toBe(429);
    expect(reply.headers['retry-after']).toBe('2');
    expect(reply.json()).toMatchObject({ code: 'record.busy', retryAfter: 2 });
    events.append = original;
    await server.close();
  });
});
