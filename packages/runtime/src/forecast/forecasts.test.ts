// What a twin forecasts, what it may know when it does, and how it is held to account.
import { instant } from '@twinward/contract';
import { crps } from '@twinward/estimate';
import { describe, expect, it } from 'vitest';
import { modelRegistry } from '../model-registry.ts';
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

/** Ten hours of history imported at once, an hour after its end; what comes after `wild` is made nonsense of. */
async function imported(wild = Number.POSITIVE_INFINITY): Promise<Trial> {
  const trial = await startTrial();
  await openTank(trial);
  trial.clock.time = minute(660);
  const minutes = Array.from({ length: 120 }, (_, k) => 5 * (k + 1));
  const readings = minutes.map((m) =>
    level(m, m > wild ? 150 + 40 * Math.sin(m) : 100 + m / 100 + 0.4 * Math.sin(m * 1.7)),
  );
  const pushes = [30, 200, 400].map((m) => push(m, m > wild ? -40 : 2));
  await trial.runtime.record([...readings, ...pushes]);
  await trial.runtime.drain();
  return trial;
}

describe('forecasts of imported history', () => {
  it('are made every half hour of effective time and scored, as hindcasts', async () => {
    const { runtime } = await imported();
    const forecasts = await runtime.issuedForecasts('tank', 100);
    expect(forecasts.length).toBeGreaterThanOrEqual(18);
    expect(forecasts.every(({ mode }) => mode === 'hindcast')).toBe(true);
    const halfHours = new Set(forecasts.map(({ from }) => Math.floor(from / 1_800_000)));
    expect(halfHours.size).toBe(forecasts.length);
    const track = await runtime.trackRecord('tank');
    expect(track.map(({ lead }) => lead)).toEqual([900, 1800, 3600]);
    expect(track[0]!.scored).toBeGreaterThanOrEqual(17);
    expect(track[0]!.live).toBe(0);
  });

  it('use nothing that is effective later: with the future corrupted they are the same', async () => {
    const [true_, corrupted] = [await imported(), await imported(300)];
    const until = minute(300);
    const upTo = async ({ runtime }: Trial) =>
      (await runtime.issuedForecasts('tank', 100))
        .filter(({ from }) => from <= until)
        .map(({ issuedAt: _, seq: __, id: ___, scores: ____, ...forecast }) => forecast);
    const [a, b] = [await upTo(true_), await upTo(corrupted)];
    expect(a.length).toBeGreaterThanOrEqual(8);
    expect(b).toEqual(a);
  });
});

