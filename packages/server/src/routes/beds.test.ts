import { addSeconds, formatInstant, subjectRef, twinId } from '@twinward/contract';
import { SYSTEM_CLOCK } from '@twinward/record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acknowledgementSchema } from '../schemas/acknowledgement-schema.ts';
import { bedBoardSchema } from '../schemas/bed-board-schema.ts';
import { wardComparisonSchema } from '../schemas/ward-comparison-schema.ts';
import { wardForecastsSchema } from '../schemas/ward-forecast-schema.ts';
import { type ServerUnderTest, serverUnderTest, TWIN } from '../testing/server-under-test.ts';

const SUBJECT = 'Location/beds-of-a-test';
const NOW = SYSTEM_CLOCK.now();
const ago = (minutes: number): string => formatInstant(addSeconds(NOW, -60 * minutes));
const place = (bed: string) => ({ unit: 'Ward 1', room: '1', bed });

describe('beds by HTTP', () => {
  let server: ServerUnderTest;
  let authorization = '';
  let sent = 0;

  const tell = (events: readonly object[], as = authorization) =>
    server.app.inject({
      method: 'POST',
      url: '/api/v1/happenings',
      headers: { authorization: as },
      payload: {
        subject: SUBJECT,
        system: 'test',
        events: events.map((event) => ({ person: null, visit: null, messageId: `m-${sent++}`, ...event })),
      },
    });
  const board = async () => {
    await server.services.runtime.drain();
    const reply = await server.app.inject({
      url: '/api/v1/twins/test-beds/beds',
      headers: { authorization },
    });
    expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
    return bedBoardSchema.parse(reply.json());
  };
  const lying = async () =>
    Object.fromEntries((await board()).rows.map(({ bed, patient }) => [bed, patient?.visit ?? null]));

  beforeAll(async () => {
    server = await serverUnderTest();
    authorization = `Bearer ${await server.token('clinician')}`;
    await server.services.runtime.openTwin({
      id: twinId('test-beds'),
      subject: subjectRef(SUBJECT),
      label: 'A hospital',
      origin: 'simulated',
      model: 'hospital-beds',
      facts: { arrivals: 4, stay: 100, staySd: 100, pastStays: 5000 },
      at: addSeconds(NOW, -3 * 86_400),
      members: 8,
    });
  });
  afterAll(() => server.close());

  it('an admission to a bed is seen on the board, with when the patient will probably leave', async () => {
    const beds = ['1', '2', '3'].map((bed) => ({
      kind: 'bed-status',
      at: ago(2000),
      place: place(bed),
      status: 'free',
    }));
    const attributes = { specialty: 'medical', isolation: 'contact' };
    const admit = { kind: 'admit', at: ago(900), person: 'p', visit: 'v-1', place: place('1'), attributes };
    const reply = await tell([...beds, admit]);
    expect(reply.statusCode, reply.body).toBe(200);
    expect(acknowledgementSchema.parse(reply.json()).accepted).toBe(4);
    const { rows, units, fan } = await board();
    expect(rows.map(({ bed, patient }) => [bed, patient?.visit])).toEqual([
      ['1', 'v-1'],
      ['2', undefined],
      ['3', undefined],
    ]);
    const { leaves, isolation } = rows[0]!.patient!;
    expect(isolation).toBe('contact');
    // the board stands at the admission, the last that is known: a log-normal stay of 100 ± 100 h ends within a day in 9.7 of 100
    expect(leaves.within24).toBeCloseTo(0.097, 3);
    expect(leaves.within72).toBeGreaterThan(leaves.within24);
    expect(units).toMatchObject([{ unit: 'Ward 1', patients: 1, staffed: 3 }]);
    expect(fan.staffed).toBe(3);
    expect(fan.hours).toHaveLength(72);
    // 4 a day who stay 100 h: three beds will not do
    expect(fan.over![71]!).toBeGreaterThan(0.9);
  });

  it('a message sent twice counts once, a late one where it belongs, a cancelled one not at all', async () => {
    const move = {
      kind: 'transfer',
      at: ago(500),
      person: 'p',
      visit: 'v-1',
      place: place('2'),
      messageId: 'a',
    };
    const [first, again] = [await tell([move]), await tell([move])];
    expect(acknowledgementSchema.parse(first.json()).accepted).toBe(1);
    expect(acknowledgementSchema.parse(again.json()).accepted).toBe(0);
    expect(await lying()).toEqual({ 1: null, 2: 'v-1', 3: null });
    await tell([{ kind: 'transfer', at: ago(700), person: 'p', visit: 'v-1', place: place('3') }]);
    expect(await lying()).toEqual({ 1: null, 2: 'v-1', 3: null });
    await tell([{ kind: 'cancel', at: ago(400), person: 'p', visit: 'v-1', cancels: ['transfer'] }]);
    expect(await lying()).toEqual({ 1: null, 2: null, 3: 'v-1' });
  });

  it('what contradicts the rest is kept in sight and changes no bed', async () => {
    await tell([{ kind: 'discharge', at: ago(300), person: 'q', visit: 'v-2' }]);
    const { contradictions, rows } = await board();
    expect(contradictions).toHaveLength(1);
    expect(rows.filter(({ patient }) => patient !== null)).toHaveLength(1);
  });

  it('a board of the past says from where it is seen: late messages heeded, or left out, and who left after it', async () => {
    await tell([
      { kind: 'admit', at: ago(290), person: 'r', visit: 'v-3', place: place('1'), attributes: {} },
      { kind: 'discharge', at: ago(200), person: 'r', visit: 'v-3' },
    ]);
    await server.services.runtime.drain();
    const ask = async (query: string) => {
      const reply = await server.app.inject({
        url: `/api/v1/twins/test-beds/beds?at=${encodeURIComponent(ago(250))}${query}`,
        headers: { authorization },
      });
      expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
      return bedBoardSchema.parse(reply.json());
    };
    const [now, then] = [await ask(''), await ask('&known=then')];
    expect(now.at).toBe(ago(250));
    const patient = now.rows.find(({ bed }) => bed === '1')!.patient!;
    expect([patient.visit, patient.leftAt]).toEqual(['v-3', ago(200)]);
    expect(now.lookBack).toMatchObject({ known: 'now' });
    expect(now.lookBack!.late).toBeGreaterThan(5);
    // all of this test's messages came after what they tell of: then nothing was known
    expect(then.rows).toEqual([]);
    expect(then.lookBack).toEqual({ ...now.lookBack!, known: 'then' });
    const ahead = await server.app.inject({
      url: `/api/v1/twins/test-beds/beds?at=${encodeURIComponent(ago(-60))}`,
      headers: { authorization },
    });
    expect(ahead.json()).toMatchObject({ code: 'request.invalid', field: 'at' });
  });

  it('tells for each ward how many beds will be needed against its own that are staffed', async () => {
    const reply = await server.app.inject({
      url: '/api/v1/twins/test-beds/wards',
      headers: { authorization },
    });
    expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
    const { wards, hours, members } = wardForecastsSchema.parse(reply.json());
    expect([hours.length, members]).toEqual([72, 500]);
    expect(wards).toMatchObject([{ unit: 'Ward 1', staffed: 3, lying: 1 }]);
    const [ward] = wards;
    for (const [k, low] of ward!.q05.entries()) {
      expect(low).toBeLessThanOrEqual(ward!.q50[k]!);
      expect(ward!.q50[k]).toBeLessThanOrEqual(ward!.q95[k]!);
    }
    // 4 a day who stay 100 h: three beds will not do
    expect(ward!.over.at(-1)).toBeGreaterThan(0.9);
    expect(ward!.overAtAll).toBeGreaterThanOrEqual(Math.max(...ward!.over));
  });

  it('tries a change of one ward against the same futures without it, and refuses by field what the hospital has not', async () => {
    const ask = async (...changes: readonly object[]) =>
      server.app.inject({
        method: 'POST',
        url: '/api/v1/twins/test-beds/wards/what-if',
        headers: { authorization },
        payload: { changes },
      });
    const close = { do: 'close', unit: 'Ward 1', empty: false, hours: 72 };
    const [closed, again, more] = [
      await ask(close),
      await ask(close),
      await ask({ do: 'beds', unit: 'Ward 1', beds: 40, hours: 72 }),
    ];
    expect(closed.statusCode, closed.body.slice(0, 300)).toBe(200);
    expect(again.json()).toEqual(closed.json());
    const [without, helped] = [closed, more].map((reply) => wardComparisonSchema.parse(reply.json()));
    expect(without!.wards[0]!.lying.change.q95).toBeLessThanOrEqual(0);
    expect(without!.breached.change.mean).toBeGreaterThan(0);
    expect(helped!.wards[0]!.tooFew.with).toBeLessThan(0.1);
    expect(helped!.wards[0]!.tooFew.high).toBeLessThan(-0.5);
    expect(helped!.breached.change.mean).toBeLessThan(0);
    const refused = await Promise.all([
      ask({ ...close, unit: 'Ward 9' }),
      ask({ ...close, hours: 0 }),
      ask({ do: 'surge', specialty: 'none', percent: 130, hours: 24 }),
      ask(),
    ]);
    expect(refused.map((reply) => (reply.json() as { field: string }).field)).toEqual([
      'changes[0].unit',
      'changes[0].hours',
      'changes[0].specialty',
      'changes',
    ]);
  });

  it('a kind that does not exist, no events at all, and a person without the right are refused', async () => {
    const before = await lying();
    const [kind, none, stranger] = await Promise.all([
      tell([{ kind: 'vanish', at: ago(10), person: 'p' }]),
      tell([]),
      tell([{ kind: 'discharge', at: ago(10), visit: 'v-1' }], `Bearer ${await server.token('researcher')}`),
    ]);
    expect([kind.statusCode, none.statusCode, stranger.statusCode]).toEqual([400, 400, 403]);
    expect(kind.json()).toMatchObject({ code: 'request.invalid', field: expect.stringContaining('events') });
    expect(await lying()).toEqual(before);
  });

  it('a twin without beds and one that is not there have no board', async () => {
    const ask = (id: string) =>
      server.app.inject({ url: `/api/v1/twins/${id}/beds`, headers: { authorization } });
    const [other, nobody] = await Promise.all([ask(TWIN), ask('no-such-twin')]);
    expect(other.json()).toMatchObject({ code: 'request.unsupported', field: 'id' });
    expect(nobody.statusCode).toBe(404);
  });
});
