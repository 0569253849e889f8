import { SYSTEM_CLOCK } from '@twinward/record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BedBoard, bedBoardSchema } from '../schemas/bed-board-schema.ts';
import { type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

const HOUR = 3_600_000;
const now = Math.floor(SYSTEM_CLOCK.now() / HOUR) * HOUR;
const ago = (hours: number): string => new Date(now - hours * HOUR).toISOString();
const bed = (name: string) => ({ unit: 'Ward 1', room: '1', bed: name });

describe('who came, who left and who will, by HTTP', () => {
  let server: ServerUnderTest;
  const send = async (method: 'GET' | 'POST', url: string, payload?: object) =>
    server.app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { authorization: `Bearer ${await server.token('administrator')}` },
      ...(payload === undefined ? {} : { payload }),
    });
  const happen = async (...events: readonly object[]): Promise<void> => {
    const told = { subject: 'Location/small', system: 'test', events };
    const reply = await send('POST', '/happenings', told);
    expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
    await server.services.runtime.drain();
  };
  const board = async (): Promise<BedBoard> => {
    const reply = await send('GET', '/twins/small-beds/beds');
    expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
    return bedBoardSchema.parse(reply.json());
  };
  const free = (name: string) => ({
    kind: 'bed-status',
    at: ago(30),
    messageId: `free ${name}`,
    person: null,
    visit: null,
    place: bed(name),
    status: 'free',
  });
  const admit = (visit: string, hours: number, name: string) => ({
    kind: 'admit',
    at: ago(hours),
    messageId: `in ${visit}`,
    person: visit,
    visit,
    place: bed(name),
    attributes: { specialty: 'medical', sex: 'female' },
  });

  beforeAll(async () => {
    server = await serverUnderTest();
    const opened = await send('POST', '/twins', {
      id: 'small-beds',
      subject: 'Location/small',
      label: 'Small hospital',
      origin: 'simulated',
      model: 'hospital-beds',
      facts: { arrivals: 4, stay: 48, staySd: 48 },
      at: ago(31),
    });
    expect(opened.statusCode, opened.body.slice(0, 300)).toBe(201);
  });
  afterAll(() => server.close());

  it('an empty hospital has no beds, nobody leaves, and a forecast of who will come', async () => {
    const { units, rows, waiting, movements, fan } = await board();
    expect([units, rows, waiting]).toEqual([[], [], []]);
    expect(movements.leaving24).toEqual({ mean: 0, low: 0, high: 0 });
    expect(movements.admissions24.mean).toBeCloseTo(4, 0);
    expect(fan.staffed).toBeNull();
  });

  it('a unit tells how many will have left, and the last day who came and left in which hour', async () => {
    await happen(free('1'), free('2'), admit('a', 5, '1'), admit('b', 3.5, '2'), admit('early', 29, '3'));
    await happen({ kind: 'discharge', at: ago(2.5), messageId: 'out b', person: 'b', visit: 'b' });
    const { units, movements, at } = await board();
    expect(units[0]).toMatchObject({ unit: 'Ward 1', patients: 2, staffed: 3, cleaning: 1 });
    const { mean, low, high } = units[0]!.leaving24;
    expect(low).toBeLessThanOrEqual(mean);
    expect(high).toBeGreaterThanOrEqual(mean);
    expect(mean).toBeLessThan(2);
    const came = movements.past.filter(({ admitted }) => admitted > 0).map((hour) => Date.parse(hour.at));
    expect(came).toHaveLength(2); // who came before the last day is not counted
    for (const from of came)
      expect([5, 3.5].some((hours) => now - hours * HOUR > from && now - hours * HOUR <= from + HOUR)).toBe(
        true,
      );
    expect(movements.past.reduce((sum, { left }) => sum + left, 0)).toBe(1);
    expect(Date.parse(movements.next[0]!.at)).toBe(Date.parse(at));
  });

  it('a message that puts a second patient into a bed stays in sight, at the bed and among the contradictions', async () => {
    await happen(admit('c', 2, '1'));
    const { rows, waiting, contradictions } = await board();
    const first = rows.find((row) => row.bed === '1')!;
    expect([first.patient!.visit, first.claimedBy]).toEqual(['a', ['c']]);
    expect(waiting.find(({ visit }) => visit === 'c')!.disputed).toEqual(bed('1'));
    expect(contradictions[0]!.messageId).toBe('in c');
  });

  it('a cancelled admission is not counted', async () => {
    const before = (await board()).movements.past.reduce((sum, { admitted }) => sum + admitted, 0);
    await happen({
      kind: 'cancel',
      at: ago(1.5),
      messageId: 'not c',
      person: 'c',
      visit: 'c',
      cancels: ['admit'],
    });
    const after = (await board()).movements.past.reduce((sum, { admitted }) => sum + admitted, 0);
    expect(after).toBe(before - 1);
  });
});