describe('live forecasts', () => {
  it('are issued once a step, from the latest reading, before their truth is known', async () => {
    const trial = await startTrial();
    await openTank(trial);
    await live(trial, 5, 120);
    trial.clock.time = minute(121);
    await trial.runtime.record([level(121, 101)]);
    await trial.runtime.drain();
    const forecasts = await trial.runtime.issuedForecasts('tank', 100);
    expect(forecasts.map(({ from }) => from)).not.toContain(minute(121));
    expect(forecasts.length).toBeGreaterThan(15);
    for (const forecast of forecasts) {
      expect(forecast.mode).toBe('live');
      expect(forecast.issuedAt).toBe(forecast.from);
    }
  });

  it('are scored against the reading nearest to their target, with the CRPS of the stored sample', async () => {
    const trial = await startTrial();
    await openTank(trial);
    await live(trial, 5, 120);
    const forecast = (await trial.runtime.issuedForecasts('tank', 100)).find(
      ({ from }) => from === minute(60),
    );
    const score = forecast!.scores.find(({ lead }) => lead === 1800);
    const truth = 100 + 90 / 100 + 0.4 * Math.sin(90 * 1.7);
    expect(score!.truth).toBe(truth);
    expect(score!.crps).toBe(crps(forecast!.leads[1]!.sample, truth));
    expect(score!.persistenceError).toBeCloseTo(forecast!.persistence - truth, 12);
  });

  it('are scored again when their truth is corrected, and not at all when it is retracted', async () => {
    const trial = await startTrial();
    await openTank(trial);
    await live(trial, 5, 120);
    const scoreAt = async () =>
      (await trial.runtime.issuedForecasts('tank', 100))
        .find(({ from }) => from === minute(60))!
        .scores.find(({ lead }) => lead === 1800);
    const before = await scoreAt();
    await trial.runtime.record([level(90, 104, 'r90', 2)]);
    await trial.runtime.drain();
    const corrected = await scoreAt();
    expect(corrected!.truth).toBe(104);
    expect(corrected!.error).not.toBe(before!.error);
    await trial.runtime.record([inError(level(90, 104, 'r90', 2), 3)]);
    await trial.runtime.drain();
    expect(await scoreAt()).toBeUndefined();
  });

  it('a truth beyond the limit of its sensor is scored through that sensor', async () => {
    const trial = await startTrial();
    await openTank(trial);
    await live(trial, 5, 85);
    trial.clock.time = minute(90);
    const { observation } = level(90, 0);
    const value = { kind: 'censored', side: 'above', limit: 99, unit: 'cm' } as const;
    await trial.runtime.record([{ kind: 'observation', observation: { ...observation, value } }]);
    await trial.runtime.drain();
    const forecast = (await trial.runtime.issuedForecasts('tank', 100)).find(
      ({ from }) => from === minute(75),
    );
    const score = forecast!.scores.find(({ lead }) => lead === 900);
    expect(score).toMatchObject({ truth: 99, inside90: true });
    expect(score!.crps).toBeLessThan(0.05);
  });
});

describe('a twin that does not fit', () => {
  it('forecasts nothing while it is warming up', async () => {
    const trial = await startTrial();
    await openTank(trial);
    await live(trial, 5, 20);
    const view = await trial.runtime.forecast('tank');
    expect(view).toMatchObject({ fans: [], risks: [], fit: { kind: 'warming-up' } });
    expect(view.fit.reason).toContain('4 of the 6');
  });

  it('abstains when it falls silent and says for how long, and recovers when readings return', async () => {
    const trial = await startTrial();
    await openTank(trial);
    await live(trial, 5, 60);
    expect((await trial.runtime.forecast('tank')).fans).not.toEqual([]);
    trial.clock.time = minute(60 + 100);
    const silent = await trial.runtime.forecast('tank');
    expect(silent).toMatchObject({ fans: [], fit: { kind: 'abstains' } });
    expect(silent.fit.reason).toContain('100 min');
    expect(trial.runtime.summary('tank').fit.kind).toBe('abstains');
    await live(trial, 165, 165);
    expect((await trial.runtime.forecast('tank')).fit.kind).toBe('fits');
  });

  it('abstains when readings stray from what it expects, and trusts itself again when they no longer do', async () => {
    const trial = await startTrial();
    await openTank(trial);
    await live(trial, 5, 60);
    for (let m = 65; m <= 110; m += 5) {
      trial.clock.time = minute(m);
      await trial.runtime.record([level(m, m % 10 === 0 ? 90 : 112)]);
    }
    await trial.runtime.drain();
    const astray = await trial.runtime.forecast('tank');
    expect(astray).toMatchObject({ fans: [], risks: [], fit: { kind: 'abstains' } });
    expect(
      (await trial.runtime.compare('tank', { interventions: [{ type: 'push', amounts: { amount: 5 } }] }))
        .words,
    ).toContain('makes no prediction');
    await live(trial, 115, 300);
    expect((await trial.runtime.forecast('tank')).fit.kind).toBe('fits');
  });

  it('begins again from its prior when its model cannot follow', async () => {
    const trial = await startTrial();
    await openTank(trial);
    await live(trial, 5, 60);
    const { observation } = level(65, 0);
    trial.clock.time = minute(65);
    const value = { kind: 'quantity', value: Number.MAX_VALUE, unit: 'cm' } as const;
    const event = { kind: 'observation', observation: { ...observation, value } } as const;
    await trial.record.events.append([{ subject: TANK, event, dedupe: 'past the check' }]);
    await live(trial, 70, 130);
    const view = await trial.runtime.belief('tank');
    expect(view.observables[0]!.mean).toBeGreaterThan(95);
    expect(view.observables[0]!.mean).toBeLessThan(110);
    expect(await trial.runtime.replay(null)).toMatchObject([{ equal: true }]);
  });
});

