// A what-if across twins as work: it tells how far it is, stops, goes on where it stopped, and what is kept outlives the process.
import type { WorkPool } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { expect, it } from 'vitest';
import { modelRegistry } from '../model-registry.ts';
import { levelTwin } from '../testing/level-twin.ts';
import { live, openTank, START, startTrial, TANK, type Trial } from '../testing/trial.ts';
import { inlinePool } from '../threads/inline-pool.ts';
import { RememberingPool } from '../threads/remembering-pool.ts';

const WHAT_IF = { interventions: [{ type: 'push', amounts: { amount: 5 } }], minutes: 60, size: 20 };

async function settled({ runtime }: Trial, id: string) {
  const { runs } = runtime.subjects;
  while (runs.read(id).state === 'running') await new Promise((resolve) => setTimeout(resolve, 5));
  return runs.read(id);
}

async function lived(): Promise<Trial> {
  const trial = await startTrial({}, modelRegistry([levelTwin]));
  await openTank(trial);
  await live(trial, 5, 60);
  return trial;
}

it('a run comes to what the same question answered at once comes to, and counts its futures', async () => {
  const trial = await lived();
  const { subjects } = trial.runtime;
  const done = await settled(trial, subjects.runs.start(TANK, WHAT_IF, 'clinician').id);
  expect(done).toMatchObject({ state: 'done', done: 2, of: 2, by: 'clinician', problem: null });
  expect(done.result!.sha256).toBe((await subjects.compare(TANK, WHAT_IF)).sha256);
});

it('a run that was cancelled has no result, and resumed stands where it stood though readings came since', async () => {
  const trial = await lived();
  const { runs } = trial.runtime.subjects;
  const first = await settled(trial, runs.start(TANK, WHAT_IF, 'clinician').id);
  const second = runs.start(TANK, WHAT_IF, 'clinician');
  expect(runs.cancel(second.id)).toMatchObject({ state: 'cancelled', result: null });
  await live(trial, 65, 70);
  expect(runs.read(second.id).result).toBeNull();
  await expect(runs.keep(second.id, 'too early', 'clinician')).rejects.toMatchObject({
    code: 'scenario.invalid',
  });
  runs.resume(second.id);
  const resumed = await settled(trial, second.id);
  expect(resumed.state).toBe('done');
  const asked = { ...WHAT_IF, seq: first.result!.seq, knownAt: Date.parse(first.result!.knownAt) as never };
  expect((await trial.runtime.subjects.compare(TANK, asked)).sha256).toBe(first.result!.sha256);
});

it.each([
  ['with warning', true],
  ['without warning', false],
])('a run under way goes on after a stop %s, from where it stood, to the bit', async (_claim, clean) => {
  const trial = await lived();
  const { subjects } = trial.runtime;
  const ready = await settled(trial, subjects.runs.start(TANK, WHAT_IF, 'clinician').id);
  const under = subjects.runs.start(TANK, WHAT_IF, 'clinician');
  const stopped = subjects.runs.cancel(subjects.runs.start(TANK, WHAT_IF, 'clinician').id);
  const again = await trial.restart(clean);
  await live(again, 65, 70);
  const { runs } = again.runtime.subjects;
  const asked = { ...WHAT_IF, seq: ready.result!.seq, knownAt: Date.parse(ready.result!.knownAt) as never };
  const { sha256 } = await again.runtime.subjects.compare(TANK, asked);
  // done before the stop: computed again when it is asked for
  expect(runs.read(ready.id)).toMatchObject({ by: 'clinician', standing: true });
  expect((await settled(again, ready.id)).result!.sha256).toBe(sha256);
  expect((await settled(again, under.id)).state).toBe('done');
  expect(runs.read(stopped.id).state).toBe('cancelled');
  runs.resume(stopped.id);
  expect((await settled(again, stopped.id)).state).toBe('done');
});

it('a refusal is the failure of the run, with its field', async () => {
  const trial = await lived();
  const { runs } = trial.runtime.subjects;
  const odd = { ...WHAT_IF, interventions: [{ type: 'dance', amounts: {} }] };
  const failed = await settled(trial, runs.start(TANK, odd, 'clinician').id);
  expect(failed.state).toBe('failed');
  expect(failed.problem!.code).toBe('intervention.invalid');
  expect(() => runs.read('no such run')).toThrow('there is no such run');
});

it('what was kept is listed after a stop without warning, as it was computed', async () => {
  const trial = await lived();
  const { runs } = trial.runtime.subjects;
  const { id } = await settled(trial, runs.start(TANK, WHAT_IF, 'clinician').id);
  const kept = await runs.keep(id, 'a push', 'clinician');
  const again = await trial.restart(false);
  const [found] = await again.runtime.subjects.runs.kept(TANK);
  expect(found).toEqual(kept);
  const { seq, knownAt, sha256 } = found!.result;
  const asked = { ...WHAT_IF, seq, knownAt: Date.parse(knownAt) as never };
  expect((await again.runtime.subjects.compare(TANK, asked)).sha256).toBe(sha256);
});

it('futures that were finished are not run again', async () => {
  const models = modelRegistry([levelTwin]);
  const inline = inlinePool(models);
  let runs = 0;
  const counting: WorkPool = {
    run: (unit, signal) => {
      runs++;
      return inline.run(unit, signal);
    },
    fold: (unit, signal) => inline.fold(unit, signal),
    close: () => inline.close(),
  };
  const pool = new RememberingPool(counting);
  const belief = levelTwin.initialise(
    { ref: TANK, facts: { start: 100 } },
    START,
    8,
    philox('00000000000000aa'),
  );
  const unit = {
    model: 'level',
    belief,
    schedule: { interventions: [], inputs: [] },
    times: [(belief.at + 300_000) as never],
    size: 8,
    seed: '00000000000000ab',
  };
  const once = await pool.run(unit);
  expect(await pool.run(unit)).toBe(once);
  await pool.run({ ...unit, seed: '00000000000000ac' });
  expect(runs).toBe(2);
});
