// Whatever the order in which things come to be known, a twin believes what it would believe had they come in order.
import { effectiveInstant, type RecordedEvent, type TwinEvent } from '@twinward/contract';
import type { Append } from '@twinward/record';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dedupeKey } from '../dedupe-key.ts';
import { applyEvent } from '../fold/apply-event.ts';
import { openState } from '../fold/open-state.ts';
import { encodeState } from '../fold/state-bytes.ts';
import { hashBytes } from '../hash-bytes.ts';
import { levelTwin } from '../testing/level-twin.ts';
import {
  inError,
  level,
  live,
  minute,
  openTank,
  push,
  startTrial,
  TANK,
  type Trial,
} from '../testing/trial.ts';

/** Folds a subject's whole record the plainest way there is; written apart from the code under test. */
async function plainHash(trial: Trial): Promise<{ hash: string; events: number }> {
  const events = await trial.record.events.readSubject(TANK);
  const opened = events.map(({ event }) => event).find((event) => event.kind === 'twin-opened');
  if (opened === undefined) throw new Error('no twin was opened');
  const lastWord = new Map<string, RecordedEvent>();
  for (const recorded of events) {
    const name = sourceName(recorded.event);
    const other = lastWord.get(name);
    if (other === undefined || rank(recorded) > rank(other)) lastWord.set(name, recorded);
  }
  const standing = [...lastWord.values()]
    .filter(({ event }) => !isRetraction(event))
    .sort((a, b) => effectiveInstant(a.event) - effectiveInstant(b.event) || a.seq - b.seq);
  let state = openState(levelTwin, opened);
  for (const recorded of standing) state = applyEvent(levelTwin, state, recorded);
  return { hash: hashBytes(encodeState(state)), events: standing.length };
}

function sourceName(event: TwinEvent): string {
  if (event.kind === 'observation') return `o ${event.observation.source.id}`;
  if (event.kind === 'intervention') return `i ${event.source.id}`;
  return event.kind;
}

function isRetraction(event: TwinEvent): boolean {
  if (event.kind === 'observation') return event.observation.status === 'entered-in-error';
  return event.kind === 'intervention' && event.withdrawn;
}

/** Version first, retraction before its equals, sequence last. */
function rank({ event, seq }: RecordedEvent): number {
  const version =
    event.kind === 'observation'
      ? event.observation.source.version
      : event.kind === 'intervention'
        ? event.source.version
        : 1;
  return version * 1e6 + (isRetraction(event) ? 5e5 : 0) + seq;
}

const minutes = fc.integer({ min: 0, max: 48 }).map((k) => k * 5);
const reading = fc.record({
  what: fc.constant('reading' as const),
  id: fc.integer({ min: 0, max: 30 }),
  version: fc.integer({ min: 1, max: 3 }),
  at: minutes,
  value: fc.integer({ min: 80, max: 120 }),
  error: fc.boolean(),
});
const deed = fc.record({
  what: fc.constant('deed' as const),
  id: fc.integer({ min: 0, max: 4 }),
  version: fc.integer({ min: 1, max: 3 }),
  at: minutes.map((m) => m - 20),
  value: fc.integer({ min: -5, max: 5 }),
  error: fc.boolean(),
});
const closing = fc.constant({ what: 'restart' as const });
const steps = fc.array(
  fc.array(fc.oneof({ weight: 8, arbitrary: reading }, deed, closing), { maxLength: 6 }),
  {
    minLength: 1,
    maxLength: 12,
  },
);

async function appendAll(trial: Trial, events: readonly TwinEvent[]): Promise<void> {
  const appends = events.map((event): Append => ({ subject: TANK, event, dedupe: dedupeKey(TANK, event) }));
  await trial.record.events.append(appends);
}

