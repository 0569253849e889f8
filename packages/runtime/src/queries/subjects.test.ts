// One subject seen through several twins: what changed, and what would happen to all of them at once.
import { type Coupling, type TwinModel, twinId } from '@twinward/contract';
import { describe, expect, it } from 'vitest';
import { modelRegistry } from '../model-registry.ts';
import { levelTwin } from '../testing/level-twin.ts';
import { level, live, minute, openTank, push, startTrial, TANK, type Trial } from '../testing/trial.ts';

/** The same tank seen through another model: it only watches, and its level follows what flows in. */
const overflow: TwinModel = { ...levelTwin, name: 'overflow', interventions: [] };

/** A third model that knows a push as well, of another thing. */
const valve: TwinModel = {
  ...levelTwin,
  name: 'valve',
  interventions: [
    { ...levelTwin.interventions[0]!, code: { system: 'http://example.org/deeds', code: 'valve' } },
  ],
};

const marked: TwinModel = {
  ...levelTwin,
  name: 'marked',
  interventions: [
    { ...levelTwin.interventions[0]!, code: { system: 'http://example.org/deeds', code: 'tank' } },
  ],
  outputs: [{ name: 'height', label: 'Height', unit: 'cm', endpoint: true }, ...levelTwin.outputs],
  output: (belief, name) =>
    name === 'height' ? levelTwin.predict(belief, 'level') : levelTwin.output(belief, name),
};

const drain: Coupling = {
  from: { twin: twinId('tank'), output: 'outflow' },
  to: { twin: twinId('below'), input: 'inflow' },
  delay: 0,
};

async function open({ runtime }: Trial, id: string, model: string, from = 0): Promise<void> {
  await runtime.openTwin({
    id: twinId(id),
    subject: TANK,
    label: id,
    origin: 'simulated',
    model,
    facts: { start: 100 },
    at: minute(from),
  });
}

async function twoTwins(): Promise<Trial> {
  const trial = await startTrial({}, modelRegistry([levelTwin, overflow, valve, marked]));
  await openTank(trial);
  await open(trial, 'below', 'overflow');
  return trial;
}

const pushed = (amount: number, more: object = {}) => ({
  interventions: [{ type: 'push', amounts: { amount }, ...more }],
  minutes: 60,
});

describe('a subject', () => {
  it('is listed once with all its twins', async () => {
    const trial = await twoTwins();
    expect(trial.runtime.subjects.list()).toMatchObject([
      { subject: TANK, label: 'Tank', origins: ['simulated'], twins: [{ id: 'tank' }, { id: 'below' }] },
    ]);
  });

  it('that rose is told to have risen, surely, and by how much', async () => {
    const trial = await twoTwins();
    await live(trial, 5, 60);
    for (let m = 65; m <= 240; m += 5) {
      trial.clock.time = minute(m);
      await trial.runtime.record([level(m, 100 + (m - 60) / 10)]);
      await trial.runtime.drain();
    }
    const view = await trial.runtime.subjects.read(TANK, minute(60));
    const change = view.changed.find(({ name, twin }) => name === 'level' && twin === 'tank')!;
    expect(change).toMatchObject({ direction: 'higher', paired: true });
    expect(change.probability).toBeGreaterThan(0.99);
    expect(change.difference.q05).toBeLessThan(18);
    expect(change.difference.q95).toBeGreaterThan(16);
    const still = await trial.runtime.subjects.read(TANK, minute(240));
    expect(still.changed.every(({ probability }) => probability === 0)).toBe(true);
  });

  it('tells nothing of a time before its twins knew anything', async () => {
    const trial = await twoTwins();
    await live(trial, 5, 30);
    const view = await trial.runtime.subjects.read(TANK, minute(2));
    expect(view.changed).toEqual([]);
    expect(view.unknownThen).toEqual(['tank', 'below']);
  });
});

