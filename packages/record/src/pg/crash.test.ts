import { setTimeout as sleep } from 'node:timers/promises';
import { type RecordedEvent, TwinwardError } from '@twinward/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { minute, reading, somebody } from '../conformance/sample-events.ts';
import { temporaryFolder } from '../conformance/temporary-folder.ts';
import { openRecord } from '../open-record.ts';
import type { TwinRecord } from '../ports/twin-record.ts';
import { findBinaries } from '../postgres/binaries.ts';

const KILLS = 4;

for (const binaries of await findBinaries()) {
  describe(`PostgreSQL ${binaries.version}, ${binaries.origin}, killed in the middle of appends`, () => {
    it('loses nothing acknowledged, doubles nothing resent, tells listeners of each event once, and goes on', async () => {
      const folder = await temporaryFolder();
      const { record, postgres, close } = await openRecord({ dataFolder: folder.path, binaries });
      onTestFinished(async () => {
        await close();
        await folder.remove();
      });
      const told: RecordedEvent[] = [];
      record.events.onCommit((events) => told.push(...events));
      const codes = new Set<string>();
      const load = sendUntilStopped(record, codes);
      for (let kill = 0; kill < KILLS; kill++) {
        const before = load.acknowledged.size;
        while (load.acknowledged.size < before + 200) await sleep(5);
        const pid = postgres!.pid;
        if (pid !== null) process.kill(pid, 'SIGKILL');
      }
      const after = load.acknowledged.size;
      while (load.acknowledged.size < after + 200) await sleep(5);
      await load.stop();

      expect([...codes]).toEqual(['record.unavailable']);
      const stored: RecordedEvent[] = [];
      for await (const page of record.events.scan()) stored.push(...page);
      const names = stored.map(nameOf);
      expect(new Set(names).size).toBe(names.length);
      const present = new Set(names);
      expect([...load.acknowledged].filter((name) => !present.has(name))).toEqual([]);
      expect(load.acknowledged.size).toBeGreaterThan(200 * KILLS);
      expect(told.map(nameOf).sort()).toEqual([...names].sort());
      const lastOf = new Map<number, number>();
      for (const { part, seq } of told) {
        expect(seq).toBeGreaterThan(lastOf.get(part) ?? 0);
        lastOf.set(part, seq);
      }
    });
  });
}

/** Four senders; each resends the same event until it is acknowledged, then goes on to the next. */
function sendUntilStopped(record: TwinRecord, codes: Set<string>) {
  const acknowledged = new Set<string>();
  const people = Array.from({ length: 20 }, somebody);
  let over = false;
  const sender = async (number: number): Promise<void> => {
    for (let i = 0; !over; i++) {
      const name = `s${number}-${i}`;
      const append = reading(people[i % people.length]!, name, minute(i));
      for (let done = false; !done; ) {
        try {
          await record.events.append([append]);
          acknowledged.add(name);
          done = true;
        } catch (error) {
          codes.add(error instanceof TwinwardError ? error.code : String(error));
          await sleep(20);
        }
      }
    }
  };
  const senders = Promise.all([0, 1, 2, 3].map(sender));
  const stop = async (): Promise<void> => {
    over = true;
    await senders;
  };
  return { acknowledged, stop };
}

function nameOf({ event }: RecordedEvent): string {
  return event.kind === 'observation' ? event.observation.source.id : event.kind;
}
