// What people are told about a twin: overview, history, reasons, live changes, replay.
import { type Instant, twinId } from '@twinward/contract';
import { describe, expect, it } from 'vitest';
import {
  level,
  live,
  minute,
  openTank,
  push,
  START,
  startTrial,
  TANK,
  type Trial,
} from '../testing/trial.ts';
import type { TwinSummary } from '../views/twin-summary.ts';

async function lived(minutes = 120, options = {}): Promise<Trial> {
  const trial = await startTrial(options);
  await openTank(trial);
  await live(trial, 5, minutes);
  return trial;
}

describe('the overview', () => {
  it('tells the latest reading, its trend, the risks and the track record', async () => {
    const { runtime } = await lived();
    const [summary] = runtime.summaries();
    expect(summary).toMatchObject({
      id: 'tank',
      subject: 'Device/tank',
      origin: 'simulated',
      fit: { kind: 'fits' },
    });
    expect(summary!.latest).toMatchObject({
      observable: 'level',
      unit: 'cm',
      at: new Date(minute(120)).toISOString(),
    });
    expect(summary!.latest!.perMinute).not.toBeNull();
    expect(summary!.risks).toMatchObject([{ name: 'high', unit: 'cm' }]);
    expect(summary!.track).toMatchObject({ lead: 1800 });
    expect(summary!.track!.scored).toBeGreaterThan(10);
    expect(summary!.recent.at).toHaveLength(24);
  });

  it('is the same after a restart', async () => {
    const trial = await lived();
    const before = trial.runtime.summaries();
    const { runtime } = await trial.restart(true);
    await runtime.drain();
    expect(runtime.summaries()).toEqual(before);
  });
});

describe('the history of a twin', () => {
  it('holds what stands, with the estimate after every reading, however long ago', async () => {
    const trial = await lived(60 * 5, { snapshotEvents: 10 });
    await trial.runtime.record([push(100, 2), level(100, 101.5, 'r100', 2)]);
    const source = { system: 'gauge', id: 'r105' };
    await trial.runtime.retract({ subject: TANK, source, reason: 'stray' });
    await trial.runtime.drain();
    const { runtime } = await trial.restart(true);
    const view = await runtime.history('tank', { from: START, to: minute(300) });
    expect(view.readings).toHaveLength(59);
    expect(view.readings.find(({ at }) => at === new Date(minute(100)).toISOString())!.value).toBe(101.5);
    expect(view.interventions).toMatchObject([{ type: 'push', label: 'Push', amounts: { amount: 2 } }]);
    expect(view.estimates).toHaveLength(59);
    const last = view.estimates.at(-1)!;
    const belief = await runtime.belief('tank');
    expect(last.mean).toBe(belief.observables[0]!.mean);
  });

  it('reaches back beyond what the latest state remembers', async () => {
    const trial = await startTrial();
    await openTank(trial);
    trial.clock.time = minute(5 * 700 + 5);
    const readings = Array.from({ length: 700 }, (_, k) => level(5 * (k + 1), 100 + Math.sin(k)));
    await trial.runtime.record(readings);
    await trial.runtime.drain();
    const view = await trial.runtime.history('tank', { from: START, to: trial.clock.time });
    expect(view.estimates).toHaveLength(700);
  });
});

describe('an explanation', () => {
  it('names the surprise, what was learned and what acts', async () => {
    const trial = await lived();
    trial.clock.time = minute(125);
    await trial.runtime.record([push(121, 20), level(125, 106)]);
    await trial.runtime.drain();
    const view = await trial.runtime.explain('tank');
    expect(view.innovations[0]!.observed).toBe(106);
    expect(view.parameters).toMatchObject([{ name: 'drift', verdict: expect.any(String) }]);
    expect(view.parameters[0]!.varianceRatio).toBeLessThan(0.8);
    expect(view.terms).toHaveLength(1);
    // In an hour the whole push has acted.
    expect(view.terms[0]!.effect).toBeCloseTo(20, 6);
    expect(view.provenance).toMatchObject({ readings: 25, interventions: 1 });
    expect(view.words.length).toBeGreaterThan(1);
  });
});

