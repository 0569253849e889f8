// Playbacks outlive a server that ends, with warning or without: same recording, same place, same name.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addSeconds, instant, subjectRef, twinId } from '@twinward/contract';
import { openMemoryRecord } from '@twinward/record';
import { inlinePool, TwinRuntime } from '@twinward/runtime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { models } from '../models.ts';
import { repositoryPath } from '../repository-path.ts';
import { PlaybackDesk } from './playback-desk.ts';
import { type KeptPlayback, playbackFile } from './playback-store.ts';
import { RecordingShelf } from './recording-shelf.ts';

const SUBJECT = subjectRef('Patient/bed-4');
const START = instant(Date.UTC(2026, 0, 5));
const BY = { id: 'tester', role: 'engineer' };
const REQUEST = { subject: SUBJECT, recording: '03700181', atEnd: 'loop', recordEvery: 10 } as const;

let folder = '';
let runtime: TwinRuntime;
const clock = { now: () => START };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinward-desk-'));
  runtime = await TwinRuntime.start({
    record: openMemoryRecord(clock),
    models,
    clock,
    pool: inlinePool(models),
  });
  await runtime.openTwin({
    id: twinId('bed-4-heart'),
    subject: SUBJECT,
    label: 'Bed 4',
    origin: 'recorded',
    model: 'circulation',
    facts: {},
    at: addSeconds(START, -60),
    members: 4,
  });
});
afterAll(async () => {
  await runtime.close();
  await rm(folder, { recursive: true, force: true });
});

function desk(store: { read(): readonly KeptPlayback[]; keep(kept: readonly KeptPlayback[]): void }) {
  const shelf = new RecordingShelf(repositoryPath('data', 'signals'), join(folder, 'recordings'));
  return new PlaybackDesk({ shelf, runtime, models, clock, store });
}

const refuse = (_subject: string, error: unknown): void => {
  throw error;
};

it('goes on at the last whole window after a stop, paused where it was paused, and no more once it was stopped', async () => {
  const before = desk(playbackFile(folder));
  const { id } = await before.start({ ...REQUEST, speed: 20 }, BY);
  while (before.of(SUBJECT)!.view.played < 21) await new Promise((resolve) => setTimeout(resolve, 20));
  before.setSpeed(id, 0);
  const { played } = before.of(SUBJECT)!.view;
  await before.close();
  const after = desk(playbackFile(folder));
  await after.resume(refuse);
  const found = after.of(SUBJECT)!;
  expect(found.view).toMatchObject({ id, state: 'paused', speed: 0, recording: '03700181' });
  expect(found.view.words).toContain('goes on');
  expect(found.view.played % 10).toBe(0);
  expect(found.view.played).toBeGreaterThan(played - 10);
  expect(found.view.played).toBeLessThanOrEqual(played);
  const from = found.view.played;
  after.setSpeed(id, 20);
  while (found.view.played < from + 5) await new Promise((resolve) => setTimeout(resolve, 20));
  const first = found.ring.after(0, Number.POSITIVE_INFINITY).find(({ name }) => name === 'samples')!;
  expect((JSON.parse(first.text) as { from: number }).from).toBe(from);
  await after.stop(id);
  await after.close();
  const last = desk(playbackFile(folder));
  await last.resume(refuse);
  expect(last.list()).toEqual([]);
  await last.close();
});

it('tells of a recording that is gone and of a subject without a twin, and plays the others', async () => {
  const kept = {
    ...REQUEST,
    id: '0123456789ab',
    speed: 1,
    startedAt: START,
    by: BY,
    cycle: 0,
    before: 0,
    frame: 1250,
    recorded: 3,
  };
  const others = [
    { ...kept, recording: 'gone' },
    { ...kept, subject: subjectRef('Patient/nobody') },
  ];
  const trouble: unknown[] = [];
  const one = desk({ read: () => [...others, kept], keep: () => undefined });
  await one.resume((_subject, error) => trouble.push(error));
  expect(trouble.map((error) => (error as { code: string }).code)).toEqual([
    'resource.missing',
    'subject.invalid',
  ]);
  expect(one.list().map(({ state, recorded }) => [state, recorded])).toEqual([['playing', 3]]);
  await one.close();
});

it('a file that cannot be read is refused by its name', async () => {
  await writeFile(join(folder, 'playbacks.json'), '{ torn');
  expect(() => playbackFile(folder).read()).toThrow(expect.objectContaining({ code: 'file.invalid' }));
});
