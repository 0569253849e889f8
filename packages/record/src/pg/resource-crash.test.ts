import { setTimeout as sleep } from 'node:timers/promises';
import { type IndexEntry, type StoredResource, TwinwardError } from '@twinward/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { minute, reading, somebody } from '../conformance/sample-events.ts';
import { temporaryFolder } from '../conformance/temporary-folder.ts';
import { openRecord } from '../open-record.ts';
import type { ResourceWrite } from '../ports/resource-store.ts';
import type { TwinRecord } from '../ports/twin-record.ts';
import { findBinaries } from '../postgres/binaries.ts';

const KILLS = 4;
const SENDERS = 4;
/** Resources of one transaction. */
const WIDTH = 7;
const PARAM = 4711;

for (const binaries of await findBinaries()) {
  describe(`PostgreSQL ${binaries.version}, ${binaries.origin}, killed in the middle of FHIR transactions`, () => {
    it('keeps each acknowledged transaction whole, leaves nothing of any other, and finds what stands by its index once', async () => {
      const folder = await temporaryFolder();
      const { record, postgres, close } = await openRecord({ dataFolder: folder.path, binaries });
      onTestFinished(async () => {
        await close();
        await folder.remove();
      });
      const told: StoredResource[] = [];
      record.resources.onChange((changes) => told.push(...changes));
      const load = sendUntilStopped(record);
      for (let kill = 0; kill < KILLS; kill++) {
        const before = load.acknowledged();
        while (load.acknowledged() < before + 40) await sleep(5);
        const pid = postgres!.pid;
        if (pid !== null) process.kill(pid, 'SIGKILL');
      }
      const after = load.acknowledged();
      while (load.acknowledged() < after + 40) await sleep(5);
      const versions = await load.stop();

      const changes = await record.resources.history({ after: 0, limit: 1_000_000 });
      expect(new Set(changes.map(({ change }) => change)).size).toBe(changes.length);
      for (let sender = 0; sender < SENDERS; sender++) {
        const whole = new Map<number, number>();
        for (const { id, version } of changes) {
          if (id.startsWith(`s${sender}-`)) whole.set(version, (whole.get(version) ?? 0) + 1);
        }
        // Versions without a gap, each of all resources of its transaction: the last may be one that was stored and not acknowledged.
        const last = whole.size;
        expect(last).toBeGreaterThanOrEqual(versions[sender]!);
        expect([...whole].sort(([a], [b]) => a - b)).toEqual(
          Array.from({ length: last }, (_, i) => [i + 1, WIDTH]),
        );
        const found = await record.resources.search({
          type: 'Basic',
          test: { kind: 'token', param: PARAM, system: `s${sender}`, code: `v${last}` },
          order: [],
          limit: 100,
          offset: 0,
        });
        expect(found.resources.map(({ version }) => version)).toEqual(
          Array.from({ length: WIDTH }, () => last),
        );
        const former = { kind: 'token', param: PARAM, system: `s${sender}`, code: `v${last - 1}` } as const;
        expect(await record.resources.count('Basic', former)).toBe(0);
      }
      // The events and audit rows that came with them are there, and no others.
      const stored = changes.length / WIDTH;
      const rows = await record.events.auditTrail({ limit: 1_000_000 });
      expect(rows.filter(({ action }) => action === 'write')).toHaveLength(stored);
      let events = 0;
      for await (const page of record.events.scan()) events += page.length;
      expect(events).toBe(stored);
      expect(told.map(({ change }) => change)).toEqual(changes.map(({ change }) => change));
    });
  });
}

/** Each sender writes the next version of its resources in one transaction, again until it is acknowledged or turns out to be stored. */
function sendUntilStopped(record: TwinRecord) {
  const versions = Array.from({ length: SENDERS }, () => 0);
  let acknowledged = 0;
  let over = false;
  const sender = async (number: number): Promise<void> => {
    const subject = somebody();
    while (!over) {
      const version = versions[number]! + 1;
      const index: readonly IndexEntry[] = [
        { kind: 'token', param: PARAM, system: `s${number}`, code: `v${version}`, group: 0 },
      ];
      const writes = Array.from(
        { length: WIDTH },
        (_, i): ResourceWrite => ({
          type: 'Basic',
          id: `s${number}-${i}`,
          expects: version - 1,
          body: () => '{"resourceType":"Basic"}',
          index,
        }),
      );
      const at = minute(version);
      const audit = {
        at,
        actor: 'a',
        role: 'r',
        action: 'write',
        target: `s${number}`,
        allowed: true,
        reason: '',
        request: '',
      };
      try {
        await record.resources.commit({
          writes,
          events: [reading(subject, `s${number}-${version}`, at)],
          audit: [audit],
        });
        acknowledged += 1;
        versions[number] = version;
      } catch (error) {
        // It is at this version already: stored, and the answer lost.
        if (error instanceof TwinwardError && error.code === 'resource.conflict') versions[number] = version;
        await sleep(20);
      }
    }
  };
  const senders = Promise.all(versions.map((_, number) => sender(number)));
  return {
    acknowledged: () => acknowledged,
    stop: async (): Promise<readonly number[]> => {
      over = true;
      await senders;
      return versions;
    },
  };
}
