// What comes in that should not, and what the record then shows the twin did about it.
import {
  ByteReader,
  ByteWriter,
  type Observed,
  type TwinModel,
  type TwinOpened,
  twinId,
} from '@twinward/contract';
import { describe, expect, it } from 'vitest';
import { InnovationRing } from '../fold/innovation-ring.ts';
import { decodeState } from '../fold/state-bytes.ts';
import { hashBytes } from '../hash-bytes.ts';
import { modelRegistry } from '../model-registry.ts';
import { levelTwin } from '../testing/level-twin.ts';
import { level, live, minute, openTank, startTrial, TANK, type Trial } from '../testing/trial.ts';

async function lived(model: TwinModel = levelTwin, minutes = 60): Promise<Trial> {
  const trial = await startTrial({}, modelRegistry([model]));
  await openTank(trial);
  await live(trial, 5, minutes);
  return trial;
}

async function told(trial: Trial, ...events: readonly Observed[]): Promise<void> {
  await trial.runtime.record(events);
  await trial.runtime.drain();
}

/** The level twin whose first `lost` members are no numbers after half an hour, once. */
const losing = (lost: number): TwinModel => ({
  ...levelTwin,
  advance: (belief, to, schedule, random) => {
    const after = levelTwin.advance(belief, to, schedule, random);
    if (!(belief.at < minute(30) && to >= minute(30))) return after;
    return { ...after, values: after.values.map((x, i) => (i < 2 * lost ? Number.NaN : x)) };
  },
});

describe('bad input is met, and the record shows how', () => {
  it('a reading 20 sd away is doubted, and moves the level by less than a usual surprise would', async () => {
    const trial = await lived();
    trial.clock.time = minute(65);
    await told(trial, level(65, 120));
    const { innovations, words } = await trial.runtime.explain('tank');
    const [last, before] = innovations;
    expect((last!.observed - last!.predicted) / last!.sd).toBeGreaterThan(20);
    expect(last!.doubt).toBeGreaterThan(20);
    expect(last!.shift).toBeLessThan(last!.sd);
    expect(last!.note).toMatch(/^doubted as .* [0-9.]+ times as large$/);
    expect(before).toMatchObject({ doubt: 1, recovered: 0, agreed: false, note: null });
    expect(words.join(' ')).toContain('doubted as too far');
    const { care, words: knows } = await trial.runtime.knowledge('tank', 14);
    expect(care).toMatchObject({ doubted: 1, recovered: 0, agreed: 0, aside: 0 });
    expect(knows.join(' ')).toContain('it doubted 1,');
  });

  it('sensors that contradict each other are both doubted', async () => {
    const trial = await lived();
    trial.clock.time = minute(65);
    await told(trial, level(65, 115, 'left'), level(65, 85, 'right'));
    const { innovations } = await trial.runtime.explain('tank');
    expect(innovations.slice(0, 2).map(({ doubt }) => doubt! > 5)).toEqual([true, true]);
    await live(trial, 70, 90);
    const [last] = (await trial.runtime.explain('tank')).innovations;
    expect(Math.abs(last!.predicted - 100)).toBeLessThan(2);
  });

  it('an update in which all is missing moves nothing, and stands in the timeline with its reason', async () => {
    const trial = await lived();
    const { innovations, provenance } = await trial.runtime.explain('tank');
    trial.clock.time = minute(65);
    const { observation } = level(65, 0);
    await told(trial, {
      kind: 'observation',
      observation: { ...observation, value: { kind: 'absent', reason: 'not-performed' } },
    });
    const after = await trial.runtime.explain('tank');
    expect(after.innovations).toEqual(innovations);
    expect(after.provenance).toEqual(provenance);
    const { entries } = await trial.runtime.subjects.timeline(TANK, {
      from: minute(64),
      to: minute(66),
      limit: 10,
    });
    expect(entries.filter(({ kind }) => kind === 'held-aside')).toMatchObject([
      { reason: 'no value (not performed)', taken: false },
    ]);
  });

  it('members that are no numbers are replaced, and it says how many', async () => {
    const trial = await lived(losing(3));
    const { innovations, words } = await trial.runtime.explain('tank');
    const at = innovations.find(({ recovered }) => recovered !== 0)!;
    expect(at).toMatchObject({ recovered: 3, at: '2026-03-01T00:30:00.000Z' });
    expect(at.note).toBe('3 members were no longer finite, and were replaced by copies of others');
    expect(words.join(' ')).toContain(at.note);
    const { care } = await trial.runtime.knowledge('tank', 14);
    expect(care).toMatchObject({ readings: 12, recovered: 1 });
  });

  it('a twin whose members are mostly no numbers abstains, begins again, and says at which reading', async () => {
    const trial = await lived(losing(20), 30);
    const then = await trial.runtime.explain('tank');
    expect(then.fit).toMatchObject({ kind: 'abstains' });
    expect(then.fit.reason).toContain('20 of 24 members of the belief are not finite numbers');
    expect(then.aside).toMatchObject([{ at: '2026-03-01T00:30:00.000Z', observable: 'level' }]);
    expect(then.aside[0]!.reason).toContain('begins again from its prior');
    await live(trial, 35, 120);
    expect((await trial.runtime.explain('tank')).fit.kind).toBe('fits');
    expect((await trial.runtime.explain('tank')).aside).toHaveLength(1);
    const { care, words } = await trial.runtime.knowledge('tank', 14);
    expect(care.aside).toBe(1);
    expect(words.join(' ')).toContain('1 reading stands aside and moved nothing.');
  });

  it('members that all agree, whose covariance is singular, learn nothing and say so', async () => {
    const trial = await lived({
      ...levelTwin,
      initialise: (...given) => {
        const belief = levelTwin.initialise(...given);
        return { ...belief, values: belief.values.map((_, i) => (i % 2 === 0 ? 100 : 0)) };
      },
      advance: (belief, to) => ({ ...belief, at: to }),
    });
    const { innovations } = await trial.runtime.explain('tank');
    expect(innovations).toHaveLength(12);
    for (const one of innovations) {
      expect(one).toMatchObject({ agreed: true, shift: 0, predicted: 100 });
      expect(one.note).toContain('nothing was learnt');
    }
    expect((await trial.runtime.knowledge('tank', 14)).care.agreed).toBe(12);
  });
});

