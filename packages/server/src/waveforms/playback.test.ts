// A playback sends what the file holds, says when it ends, and does not let a sensor that fell off move a twin.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWfdb } from '@twinward/connect/wfdb';
import { addSeconds, type Instant, instant, SYSTEM, subjectRef, twinId } from '@twinward/contract';
import { openMemoryRecord } from '@twinward/record';
import { inlinePool, TwinRuntime } from '@twinward/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { models } from '../models.ts';
import { repositoryPath } from '../repository-path.ts';
import type { PlaybackView } from '../schemas/playback-schema.ts';
import type { WaveSamples, WaveVitals } from '../schemas/wave-events-schema.ts';
import { makeRecord } from '../testing/make-record.ts';
import { Playback, type PlaybackPlan } from './playback.ts';
import type { Recording } from './recording.ts';
import { openFile, RecordingShelf } from './recording-shelf.ts';
import { VitalsRecorder } from './vitals-recorder.ts';

const SUBJECT = subjectRef('Patient/bed-4');
const START = instant(Date.UTC(2026, 0, 5));
const TWIN = twinId('bed-4-heart');

let folder = '';
let shelf: RecordingShelf;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinward-waves-'));
  shelf = new RecordingShelf(repositoryPath('data', 'signals'), folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A world whose clock stands still until it is moved, with one circulation twin. */
async function world(): Promise<{
  readonly runtime: TwinRuntime;
  time: Instant;
  readonly close: () => Promise<void>;
}> {
  const at = { time: START };
  const clock = { now: () => at.time };
  const record = openMemoryRecord(clock);
  const runtime = await TwinRuntime.start({ record, models, clock, pool: inlinePool(models) });
  await runtime.openTwin({
    id: TWIN,
    subject: SUBJECT,
    label: 'Bed 4',
    origin: 'recorded',
    model: 'circulation',
    facts: {},
    at: addSeconds(START, -60),
    members: 96,
  });
  return Object.assign(at, { runtime, close: () => runtime.close() });
}

interface Played {
  readonly playback: Playback;
  readonly samples: readonly WaveSamples[];
  readonly vitals: readonly WaveVitals[];
  readonly views: readonly PlaybackView[];
}

/** Plays so many seconds of a recording, ten at a time, the clock moving with it. */
async function play(
  on: { readonly runtime: TwinRuntime; time: Instant },
  recording: Recording,
  seconds: number,
  plan: Partial<PlaybackPlan> = {},
  after: (played: number) => Promise<void> = async () => undefined,
): Promise<Played> {
  const recorder = new VitalsRecorder({
    runtime: on.runtime,
    subject: SUBJECT,
    playback: '0123456789ab',
    recording: recording.name,
    by: { id: 'tester', role: 'engineer' },
    takes: (code) =>
      models
        .get('circulation')
        .observables.some(({ codes }) =>
          codes.some((one) => one.code === code && one.system === SYSTEM.loinc),
        ),
    windows: 1,
  });
  const full = {
    id: '0123456789ab',
    subject: SUBJECT,
    recording,
    speed: 20,
    atEnd: 'end',
    recordEvery: 10,
    startedAt: START,
  } as const;
  const playback = new Playback({ ...full, ...plan }, recorder, () => on.time);
  const entries = new Map<number, { readonly name: string; readonly text: string }>();
  const gather = (): void => {
    for (const entry of playback.ring.after(entries.size, Number.POSITIVE_INFINITY))
      entries.set(entry.seq, entry);
  };
  for (let played = 0; played < seconds; played += 10) {
    on.time = addSeconds(on.time, 10);
    await playback.advance(0.5);
    gather();
    await after(played + 10);
  }
  gather();
  const of = <T>(name: string): T[] =>
    [...entries.values()].filter((entry) => entry.name === name).map(({ text }) => JSON.parse(text) as T);
  return { playback, samples: of('samples'), vitals: of('vitals'), views: of('playback') };
}

function unpacked(view: PlaybackView, samples: readonly WaveSamples[], signal: number): readonly number[] {
  const { step, middle } = view.signals[signal]!;
  return samples.flatMap((chunk) => {
    const bytes = Buffer.from(chunk.samples[signal]!, 'base64');
    return Array.from({ length: bytes.length / 2 }, (_, i) => {
      const value = bytes.readInt16LE(2 * i);
      return value === -32_768 ? Number.NaN : value * step + middle;
    });
  });
}

describe('a playback', () => {
  it('at the pace of life sends every sample of the file, to less than a step of its converter', async () => {
    const on = await world();
    const recording = await shelf.open('03700181');
    const { views, samples } = await play(on, recording, 600, { speed: 1 });
    const wanted: number[][] = [[], [], []];
    for await (const { signals } of readWfdb(recording.header, (file) => openFile(recording, file)))
      for (const [i, values] of signals.entries()) wanted[i]!.push(...values);
    for (const [i, { unit }] of views[0]!.signals.entries()) {
      const sent = unpacked(views[0]!, samples, i);
      expect(sent.length).toBeGreaterThan(25 * 125);
      const off = sent.map((value, k) => Math.abs(value - wanted[i]![k]!));
      expect(Math.max(...off), unit).toBeLessThan(1 / recording.header.signals[i]!.gain);
    }
    expect(samples.every(({ from, to }, k) => to > from && (k === 0 || from === samples[k - 1]!.to))).toBe(
      true,
    );
    await on.close();
  });

  it('faster than life is thinned to the least and largest of each group, and keeps its peaks', async () => {
    const on = await world();
    const { views, samples } = await play(on, await shelf.open('03700181'), 30, { speed: 20 });
    const sent = unpacked(views[0]!, samples, 0);
    expect(sent.length).toBeLessThanOrEqual(30 * 27);
    expect(Math.max(...sent)).toBeGreaterThan(0.13);
    await on.close();
  });

  it('ends when the recording does and says so, or begins again and says that', async () => {
    const on = await world();
    const values = Float64Array.from({ length: 1250 }, (_, i) => Math.sin(i / 9));
    const recording = await shelf.add(makeRecord('short', 50, [{ name: 'II', unit: 'mV', values }]), {});
    const ended = await play(on, recording, 60);
    expect(ended.playback.view).toMatchObject({
      state: 'ended',
      played: 25,
      words: 'the recording has ended',
    });
    const looped = await play(on, recording, 60, { atEnd: 'loop' });
    expect(looped.playback.view).toMatchObject({ state: 'playing', cycle: 2, played: 60, position: 10 });
    expect(looped.views.at(-1)!.words).toContain('begun again');
    expect(looped.samples.at(-1)!.to).toBeCloseTo(60, 9);
    await on.close();
  });

  it('reads heart rate and pressures from it and records what a twin takes, with what is doubted', async () => {
    const on = await world();
    const { vitals } = await play(on, await shelf.open('03700181'), 60);
    expect(vitals[0]!.recorded).toEqual([]);
    expect(vitals[0]!.withheld).toEqual(['8867-4', '8480-6', '8462-4', '8478-0']);
    expect(vitals[3]!.recorded).toEqual(['8867-4', '8480-6', '8462-4', '8478-0']);
    await on.runtime.drain();
    const { readings } = await on.runtime.history(TWIN, { from: START, to: on.time });
    expect(readings.filter(({ value }) => value !== null).length).toBe(20);
    expect(readings.some(({ doubts }) => doubts[0]?.includes('shock'))).toBe(true);
    expect(readings.every(({ source }) => source === 'playback:03700181')).toBe(true);
    await on.close();
  });
});

describe('a sensor that falls off', () => {
  it.each([
    ['sends nothing', Number.NaN],
    ['reads air', 0],
    ['is flushed', 290],
  ] as const)(
    'and %s moves neither pressures nor output of the twin, and says once that it is off',
    async (_claim, reading) => {
      const on = await world();
      const source = await shelf.open('03700181');
      const columns: number[][] = [[], []];
      for await (const { signals } of readWfdb(source.header, (file) => openFile(source, file))) {
        columns[0]!.push(...signals[0]!.filter((_, i) => i % 4 === 0));
        columns[1]!.push(...signals[1]!);
      }
      const line = columns[1]!
        .slice(0, 240 * 125)
        .map((value, i) => (i >= 120 * 125 && i < 190 * 125 ? reading : value));
      const name = `off-${reading}`;
      const lead = columns[0]!.slice(0, line.length).map((value) => 20 * value);
      const recording = await shelf.add(
        makeRecord(name, 125, [
          { name: 'II', unit: 'mV', values: lead },
          { name: 'ABP', unit: 'mmHg', values: line },
        ]),
        {},
      );
      const course: { readonly output: number; readonly mean: number; readonly spread: number }[] = [];
      const { vitals } = await play(on, recording, 190, {}, async () => {
        await on.runtime.drain();
        const { outputs } = await on.runtime.belief(TWIN);
        const output = outputs.find((one) => one.name === 'cardiac-output')!;
        const mean = outputs.find((one) => one.name === 'mean-pressure')!;
        course.push({ output: output.q50, mean: mean.q50, spread: Math.log(output.q95 / output.q05) });
      });
      const off = vitals.slice(12, 19);
      for (const { recorded, withheld } of off) {
        expect(recorded).toEqual(['8867-4']);
        expect(withheld).toEqual(['8480-6', '8462-4', '8478-0']);
      }
      const [before, after] = [course[11]!, course[18]!];
      expect(Math.abs(after.mean - before.mean)).toBeLessThan(4);
      expect(Math.abs(Math.log(after.output / before.output))).toBeLessThan(before.spread / 8);
      expect(after.spread).toBeGreaterThan(before.spread);
      const { readings } = await on.runtime.history(TWIN, { from: START, to: on.time });
      const absent = readings.filter((one) => one.absent !== null);
      expect(absent.map(({ observable }) => observable).sort()).toEqual(['diastolic', 'mean', 'systolic']);
      expect(absent[0]!.doubts[0]).toMatch(/no samples come|flat line/);
      await on.close();
    },
    60_000,
  );
});
