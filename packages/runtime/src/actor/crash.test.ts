// A process can end between any two steps; what was acknowledged is never lost and no belief ends up different.
import { TwinwardError } from '@twinward/contract';
import type { TwinRecord } from '@twinward/record';
import { openMemoryRecord } from '@twinward/record';
import { describe, expect, it } from 'vitest';
import { HandClock, level, minute, openTank, push, startTrial, TANK, type Trial } from '../testing/trial.ts';

/** A record that works for so many calls and then answers nothing more, as if the process had ended there. */
function mortal(
  record: TwinRecord,
  calls: number,
): { readonly record: TwinRecord; readonly death: Promise<null> } {
  let spent = 0;
  let die = (_: null): void => undefined;
  const death = new Promise<null>((resolve) => {
    die = resolve;
  });
  const silence = (): Promise<never> => {
    die(null);
    return new Promise(() => undefined);
  };
  const wrap = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        if (name === 'onCommit') return member.bind(target);
        return async (...args: unknown[]) => {
          spent++;
          if (spent > calls) return silence();
          const answer: unknown = await member.apply(target, args);
          // The effect is there, but nobody lives to hear of it.
          return spent >= calls ? silence() : answer;
        };
      },
    });
  const { events, snapshots, forecasts } = record;
  return {
    record: {
      ...record,
      events: wrap(events),
      snapshots: wrap(snapshots),
      forecasts: wrap(forecasts),
    },
    death,
  };
}

/** A life: readings, a late one, a correction, a push; the sequences that are acknowledged are noted. */
async function life(trial: Trial, acknowledged: number[]): Promise<void> {
  const note = async (...events: Parameters<Trial['runtime']['record']>[0]) => {
    for (const { seq } of await trial.runtime.record(events)) acknowledged.push(seq);
    await trial.runtime.drain();
  };
  for (let m = 5; m <= 60; m += 5) {
    trial.clock.time = minute(m);
    await note(level(m, 100 + Math.sin(m)));
  }
  await note(level(31, 101, 'late'));
  await note(level(20, 99, 'r20', 2));
  await note(push(55, 3));
  trial.clock.time = minute(70);
  await note(level(65, 101), level(70, 102));
}

describe('a crash between any two steps', () => {
  it('loses nothing acknowledged and leaves the same belief and scores as a life without one', async () => {
    const whole = await startTrial({ snapshotEvents: 5 });
    await openTank(whole);
    await life(whole, []);
    const believed = await belief(whole);
    const track = await whole.runtime.trackRecord('tank');
    let deaths = 0;
    for (let calls = 1; ; calls++) {
      const clock = new HandClock();
      const lasting = openMemoryRecord(clock);
      const { record, death } = mortal(lasting, calls);
      const acknowledged: number[] = [];
      const start = () => startTrial({ snapshotEvents: 5 }, whole.models, clock, record);
      if ((await Promise.race([firstLife(start, acknowledged), death])) !== null) break;
      deaths++;
      const second = await startTrial({ snapshotEvents: 5 }, whole.models, clock, lasting);
      await second.runtime.drain();
      const kept = new Set((await lasting.events.readSubject(TANK)).map(({ seq }) => seq));
      expect(acknowledged.filter((seq) => !kept.has(seq))).toEqual([]);
      if (second.runtime.metrics().twins === 0) await openTank(second);
      // Whoever had no answer sends again.
      await life(second, []);
      expect(await belief(second), `death after ${calls} calls`).toEqual(believed);
      expect(await second.runtime.replay(null)).toMatchObject([{ equal: true }]);
      const scored = (await second.runtime.trackRecord('tank')).map(({ lead }) => lead);
      expect(scored).toEqual(track.map(({ lead }) => lead));
      await second.runtime.close();
    }
    expect(deaths).toBeGreaterThan(40);
  });
});

async function firstLife(start: () => Promise<Trial>, acknowledged: number[]): Promise<true> {
  const trial = await start();
  await openTank(trial);
  await life(trial, acknowledged);
  return true;
}

/** What is believed, but for the sequences, which leave gaps where something was sent twice. */
async function belief({ runtime }: Trial) {
  const { at, columns, observables, fit } = await runtime.belief('tank');
  return { at, columns, observables, fit };
}

describe('a turn that fails', () => {
  it('is told, is tried again, and leaves the belief it would have left', async () => {
    const [sound, shaken] = [await startTrial(), await startTrial()];
    for (const trial of [sound, shaken]) await openTank(trial);
    const troubles: unknown[] = [];
    shaken.runtime.onTrouble((twin, error) => troubles.push([twin, error]));
    const { forecasts } = shaken.record;
    const due = forecasts.due.bind(forecasts);
    let failures = 0;
    forecasts.due = async (...asked) => {
      failures++;
      if (failures === 3) throw new TwinwardError('record.unavailable', 'the database is away');
      return due(...asked);
    };
    for (const trial of [sound, shaken]) {
      for (let m = 5; m <= 60; m += 5) {
        trial.clock.time = minute(m);
        await trial.runtime.record([level(m, 100 + Math.sin(m))]);
        await trial.runtime.drain();
      }
    }
    expect(troubles).toMatchObject([['tank', { code: 'record.unavailable' }]]);
    expect(shaken.runtime.metrics()).toMatchObject({ failing: 0, lagging: 0 });
    expect((await shaken.runtime.belief('tank')).sha256).toBe((await sound.runtime.belief('tank')).sha256);
    expect(await shaken.runtime.trackRecord('tank')).toEqual(await sound.runtime.trackRecord('tank'));
  });
});