describe('states stored before the record kept what was done about readings', () => {
  const rewritten = (bytes: Uint8Array, innovations: Float64Array): Uint8Array => {
    const tail = new ByteWriter().float64s(innovations).uint32(0).finish().length;
    const head = bytes.slice(0, bytes.length - tail);
    new ByteReader(head).text();
    head[4 + 2 * 'twinward state '.length] = '2'.charCodeAt(0);
    const twelve = innovations.filter((_, i) => i % 15 < 12);
    const ring = new ByteWriter().float64s(twelve).uint32(0).finish();
    const all = new Uint8Array(head.length + ring.length);
    all.set(head);
    all.set(ring, head.length);
    return all;
  };

  it('can be looked at, claim nothing they do not know, and are folded anew', async () => {
    const trial = await lived();
    const before = await trial.runtime.explain('tank');
    await trial.runtime.close();
    const [opening] = await trial.record.events.openings();
    const opened = opening!.event as TwinOpened;
    const snapshot = (await trial.record.snapshots.latest(twinId('tank')))!;
    const state = decodeState(snapshot.state, opened);
    const old = rewritten(snapshot.state, state.innovations.flat());
    const read = decodeState(old, opened);
    expect(read.innovations.length).toBe(12);
    expect(read.innovations.row(11)).toEqual({
      ...state.innovations.row(11),
      doubt: null,
      recovered: null,
      agreed: null,
    });
    expect(read.belief).toEqual(state.belief);
    expect(InnovationRing.fromFlat(read.innovations.flat()).row(3)).toEqual(read.innovations.row(3));
    const stored = trial.record.snapshots;
    await stored.put([{ ...snapshot, state: old, sha256: hashBytes(old) }]);
    const again = await trial.restart(false);
    expect((await again.runtime.explain('tank')).innovations).toEqual(before.innovations);
  });
});
