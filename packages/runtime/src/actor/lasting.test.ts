// The same loop over PostgreSQL: what it believed before it was stopped in the middle, it believes again.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecord } from '@twinward/record';
import { describe, expect, it } from 'vitest';
import {
  HandClock,
  level,
  live,
  minute,
  openTank,
  push,
  startTrial,
  TANK,
  type Trial,
} from '../testing/trial.ts';

async function life(trial: Trial): Promise<void> {
  await openTank(trial);
  await live(trial, 5, 90);
  await trial.runtime.record([level(31, 101, 'late'), level(20, 99, 'r20', 2), push(55, 3)]);
  await trial.runtime.retract({ subject: TANK, source: { system: 'gauge', id: 'r40' }, reason: 'stray' });
  await live(trial, 95, 120);
}

describe('a record in PostgreSQL', () => {
  it('gives the beliefs and scores that one in memory gives, also after a stop without warning', async () => {
    const inMemory = await startTrial({ snapshotEvents: 7 });
    await life(inMemory);
    const folder = await mkdtemp(join(tmpdir(), 'twinward-loop-'));
    const clock = new HandClock();
    try {
      const first = await openRecord({ dataFolder: folder, clock });
      const trial = await startTrial({ snapshotEvents: 7 }, inMemory.models, clock, first.record);
      await life(trial);
      const before = await trial.runtime.belief('tank');
      await first.close();
      const second = await openRecord({ dataFolder: folder, clock });
      const again = await startTrial({ snapshotEvents: 7 }, inMemory.models, clock, second.record);
      await again.runtime.drain();
      expect(await again.runtime.belief('tank')).toEqual(before);
      expect(before.observables).toEqual((await inMemory.runtime.belief('tank')).observables);
      expect(await again.runtime.replay(null)).toMatchObject([{ equal: true }]);
      expect(await again.runtime.belief('tank', { at: minute(60) })).toMatchObject({
        at: new Date(minute(60)).toISOString(),
      });
      const told = (scores: Awaited<ReturnType<Trial['runtime']['trackRecord']>>) =>
        scores.map(({ lead, scored, rmse }) => ({ lead, scored, rmse: Number(rmse.toPrecision(9)) }));
      const expected = told(await inMemory.runtime.trackRecord('tank'));
      expect(expected[0]!.scored).toBeGreaterThan(10);
      expect(told(await again.runtime.trackRecord('tank'))).toEqual(expected);
      await again.runtime.close();
      await second.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
