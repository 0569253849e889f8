import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEvent } from '@twinward/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaultProxy, faultProxy } from '../conformance/fault-proxy.ts';
import { minute, reading, somebody } from '../conformance/sample-events.ts';
import { temporaryFolder } from '../conformance/temporary-folder.ts';
import type { TwinRecord } from '../ports/twin-record.ts';
import { PostgresServer } from '../postgres/postgres-server.ts';
import { SYSTEM_CLOCK } from '../system-clock.ts';
import { Database } from './database.ts';
import { openPgRecord } from './open-pg-record.ts';

describe('a connection cut after the commit and before its answer', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: PostgresServer;
  let proxy: FaultProxy;
  let record: TwinRecord;
  let direct: Database;
  const told: RecordedEvent[] = [];

  beforeAll(async () => {
    folder = await temporaryFolder();
    server = await PostgresServer.start({ dataFolder: folder.path });
    direct = new Database(server.connection('app'), 1);
    proxy = await faultProxy(server.connection('app'));
    record = await openPgRecord({
      target: proxy.target,
      clock: SYSTEM_CLOCK,
      onProgress: () => undefined,
      takeOver: true,
    });
    record.events.onCommit((events) => told.push(...events));
  });
  afterAll(async () => {
    await record.close();
    await proxy.close();
    await direct.close();
    await server.stop();
    await folder.remove();
  });

  const stored = async (person: string): Promise<number> => {
    const text = 'select count(*) from event join subject using (subject_no) where ref = $1';
    return (await direct.rows(text, [person]))[0]![0] as number;
  };
  /** Appends, and cuts the connection once the database has committed. */
  const appendUnheard = async (person: ReturnType<typeof somebody>, id: string): Promise<void> => {
    const before = await stored(person);
    proxy.swallowAnswers();
    const answer = record.events.append([reading(person, id, minute(1))]);
    const outcome = answer.then(
      () => 'acknowledged',
      (error: { code: string }) => error.code,
    );
    while ((await stored(person)) === before) await sleep(5);
    proxy.cut();
    expect(await outcome).toBe('record.unavailable');
  };

  it('fails the caller; sent again, the event is found where it is, once', async () => {
    const person = somebody();
    await record.events.append([reading(person, 'first', minute(0))]);
    for (let round = 0; round < 5; round++) {
      await appendUnheard(person, `r${round}`);
      const [place] = await record.events.append([reading(person, `r${round}`, minute(1))]);
      expect(place?.duplicate).toBe(true);
      expect(await stored(person)).toBe(round + 2);
    }
  });

  it('tells listeners of what was stored unheard, before anything newer and once', async () => {
    const person = somebody();
    await record.events.append([reading(person, 'first', minute(0))]);
    await appendUnheard(person, 'unheard');
    await record.events.append([reading(person, 'newer', minute(2))]);
    const own = told.filter((event) => event.subject === person);
    expect(own.map(({ event }) => event.kind === 'observation' && event.observation.source.id)).toEqual([
      'first',
      'unheard',
      'newer',
    ]);
    const bySeq = [...(await record.events.readSubject(person))].sort((a, b) => a.seq - b.seq);
    expect(own).toEqual(bySeq);
  });

  it('tells listeners of it soon even when nothing newer comes', async () => {
    const person = somebody();
    await record.events.append([reading(person, 'first', minute(0))]);
    await appendUnheard(person, 'unheard');
    while (told.filter((event) => event.subject === person).length < 2) await sleep(20);
  });
});