describe('a what-if', () => {
  it('shares its draws with the baseline, so a push of 6 cm raises every path by exactly 6 cm', async () => {
    const trial = await startTrial();
    await openTank(trial);
    await live(trial, 5, 120);
    const view = await trial.runtime.compare('tank', {
      interventions: [{ type: 'push', inMinutes: 10, amounts: { amount: 6 } }],
      keep: { name: 'fill up', by: 'tester' },
    });
    const level_ = view.differences.find(({ name }) => name === 'level')!;
    expect(level_.q05[1]).toBe(0);
    expect(level_.q05.at(-1)).toBeCloseTo(6, 9);
    expect(level_.q95.at(-1)).toBeCloseTo(6, 9);
    expect(view.baseline.seed).toBe((await trial.runtime.forecast('tank')).seed);
    expect(view.words).toMatch(
      /^With Push 6 cm the highest level is 6\.?0* cm higher \(90 % interval of the change /,
    );
    expect(view.words).toBe(view.wordsOf.level);
    expect(view.wordsOf.outflow).toMatch(/^With Push 6 cm nothing changes in outflow\./);
    const kept = await trial.runtime.keptScenarios('tank');
    expect(kept).toMatchObject([{ id: view.id, name: 'fill up', createdBy: 'tester' }]);
    expect(kept[0]!.result).toEqual(view);
  });

  it('is told by the headline of the model, and by any other of its quantities when asked', async () => {
    const trial = await startTrial({}, modelRegistry([{ ...levelTwin, headline: 'outflow' }]));
    await openTank(trial);
    await live(trial, 5, 120);
    const view = await trial.runtime.compare('tank', {
      interventions: [{ type: 'push', amounts: { amount: 6 } }],
    });
    expect(view.words).toBe(view.wordsOf.outflow);
    expect(view.wordsOf.level).toContain('level is');
    expect(() => modelRegistry([{ ...levelTwin, headline: 'inflow' }])).toThrow('no inflow');
  });

  it('from the past starts from the belief there and knows nothing effective later', async () => {
    const trial = await startTrial();
    await openTank(trial);
    await live(trial, 5, 60);
    const whatIf = { interventions: [{ type: 'push', amounts: { amount: 3 } }], at: minute(60) };
    const then = await trial.runtime.compare('tank', whatIf);
    await trial.runtime.record([push(62, 40)]);
    await live(trial, 65, 120);
    const now = await trial.runtime.compare('tank', whatIf);
    expect(now.baseline.fans).toEqual(then.baseline.fans);
    expect(now.branch).toEqual(then.branch);
  });

  it('refuses an amount out of bounds, an unknown intervention and a past that is over', async () => {
    const trial = await startTrial();
    await openTank(trial);
    await live(trial, 5, 60);
    const ask = (type: string, amount: number, at = instant(minute(61))) =>
      trial.runtime.compare('tank', { interventions: [{ type, at, amounts: { amount } }] });
    await expect(ask('push', 51)).rejects.toMatchObject({ place: { field: 'amounts.amount' } });
    await expect(ask('pull', 1)).rejects.toMatchObject({
      code: 'intervention.invalid',
      place: { field: 'type' },
    });
    await expect(ask('push', 1, minute(30))).rejects.toMatchObject({ code: 'scenario.invalid' });
  });
});
