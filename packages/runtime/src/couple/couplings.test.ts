// One twin's output feeding another's input: live through the record, ahead through its futures.
import { type Coupling, type InputReceived, subjectRef, twinId } from '@twinward/contract';
import { describe, expect, it } from 'vitest';
import { level, live, minute, openTank, startTrial, type Trial } from '../testing/trial.ts';

const BASIN = subjectRef('Device/basin');

/** The tank's outflow runs into a basin of another subject. */
const drain: Coupling = {
  from: { twin: twinId('tank'), output: 'outflow' },
  to: { twin: twinId('basin'), input: 'inflow' },
  delay: 0,
};

async function openBasin({ runtime }: Trial, id = 'basin'): Promise<void> {
  await runtime.openTwin({
    id: twinId(id),
    subject: BASIN,
    label: 'Basin',
    origin: 'simulated',
    model: 'level',
    facts: { start: 50 },
    at: minute(0),
  });
}

function basinLevel(minutes: number, value: number) {
  const event = level(minutes, value);
  return { ...event, observation: { ...event.observation, subject: BASIN } };
}

async function coupled(delay = 0): Promise<Trial> {
  const trial = await startTrial();
  await openTank(trial);
  await openBasin(trial);
  await trial.runtime.couple({ ...drain, delay });
  return trial;
}

async function fedEvents({ record }: Trial): Promise<InputReceived[]> {
  const events = await record.events.readSubject(BASIN, { kinds: ['input'] });
  return events.map(({ event }) => event).filter((event) => event.kind === 'input');
}

describe('a coupling', () => {
  it('is refused when it would close a circle, feed an input twice or join unlike quantities', async () => {
    const trial = await coupled();
    const back: Coupling = {
      from: { twin: twinId('basin'), output: 'outflow' },
      to: { twin: twinId('tank'), input: 'inflow' },
      delay: 0,
    };
    await expect(trial.runtime.couple(back)).rejects.toMatchObject({
      code: 'coupling.invalid',
      place: { field: 'to.twin' },
    });
    await expect(trial.runtime.couple(drain)).rejects.toMatchObject({ place: { field: 'to.input' } });
    const unknown = { ...back, from: { ...back.from, output: 'colour' } };
    await expect(trial.runtime.couple(unknown)).rejects.toMatchObject({ place: { field: 'from.output' } });
    await trial.runtime.couple(drain, true);
    await trial.runtime.couple(back);
    await expect(trial.runtime.couple(drain)).rejects.toMatchObject({ place: { field: 'to.twin' } });
  });

  it('writes what the upstream twin feeds into the record of the downstream one, a value a member', async () => {
    const trial = await coupled(60);
    await live(trial, 5, 60);
    const fed = await fedEvents(trial);
    expect(fed.length).toBeGreaterThanOrEqual(12);
    const last = fed.at(-1)!;
    expect(last.at).toBe(minute(61));
    expect(last.values).toHaveLength(24);
    const outflow = (await trial.runtime.belief('tank')).outputs[0]!;
    const mean = last.values.reduce((a, b) => a + b, 0) / 24;
    expect(mean).toBeCloseTo(outflow.mean, 9);
  });

  it('moves the downstream belief, and its replay needs nothing but the record', async () => {
    const [joined, apart] = [await coupled(), await startTrial()];
    await openTank(apart);
    await openBasin(apart);
    for (const trial of [joined, apart]) {
      for (let m = 5; m <= 120; m += 5) {
        trial.clock.time = minute(m);
        // The tank rises by 12 cm an hour, which its outflow is taken to be.
        await trial.runtime.record([level(m, 100 + m / 5)]);
        await trial.runtime.drain();
      }
      await trial.runtime.record([basinLevel(115, 50)]);
      await trial.runtime.drain();
    }
    const expected = async ({ runtime }: Trial) => (await runtime.explain('basin')).innovations[0]!.predicted;
    expect((await expected(joined)) - (await expected(apart))).toBeGreaterThan(2);
    expect(await joined.runtime.replay(null)).toMatchObject([{ equal: true }, { equal: true }]);
  });

  it('what was fed is corrected when the upstream twin learns that it was wrong', async () => {
    const trial = await coupled();
    await live(trial, 5, 60);
    const before = await fedEvents(trial);
    await trial.runtime.record([level(30, 130, 'r30', 2)]);
    await trial.runtime.drain();
    const after = await fedEvents(trial);
    const latest = (events: readonly InputReceived[], minutes: number) =>
      events.findLast(({ at }) => at === minute(minutes))!.values;
    expect(latest(after, 60)).not.toEqual(latest(before, 60));
    expect(latest(after, 25)).toEqual(latest(before, 25));
    await trial.runtime.retract({
      subject: subjectRef('Device/tank'),
      source: { system: 'gauge', id: 'r30' },
      reason: 'never made',
    });
    await trial.runtime.drain();
    const never = await coupled();
    for (let m = 5; m <= 60; m += 5) {
      never.clock.time = minute(m);
      if (m !== 30) await never.runtime.record([level(m, 100 + m / 100 + 0.4 * Math.sin(m * 1.7))]);
      await never.runtime.drain();
    }
    expect(latest(await fedEvents(trial), 60)).toEqual(latest(await fedEvents(never), 60));
    expect(await trial.runtime.replay(null)).toMatchObject([{ equal: true }, { equal: true }]);
  });

  it('carries the uncertainty of the upstream futures into the downstream forecast', async () => {
    const [joined, apart] = [await coupled(), await startTrial()];
    await openTank(apart);
    await openBasin(apart);
    for (const trial of [joined, apart]) {
      for (let m = 5; m <= 60; m += 5) {
        trial.clock.time = minute(m);
        await trial.runtime.record([level(m, 100 + m / 5), basinLevel(m, 50)]);
        await trial.runtime.drain();
      }
    }
    const spread = async ({ runtime }: Trial) => {
      const fan = (await runtime.forecast('basin')).fans.find(({ name }) => name === 'level')!;
      return fan.q95.at(-1)! - fan.q05.at(-1)!;
    };
    expect(await spread(joined)).toBeGreaterThan(1.1 * (await spread(apart)));
  });

  it('that ends leaves the input at its default from then on', async () => {
    const trial = await coupled();
    for (let m = 5; m <= 60; m += 5) {
      trial.clock.time = minute(m);
      await trial.runtime.record([level(m, 100 + m / 5)]);
      await trial.runtime.drain();
    }
    await trial.runtime.couple(drain, true);
    trial.clock.time = minute(65);
    await trial.runtime.record([level(65, 113), basinLevel(65, 62)]);
    await trial.runtime.drain();
    expect((await fedEvents(trial)).at(-1)!.at).toBe(minute(60));
    expect(await trial.runtime.replay(null)).toMatchObject([{ equal: true }, { equal: true }]);
  });
});
