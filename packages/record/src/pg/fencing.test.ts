import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minute, reading, somebody } from '../conformance/sample-events.ts';
import { temporaryFolder } from '../conformance/temporary-folder.ts';
import type { TwinRecord } from '../ports/twin-record.ts';
import { PostgresServer } from '../postgres/postgres-server.ts';
import { SYSTEM_CLOCK } from '../system-clock.ts';
import { Database } from './database.ts';
import { openPgRecord } from './open-pg-record.ts';

describe('two servers on one database', () => {
  let server: PostgresServer;
  let database: Database;
  let remove: () => Promise<void>;
  const open = (takeOver: boolean): Promise<TwinRecord> =>
    openPgRecord({
      target: server.connection('app'),
      clock: SYSTEM_CLOCK,
      onProgress: () => undefined,
      takeOver,
    });
  const storedOf = async (subject: string): Promise<number> => {
    const text = 'select count(*) from event join subject using (subject_no) where ref = $1';
    return (await database.rows(text, [subject]))[0]![0] as number;
  };

  beforeAll(async () => {
    const folder = await temporaryFolder();
    remove = folder.remove;
    server = await PostgresServer.start({ dataFolder: folder.path });
    database = new Database(server.connection('app'), 2);
  });
  afterAll(async () => {
    await database.close();
    await server.stop();
    await remove();
  });

  it('an owner that was overtaken inserts nothing more, and says so', async () => {
    const [first, second] = [await open(true), await open(true)];
    const person = somebody();
    await expect(first.events.append([reading(person, 'a', minute(0))])).rejects.toMatchObject({
      code: 'record.fenced',
    });
    await expect(first.events.append([reading(person, 'b', minute(1))])).rejects.toMatchObject({
      code: 'record.fenced',
    });
    expect(await storedOf(person)).toBe(0);
    await second.events.append([reading(person, 'a', minute(0))]);
    expect(await storedOf(person)).toBe(1);
    await first.close();
    await second.events.append([reading(person, 'c', minute(2))]);
    await second.close();
  });

  it('under take-overs at any moment every acknowledged event is there once, and one epoch writes at a time', async () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(pauses, async (moments) => {
        const person = somebody();
        const acknowledged = new Set<number>();
        let owner = await open(true);
        let sent = 0;
        let over = false;
        const sender = async (): Promise<void> => {
          while (!over) {
            const id = sent++;
            const [place] = await owner.events
              .append([reading(person, `r${id}`, minute(id))])
              .catch(() => []);
            if (place !== undefined) acknowledged.add(place.seq);
          }
        };
        const senders = Promise.all([sender(), sender(), sender()]);
        for (const moment of moments) {
          await sleep(moment);
          const overtaken = owner;
          owner = await open(true);
          await overtaken.close();
        }
        await sleep(20);
        over = true;
        await senders;
        const history = await owner.events.readSubject(person);
        const seqs = history.map((event) => event.seq);
        expect(new Set(seqs).size).toBe(seqs.length);
        expect([...acknowledged].filter((seq) => !seqs.includes(seq))).toEqual([]);
        expect(acknowledged.size).toBeGreaterThan(0);
        await owner.close();
      }),
      { numRuns: 6 },
    );
  });

  it('a second server waits for the lease of the first to run out, and gives up while it is renewed', async () => {
    const first = await open(true);
    await expect(open(false)).rejects.toMatchObject({ code: 'record.in-use' });
    await first.events.append([reading(somebody(), 'r', minute(0))]);
    await first.close();
    const second = await open(false);
    await second.close();
  }, 30_000);

  it('the log and the audit trail refuse every change, to their owner too', async () => {
    const record = await open(true);
    await record.events.append([reading(somebody(), 'r', minute(0))]);
    await record.close();
    for (const table of ['event', 'audit']) {
      const act = table === 'event' ? 'update event set seq = 0' : `update audit set actor = ''`;
      await expect(database.rows(act)).rejects.toMatchObject({ code: 'record.unavailable' });
      await expect(database.rows(`delete from ${table}`)).rejects.toMatchObject({
        code: 'record.unavailable',
      });
      await expect(database.rows(`truncate ${table}`)).rejects.toMatchObject({ code: 'record.unavailable' });
    }
  });

  it('migrations run once, and an altered or unknown one is refused', async () => {
    await (await open(true)).close();
    expect((await database.rows('select count(*) from migration'))[0]![0]).toBeGreaterThan(0);
    await database.rows(`insert into migration (number, name, sha256) values (9999, 'future', '')`);
    await expect(open(true)).rejects.toMatchObject({ code: 'record.unavailable' });
    await database.rows('delete from migration where number = 9999');
    const [sha256] = (await database.rows('select sha256 from migration where number = 1'))[0]!;
    await database.rows(`update migration set sha256 = 'altered' where number = 1`);
    await expect(open(true)).rejects.toMatchObject({ code: 'record.corrupt' });
    await database.rows('update migration set sha256 = $1 where number = 1', [sha256]);
    await (await open(true)).close();
  });
});