describe('a twin whose data come late, corrected, doubled and out of order', () => {
  it('believes, bit for bit, what folding everything in order gives', async () => {
    let folded = 0;
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (commits, clean) => {
        let trial = await startTrial({ hotTwins: 1, waiting: 3, snapshotEvents: 4 });
        await openTank(trial);
        await openTank(trial, 'tank-too');
        for (const commit of commits) {
          const events = commit.flatMap((step): TwinEvent[] => {
            if (step.what === 'reading') {
              const made = level(step.at, step.value, `r${step.id}`, step.version);
              return [step.error && step.version > 1 ? inError(made, step.version) : made];
            }
            if (step.what === 'deed') {
              const withdrawn = step.error && step.version > 1;
              return [push(step.at, step.value, `p${step.id}`, step.version, withdrawn)];
            }
            return [];
          });
          await appendAll(trial, events);
          if (commit.length % 2 === 0) await trial.runtime.drain();
          if (commit.some(({ what }) => what === 'restart')) {
            await trial.runtime.drain();
            trial = await trial.restart(clean);
          }
        }
        await trial.runtime.drain();
        const plain = await plainHash(trial);
        const [replayed, second] = await trial.runtime.replay(['tank', 'tank-too']);
        expect(second).toMatchObject({ equal: true });
        expect(replayed).toMatchObject({ equal: true, sha256Live: plain.hash });
        folded += plain.events;
        await trial.runtime.close();
      }),
      { numRuns: 120, seed: 20260301 },
    );
    expect(folded).toBeGreaterThan(900);
  });
});

describe('late and corrected data', () => {
  it('a reading that comes an hour late is taken in where it belongs', async () => {
    const [prompt, late] = [await startTrial(), await startTrial()];
    for (const trial of [prompt, late]) {
      await openTank(trial);
      trial.clock.time = minute(70);
    }
    await prompt.runtime.record([level(5, 101), level(10, 102), level(65, 104)]);
    await late.runtime.record([level(5, 101), level(65, 104)]);
    await late.runtime.drain();
    await late.runtime.record([level(10, 102)]);
    await Promise.all([prompt.runtime.drain(), late.runtime.drain()]);
    const [a, b] = [await prompt.runtime.belief('tank'), await late.runtime.belief('tank')];
    expect(b.observables).toEqual(a.observables);
    expect(b.columns).toEqual(a.columns);
  });

  it('a retracted reading is as if it had never been', async () => {
    const [never, once] = [await startTrial(), await startTrial()];
    for (const trial of [never, once]) await openTank(trial);
    await live(never, 5, 120);
    await live(once, 5, 120);
    const before = (await never.runtime.belief('tank')).sha256;
    expect((await once.runtime.belief('tank')).sha256).toBe(before);
    await once.runtime.record([level(61, 300, 'stray')]);
    await once.runtime.drain();
    expect((await once.runtime.belief('tank')).sha256).not.toBe(before);
    await once.runtime.retract({ subject: TANK, source: { system: 'gauge', id: 'stray' }, reason: 'stray' });
    await once.runtime.drain();
    expect((await once.runtime.belief('tank')).sha256).toBe(before);
  });

  it('a withdrawn intervention is as if it had never been', async () => {
    const trial = await startTrial();
    await openTank(trial);
    await live(trial, 5, 60);
    const before = (await trial.runtime.belief('tank')).sha256;
    await trial.runtime.record([push(20, 30)]);
    await trial.runtime.drain();
    expect((await trial.runtime.belief('tank')).sha256).not.toBe(before);
    await trial.runtime.record([push(20, 30, 'p20', 2, true)]);
    await trial.runtime.drain();
    expect((await trial.runtime.belief('tank')).sha256).toBe(before);
  });

  it('a reading sent twice is kept once, and says so', async () => {
    const trial = await startTrial();
    await openTank(trial);
    const [first] = await trial.runtime.record([level(5, 101)]);
    const [again] = await trial.runtime.record([level(5, 101)]);
    expect([first!.duplicate, again!.duplicate]).toEqual([false, true]);
    expect(again!.seq).toBe(first!.seq);
  });

  it('the past can be read as it was and as it was known', async () => {
    const trial = await startTrial();
    await openTank(trial);
    await live(trial, 5, 120);
    const then = await trial.runtime.belief('tank', { at: minute(60) });
    expect(then.at).toBe(new Date(minute(60)).toISOString());
    trial.clock.time = minute(130);
    await trial.runtime.record([level(30, 140, 'late')]);
    await trial.runtime.drain();
    const corrected = await trial.runtime.belief('tank', { at: minute(60) });
    const asKnown = await trial.runtime.belief('tank', { at: minute(60), knownAt: minute(125) });
    expect(corrected.sha256).not.toBe(then.sha256);
    expect(asKnown.sha256).toBe(then.sha256);
    const bySeq = await trial.runtime.belief('tank', { at: minute(60), seq: then.seq });
    expect(bySeq.sha256).toBe(then.sha256);
  });
});