describe('a what-if across twins', () => {
  it('acts on every twin that knows the intervention and on none that does not', async () => {
    const trial = await twoTwins();
    await live(trial, 5, 60);
    const view = await trial.runtime.subjects.compare(TANK, pushed(20));
    expect(view.interventions).toMatchObject([{ type: 'push', twins: ['tank'] }]);
    expect(view.twins.map(({ twin, reached }) => [twin, reached])).toEqual([
      ['tank', 'directly'],
      ['below', 'not'],
    ]);
    const [tank] = view.twins;
    const rise = tank!.quantities.find(({ name }) => name === 'level')!;
    expect(rise.moves).toBe('surely');
    expect(rise.effects.find(({ what }) => what === 'end')).toMatchObject({ higher: 1, lower: 0 });
    expect(rise.difference.q50.at(-1)).toBeCloseTo(20, 6);
    expect(view.unaffected.find(({ twin }) => twin === 'below')!.names).toContain('level');
  });

  it('reaches downstream through a coupling, member by member: the effect is surer than the level', async () => {
    const models = modelRegistry([levelTwin, overflow, { ...marked, name: 'source' }]);
    const trial = await startTrial({}, models);
    await open(trial, 'tank', 'source');
    await open(trial, 'below', 'overflow');
    await trial.runtime.couple({
      from: { twin: twinId('tank'), output: 'outflow' },
      to: { twin: twinId('below'), input: 'inflow' },
      delay: 0,
    });
    await live(trial, 5, 60);
    const view = await trial.runtime.subjects.compare(TANK, pushed(20));
    const below = view.twins.find(({ twin }) => twin === 'below')!;
    // A push moves the level and not the outflow that is fed, so nothing arrives below though it is reached.
    expect(below.reached).toBe('through a coupling');
    expect(below.quantities.every(({ moves }) => moves === 'none')).toBe(true);
  });

  it('is the same bit for bit when asked again at its position, whatever came since', async () => {
    const trial = await twoTwins();
    await trial.runtime.couple(drain);
    await live(trial, 5, 60);
    const first = await trial.runtime.subjects.compare(TANK, pushed(20, { inMinutes: 10 }));
    await live(trial, 65, 90);
    const { seq, knownAt } = first;
    const again = await trial.runtime.subjects.compare(TANK, {
      ...pushed(20, { inMinutes: 10 }),
      seq,
      knownAt: new Date(knownAt).getTime() as never,
    });
    expect(again).toEqual(first);
    const later = await trial.runtime.subjects.compare(TANK, pushed(20, { inMinutes: 10 }));
    expect(later.sha256).not.toBe(first.sha256);
  });

  it('is the same after a stop without warning', async () => {
    const trial = await twoTwins();
    await trial.runtime.couple(drain);
    await live(trial, 5, 60);
    const first = await trial.runtime.subjects.compare(TANK, pushed(20));
    const killed = await trial.restart(false);
    const position = { seq: first.seq, knownAt: new Date(first.knownAt).getTime() as never };
    expect(await killed.runtime.subjects.compare(TANK, { ...pushed(20), ...position })).toEqual(first);
    expect(killed.runtime.subjects.couplings(TANK)).toHaveLength(1);
  });

  it('goes on without a twin that abstains, and says why', async () => {
    const trial = await twoTwins();
    await trial.runtime.couple(drain);
    await live(trial, 5, 60);
    trial.clock.time = minute(62);
    await open(trial, 'late', 'overflow', 61);
    const view = await trial.runtime.subjects.compare(TANK, pushed(5));
    const silent = view.twins.filter(({ abstains }) => abstains !== null);
    expect(silent.map(({ twin }) => twin)).toEqual(['late']);
    expect(view.warnings).toMatchObject([{ kind: 'abstains', twin: 'late' }]);
    expect(view.twins[0]!.quantities.length).toBeGreaterThan(0);
  });

  it('refuses by name and field what no twin knows, and one name for two things', async () => {
    const trial = await twoTwins();
    await live(trial, 5, 60);
    const { subjects } = trial.runtime;
    const ask = (interventions: readonly object[]) =>
      subjects.compare(TANK, { interventions: interventions as never, minutes: 60 });
    await expect(ask([{ type: 'kick', amounts: {} }])).rejects.toMatchObject({
      code: 'intervention.invalid',
      message: expect.stringContaining('kick'),
      place: { field: 'interventions.0.type', remedy: expect.stringContaining('push') },
    });
    const known = { type: 'push', amounts: { amount: 5 } };
    await expect(ask([known, { ...known, twin: 'below' }])).rejects.toMatchObject({
      place: { field: 'interventions.1.type' },
    });
    await expect(ask([{ ...known, twin: 'elsewhere' }])).rejects.toMatchObject({
      place: { field: 'interventions.0.twin', remedy: expect.stringContaining('tank') },
    });
    await expect(ask([known, { type: 'push', amounts: { amount: 900 } }])).rejects.toMatchObject({
      place: { field: 'interventions.1.amounts.amount' },
    });
    await open(trial, 'valve', 'valve');
    await open(trial, 'marked', 'marked');
    await expect(ask([known])).rejects.toMatchObject({
      place: { field: 'interventions.0.twin', remedy: expect.stringContaining('valve') },
    });
  });
});

describe('a timeline', () => {
  it('tells readings by the hour, deeds, corrections and flags, newest first, in pages that join', async () => {
    const trial = await twoTwins();
    await live(trial, 5, 120);
    await trial.runtime.record([push(70, 0.2), level(30, 101, 'r30', 2)]);
    await trial.runtime.retract({
      subject: TANK,
      source: { system: 'gauge', id: 'r35' },
      reason: 'never made',
    });
    await trial.runtime.drain();
    const query = { from: minute(0), to: minute(200), limit: 500 };
    trial.clock.time = minute(200);
    const { entries } = await trial.runtime.subjects.timeline(TANK, query);
    const kinds = (kind: string) => entries.filter((entry) => entry.kind === kind);
    expect(kinds('observations').map((entry) => (entry as { count: number }).count)).toEqual([1, 12, 10]);
    expect(kinds('intervention')).toMatchObject([{ type: 'push', twins: ['tank'], words: 'Push 0.2 cm' }]);
    expect(kinds('correction').map((entry) => (entry as { what: string }).what)).toEqual([
      'withdrawn',
      'corrected',
    ]);
    expect(kinds('twin-opened')).toHaveLength(2);
    // Sixty minutes without a reading, and the twins say so.
    expect(kinds('flag')).toHaveLength(2);
    for (const flag of kinds('flag')) {
      expect(flag).toMatchObject({
        at: '2026-03-01T03:00:00.000Z',
        words: expect.stringContaining('no reading'),
      });
    }
    const paged = [];
    let before: string | null = null;
    do {
      const page = await trial.runtime.subjects.timeline(TANK, {
        ...query,
        limit: 3,
        ...(before === null ? {} : { before: new Date(before).getTime() as never }),
      });
      paged.push(...page.entries);
      before = page.next;
    } while (before !== null);
    expect(paged).toEqual(entries);
  });
});
