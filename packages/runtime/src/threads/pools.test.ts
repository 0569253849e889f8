// Whoever runs a piece of work, and on however many threads, the bytes are the same.
import { addSeconds, EMPTY_SCHEDULE, type WorkPool, type WorkUnit } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { afterAll, describe, expect, it } from 'vitest';
import { models } from '../testing/level-models.ts';
import { levelTwin } from '../testing/level-twin.ts';
import { START, TANK } from '../testing/trial.ts';
import { inlinePool } from './inline-pool.ts';
import { threadPool } from './thread-pool.ts';

const registryUrl = new URL('../testing/level-models.ts', import.meta.url).href;
const pools: readonly WorkPool[] = [
  inlinePool(models),
  threadPool({ registryUrl, threads: 1 }),
  threadPool({ registryUrl, threads: 2 }),
];

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
});

function unit(seed: string): WorkUnit {
  const subject = { ref: TANK, facts: { start: 100 } };
  return {
    model: 'level',
    belief: levelTwin.initialise(subject, START, 20, philox('0000000000000001')),
    schedule: EMPTY_SCHEDULE,
    times: [1, 2, 3].map((k) => addSeconds(START, 600 * k)),
    size: 50,
    seed,
  };
}

describe('work pools', () => {
  it('give the same futures inline, on one thread and on two', async () => {
    const units = ['00000000000000aa', '00000000000000bb', '00000000000000cc'].map(unit);
    const [inline, one, two] = await Promise.all(
      pools.map((pool) => Promise.all(units.map((work) => pool.run(work)))),
    );
    expect(inline![0]!.paths[0]!.values).toHaveLength(150);
    expect(inline![0]).not.toEqual(inline![1]);
    expect(one).toEqual(inline);
    expect(two).toEqual(inline);
  });

  it('pass errors on as what they are', async () => {
    for (const pool of pools) {
      await expect(pool.run({ ...unit('00000000000000aa'), model: 'tide' })).rejects.toMatchObject({
        name: 'TwinwardError',
        code: 'model.unknown',
      });
    }
  });

  it('run nothing for a signal that is aborted', async () => {
    for (const pool of pools) {
      await expect(pool.run(unit('00000000000000aa'), { aborted: true })).rejects.toMatchObject({
        code: 'run.cancelled',
      });
    }
  });

  it('stop a unit under way when its signal is aborted, and go on with the next', async () => {
    const pool = threadPool({ registryUrl, threads: 1 });
    try {
      const abort = new AbortController();
      // minutes of work, did nobody stop it
      const times = Array.from({ length: 5000 }, (_, k) => addSeconds(START, 60 * (k + 1)));
      const long = pool.run({ ...unit('00000000000000aa'), times, size: 20_000 }, abort.signal);
      const stopped = expect(long).rejects.toMatchObject({ code: 'run.cancelled' });
      await new Promise((resolve) => setTimeout(resolve, 700));
      abort.abort();
      await stopped;
      const next = await pool.run(unit('00000000000000bb'));
      expect(next.paths[0]!.values).toHaveLength(150);
    } finally {
      await pool.close();
    }
  }, 20_000);
});
