import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedEvent } from '@twinward/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minute, reading, somebody } from '../conformance/sample-events.ts';
import { temporaryFolder } from '../conformance/temporary-folder.ts';
import { type OpenRecord, openRecord } from '../open-record.ts';
import type { TwinRecord } from '../ports/twin-record.ts';
import { findBinaries } from '../postgres/binaries.ts';
import { backup } from './backup.ts';
import type { Manifest } from './manifest.ts';
import { restore } from './restore.ts';

for (const binaries of await findBinaries()) {
  describe(`backup of PostgreSQL ${binaries.version}, ${binaries.origin}`, () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let source: OpenRecord;
    let manifest: Manifest;
    const acknowledged = new Set<string>();
    const at = (name: string): string => join(folder.path, name);

    beforeAll(async () => {
      folder = await temporaryFolder();
      source = await openRecord({ dataFolder: at('source'), binaries });
      const person = somebody();
      await source.record.events.append(
        Array.from({ length: 2000 }, (_, i) => reading(person, `before-${i}`, minute(i))),
      );
      for (let i = 0; i < 2000; i++) acknowledged.add(`before-${i}`);
      let over = false;
      const duringBackup = (async () => {
        for (let i = 0; !over; i++)
          await source.record.events.append([reading(person, `during-${i}`, minute(i))]);
      })();
      manifest = await backup({ dataFolder: at('source'), to: at('backup') });
      over = true;
      await duringBackup;
    });
    afterAll(async () => {
      await source.close();
      await folder.remove();
    });

    it('made while the record is written holds all that was acknowledged before, and nothing in part', async () => {
      const { events } = await restore({ from: at('backup'), to: at('restored') });
      const back = await openRecord({ dataFolder: at('restored'), binaries });
      const restored = await allEvents(back.record);
      await back.record.events.append([reading(somebody(), 'after', minute(0))]);
      await back.close();
      expect(restored).toHaveLength(events);
      const names = new Set(restored.map(nameOf));
      expect([...acknowledged].filter((name) => !names.has(name))).toEqual([]);
      const place = ({ part, seq }: RecordedEvent): string => `${part}:${seq}`;
      const original = new Map((await allEvents(source.record)).map((event) => [place(event), event]));
      for (const event of restored) expect(event).toEqual(original.get(place(event)));
    });

    it('can be made while the record rests', async () => {
      const resting = await backup({ dataFolder: at('restored'), to: at('second') });
      expect(resting.files.length).toBeGreaterThan(100);
      await restore({ from: at('second'), to: at('restored-again') });
    });

    it('refuses to be restored when a file is altered, missing or the manifest is not whole', async () => {
      const table = manifest.files.find((file) => /base\/\d+\/\d+$/.test(file.path) && file.size > 0)!;
      const original = await readFile(join(at('backup'), table.path));
      await appendFile(join(at('backup'), table.path), 'x');
      const attempt = () => restore({ from: at('backup'), to: at('refused') });
      await expect(attempt()).rejects.toMatchObject({ code: 'record.corrupt' });
      await rm(join(at('backup'), table.path));
      await expect(attempt()).rejects.toMatchObject({ code: 'record.corrupt' });
      await writeFile(join(at('backup'), table.path), original);
      const text = await readFile(join(at('backup'), 'manifest.json'), 'utf8');
      await writeFile(
        join(at('backup'), 'manifest.json'),
        text.replace('postgres/PG_VERSION', '../PG_VERSION'),
      );
      await expect(attempt()).rejects.toMatchObject({ code: 'record.corrupt' });
      await rm(join(at('backup'), 'manifest.json'));
      await expect(attempt()).rejects.toMatchObject({ code: 'record.corrupt' });
      await writeFile(join(at('backup'), 'manifest.json'), text);
      await attempt();
    });

    it('overwrites nothing', async () => {
      await expect(backup({ dataFolder: at('source'), to: at('backup') })).rejects.toMatchObject({
        code: 'resource.conflict',
      });
      await expect(restore({ from: at('backup'), to: at('source') })).rejects.toMatchObject({
        code: 'resource.conflict',
      });
      await expect(backup({ dataFolder: at('source'), to: at('source/inside') })).rejects.toMatchObject({
        code: 'usage',
      });
    });
  });
}

it('a record in a foreign PostgreSQL is left to its owner, an absent one is missed', async () => {
  const folder = await temporaryFolder();
  const to = join(folder.path, 'to');
  const databaseUrl = 'postgres://somewhere/else';
  await expect(backup({ dataFolder: folder.path, databaseUrl, to })).rejects.toMatchObject({
    code: 'request.unsupported',
  });
  await expect(backup({ dataFolder: folder.path, to })).rejects.toMatchObject({ code: 'resource.missing' });
  await folder.remove();
});

async function allEvents(record: TwinRecord): Promise<RecordedEvent[]> {
  const all: RecordedEvent[] = [];
  for await (const page of record.events.scan()) all.push(...page);
  return all;
}

function nameOf({ event }: RecordedEvent): string {
  return event.kind === 'observation' ? event.observation.source.id : event.kind;
}
