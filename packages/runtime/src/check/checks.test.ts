// What is refused before it can enter the record, and with which field named.
import { type Observation, type ObservedValue, twinId } from '@twinward/contract';
import { describe, expect, it } from 'vitest';
import {
  inError,
  level,
  minute,
  openTank,
  push,
  START,
  startTrial,
  TANK,
  type Trial,
} from '../testing/trial.ts';

async function trial(): Promise<Trial> {
  const started = await startTrial();
  await openTank(started);
  started.clock.time = minute(60);
  return started;
}

function valued(value: ObservedValue, change: Partial<Observation> = {}) {
  const event = level(5, 100);
  return { ...event, observation: { ...event.observation, ...change, value } };
}

const quantity = (value: number, unit: string): ObservedValue => ({ kind: 'quantity', value, unit });

describe('an observation is refused', () => {
  it.each([
    ['in a unit that is none', valued(quantity(1, 'furlong')), 'unit.unknown', 'unit'],
    ['in a unit of another kind', valued(quantity(1, 'kg')), 'unit.incompatible', 'unit'],
    ['when its value is impossible', valued(quantity(1e6, 'cm')), 'observation.invalid', 'value'],
    ['when its value is no number', valued(quantity(Number.NaN, 'cm')), 'observation.invalid', 'value'],
    ['with a version below 1', level(5, 100, 'r', 0), 'observation.invalid', 'source.version'],
    ['when made in the future', level(90, 100), 'observation.invalid', 'effectiveAt'],
    [
      'under a code no twin of the subject knows',
      valued(quantity(1, 'cm'), { code: { system: 'urn:twinward:code', code: 'depth' } }),
      'observation.invalid',
      'code',
    ],
  ])('%s', async (_, event, code, field) => {
    const { runtime } = await trial();
    await expect(runtime.record([event])).rejects.toMatchObject({ code, place: { field } });
  });

  it('with its row, and all that came with it', async () => {
    const { runtime, record } = await trial();
    const events = [level(5, 100), level(10, 1e6), level(15, 100)];
    await expect(runtime.record(events)).rejects.toMatchObject({ place: { row: 2 } });
    expect(await record.events.readSubject(TANK, { kinds: ['observation'] })).toEqual([]);
  });
});

describe('an observation passes', () => {
  it('in another unit of the same kind, and counts in the unit of the model', async () => {
    const { runtime } = await trial();
    await runtime.record([valued(quantity(1.02, 'm'))]);
    await runtime.drain();
    const { readings } = await runtime.history('tank', { from: START, to: minute(60) });
    expect(readings).toMatchObject([{ value: 102, unit: 'cm' }]);
  });

  it('without a value, and is shown as missing, not as a number', async () => {
    const { runtime } = await trial();
    await runtime.record([valued({ kind: 'absent', reason: 'sensor-error' })]);
    await runtime.drain();
    const { readings } = await runtime.history('tank', { from: START, to: minute(60) });
    expect(readings).toMatchObject([{ value: null, absent: 'sensor-error' }]);
    expect((await runtime.belief('tank')).seq).toBe(0);
  });
});

describe('an intervention is refused', () => {
  it.each([
    ['beyond its bounds', push(5, 51), 'amounts.amount'],
    [
      'without its amount',
      { ...push(5, 1), intervention: { ...push(5, 1).intervention, amounts: {} } },
      'amounts.amount',
    ],
    [
      'with an amount that is none of it',
      { ...push(5, 1), intervention: { ...push(5, 1).intervention, amounts: { amount: 1, force: 2 } } },
      'amounts.force',
    ],
    [
      'of a type no twin knows',
      { ...push(5, 1), intervention: { ...push(5, 1).intervention, type: 'pull' } },
      'type',
    ],
  ])('%s', async (_, event, field) => {
    const { runtime } = await trial();
    await expect(runtime.record([event])).rejects.toMatchObject({
      code: 'intervention.invalid',
      place: { field },
    });
  });
});

describe('a twin', () => {
  const opening = {
    id: twinId('second'),
    subject: TANK,
    label: 'Second',
    origin: 'simulated',
    model: 'level',
    facts: { start: 100 },
  } as const;

  it.each([
    ['without a fact its model needs', { facts: {} }, 'facts.start'],
    ['with a fact out of bounds', { facts: { start: 501 } }, 'facts.start'],
    ['with a fact of another kind', { facts: { start: 'full' } }, 'facts.start'],
    ['with a fact nobody asked for', { facts: { start: 1, colour: 'red' } }, 'facts.colour'],
    ['of a model that is not installed', { model: 'tide' }, 'model'],
    ['from an instant in the future', { at: minute(61) }, 'at'],
    ['under an id that is taken', { id: twinId('tank') }, 'id'],
    ['with a malformed seed', { seed: 'dice' }, 'seed'],
  ])('is not opened %s', async (_, change, field) => {
    const { runtime } = await trial();
    await expect(runtime.openTwin({ ...opening, ...change })).rejects.toMatchObject({ place: { field } });
  });

  it('opened later takes in what had been recorded of its subject since its opening', async () => {
    const { runtime } = await trial();
    await runtime.record([level(5, 101), level(10, 102), level(15, 103)]);
    await runtime.openTwin({ ...opening, at: minute(10) });
    await runtime.drain();
    expect((await runtime.explain('second')).provenance.readings).toBe(2);
  });

  it('that is closed keeps its history, takes in nothing more, and cannot be closed twice', async () => {
    const started = await trial();
    const { runtime, clock } = started;
    await runtime.record([level(5, 101)]);
    const closed = await runtime.closeTwin('tank', 'no longer needed');
    expect(closed.closedAt).toBe(new Date(minute(60)).toISOString());
    await expect(runtime.closeTwin('tank', 'again')).rejects.toMatchObject({ code: 'resource.conflict' });
    clock.time = minute(70);
    await expect(runtime.record([level(65, 101)])).rejects.toMatchObject({ place: { field: 'code' } });
    await runtime.openTwin({ ...opening, at: minute(0) });
    await runtime.record([level(65, 101)]);
    await runtime.drain();
    expect((await runtime.explain('tank')).provenance.readings).toBe(1);
    expect((await runtime.explain('second')).provenance.readings).toBe(2);
    const again = await started.restart(true);
    expect(again.runtime.summary('tank').closedAt).toBe(closed.closedAt);
    expect(await again.runtime.replay(null)).toMatchObject([{ equal: true }, { equal: true }]);
  });

  it('that nobody opened is missing', async () => {
    const { runtime } = await trial();
    await expect(runtime.belief('nobody')).rejects.toMatchObject({ code: 'resource.missing' });
    const source = { system: 'gauge', id: 'never' };
    await expect(runtime.retract({ subject: TANK, source, reason: 'x' })).rejects.toMatchObject({
      code: 'resource.missing',
    });
  });
});

describe('a retraction', () => {
  it('made twice is kept once', async () => {
    const { runtime } = await trial();
    await runtime.record([level(5, 101)]);
    const retraction = { subject: TANK, source: { system: 'gauge', id: 'r5' }, reason: 'wrong tank' };
    const [first] = await runtime.retract(retraction);
    const [second] = await runtime.retract(retraction);
    expect([first!.duplicate, second!.duplicate]).toEqual([false, true]);
  });

  it('that comes before what it retracts still holds', async () => {
    const { runtime } = await trial();
    await runtime.record([inError(level(5, 101), 2)]);
    await runtime.record([level(5, 101)]);
    await runtime.drain();
    expect((await runtime.belief('tank')).seq).toBe(0);
  });
});
