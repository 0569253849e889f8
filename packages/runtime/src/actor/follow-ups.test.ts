// What follows from a reading keeps no belief waiting, and is done once for what came together.
import { twinId } from '@twinward/contract';
import type { ForecastStore } from '@twinward/record';
import { openMemoryRecord } from '@twinward/record';
import { describe, expect, it } from 'vitest';
import { HandClock, level, live, minute, openTank, startTrial, type Trial } from '../testing/trial.ts';

/** A record whose forecasts can be kept waiting, and that counts how often what falls due is asked for. */
async function trialWithSlowForecasts(): Promise<{
  readonly trial: Trial;
  readonly asked: () => number;
  hold(): void;
  release(): void;
}> {
  const clock = new HandClock();
  const record = openMemoryRecord(clock);
  let asked = 0;
  let gate = Promise.resolve();
  let open = (): void => undefined;
  const forecasts = new Proxy(record.forecasts, {
    get: (target, name: keyof ForecastStore) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        if (name === 'due') asked++;
        await gate;
        return (await member.apply(target, args)) as unknown;
      };
    },
  });
  return {
    trial: await startTrial({ settling: 1 }, undefined, clock, { ...record, forecasts }),
    asked: () => asked,
    hold: () => {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    release: () => open(),
  };
}

/** Resolves once the overview tells of a belief that has taken in a reading of `at` or later. */
function shown(trial: Trial, twin: string, at: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = trial.runtime.onSummary(({ id, latest }) => {
      if (id !== twin || latest === null || Date.parse(latest.at) < at) return;
      stop();
      resolve();
    });
  });
}

describe('what follows from a reading', () => {
  it('keeps no belief waiting: it is shown, and other twins fold, while forecasts cannot be stored', async () => {
    const { trial, hold, release } = await trialWithSlowForecasts();
    const others = Array.from({ length: 5 }, (_, i) => `other-${i}`);
    await openTank(trial);
    for (const id of others) await openTank(trial, id);
    await live(trial, 5, 30);
    hold();
    const all = ['tank', ...others].map((id) => shown(trial, id, minute(34)));
    trial.clock.time = minute(34);
    await trial.runtime.record([level(34, 101)]);
    await Promise.all(all);
    expect(trial.runtime.metrics().lagging).toBeGreaterThan(0);
    release();
    await trial.runtime.drain();
    expect(trial.runtime.metrics().lagging).toBe(0);
    await trial.runtime.close();
  });

  it('is done together for readings that come within a second, and completely', async () => {
    const { trial, asked } = await trialWithSlowForecasts();
    await openTank(trial);
    await live(trial, 5, 30);
    const before = asked();
    for (let m = 35; m <= 120; m += 5) {
      trial.clock.time = minute(m);
      const told = shown(trial, 'tank', minute(m));
      await trial.runtime.record([level(m, 100 + m / 100)]);
      await told;
    }
    await trial.runtime.drain();
    expect(asked() - before).toBeLessThan(9);
    expect(asked()).toBeGreaterThan(before);
    const issued = await trial.record.forecasts.issued(twinId('tank'), 100);
    const leads = issued.flatMap(({ from, leads: all }) => all.map(({ lead }) => from + lead * 1000));
    const due = leads.filter((at) => at <= minute(120)).length;
    expect(due).toBeGreaterThan(0);
    const scores = await trial.record.forecasts.scoresOf(issued.map(({ id }) => id));
    expect(scores.length).toBeGreaterThanOrEqual(due);
    await trial.runtime.close();
  });
});