describe('live push', () => {
  it('tells every event with the twins it concerns, and every changed summary', async () => {
    const trial = await startTrial();
    const seen: { kind: string; twins: readonly string[] }[] = [];
    const summaries: TwinSummary[] = [];
    trial.runtime.onRecorded(({ event }, twins) => seen.push({ kind: event.kind, twins }));
    const stop = trial.runtime.onSummary((summary) => summaries.push(summary));
    await openTank(trial);
    await openTank(trial, 'tank-too');
    trial.clock.time = minute(5);
    await trial.runtime.record([level(5, 101)]);
    await trial.runtime.drain();
    expect(seen).toEqual([
      { kind: 'twin-opened', twins: ['tank'] },
      { kind: 'twin-opened', twins: ['tank-too'] },
      { kind: 'observation', twins: ['tank', 'tank-too'] },
    ]);
    await new Promise((resolve) => setTimeout(resolve, 250));
    const last = summaries.findLast(({ id }) => id === 'tank');
    expect(last!.latest!.value).toBe(101);
    const told = summaries.length;
    stop();
    await live(trial, 10, 10);
    expect(summaries).toHaveLength(told);
  });
});

describe('a replay', () => {
  it('tells how far it is, and can be cancelled', async () => {
    const { runtime } = await lived();
    const steps: [number, number, number][] = [];
    const onProgress = (done: number, of: number, events: number) => steps.push([done, of, events]);
    const [result] = await runtime.replay(null, { onProgress });
    expect(result).toMatchObject({ twin: 'tank', events: 24, equal: true });
    expect(steps).toEqual([[1, 1, 24]]);
    await expect(runtime.replay(['tank'], { signal: { aborted: true } })).rejects.toMatchObject({
      code: 'run.cancelled',
    });
  });

  it('notices a stored state that the record does not give', async () => {
    const trial = await lived();
    await trial.runtime.close();
    const snapshot = (await trial.record.snapshots.latest(twinId('tank')))!;
    const forged = { ...snapshot, state: snapshot.state.slice() };
    // The lowest bit of the last number of the ring of innovations.
    forged.state[forged.state.length - 8]! ^= 1;
    const { hashBytes } = await import('../hash-bytes.ts');
    await trial.record.snapshots.put([{ ...forged, sha256: hashBytes(forged.state) }]);
    const { runtime } = await trial.restart(false);
    await runtime.drain();
    expect(await runtime.replay(['tank'])).toMatchObject([{ equal: false }]);
  });
});

describe('many twins', () => {
  it('take turns in a memory for few of them', async () => {
    const trial = await startTrial({ hotTwins: 3 });
    const ids = Array.from({ length: 12 }, (_, k) => `tank-${k}`);
    for (const id of ids) await openTank(trial, id);
    await live(trial, 5, 60);
    expect(trial.runtime.metrics()).toMatchObject({ twins: 12, lagging: 0 });
    expect(trial.runtime.metrics().hot).toBeLessThanOrEqual(3);
    const means = await Promise.all(ids.map(async (id) => (await trial.runtime.belief(id)).seq));
    expect(new Set(means).size).toBe(1);
    const replayed = await trial.runtime.replay(null);
    expect(replayed).toHaveLength(12);
    expect(replayed.every(({ equal, events }) => equal && events === 12)).toBe(true);
  });
});

describe('the clock', () => {
  it('is asked only for what is said now, never for what is believed', async () => {
    const [early, late] = [await lived(60), await startTrial()];
    await openTank(late);
    late.clock.time = (minute(60) + 30 * 86_400_000) as Instant;
    for (let m = 5; m <= 60; m += 5)
      await late.runtime.record([level(m, 100 + m / 100 + 0.4 * Math.sin(m * 1.7))]);
    await late.runtime.drain();
    const [a, b] = [await early.runtime.belief('tank'), await late.runtime.belief('tank')];
    expect(b.sha256).toBe(a.sha256);
    expect([a.fit.kind, b.fit.kind]).toEqual(['fits', 'abstains']);
  });
});
