import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GroupCommit, type Waiting } from './group-commit.ts';

/** A lane that commits when it is told to. */
function slowLane(bound: number, batch: number) {
  const commits: number[][] = [];
  let open: () => void = () => undefined;
  let gate = Promise.resolve();
  const lane = new GroupCommit<number, number>({
    batch,
    bound,
    commit: async (waiting: readonly Waiting<number, number>[]) => {
      await gate;
      commits.push(waiting.map(({ rows }) => rows));
      if (waiting.some(({ rows }) => rows < 0)) throw new Error('refused');
      for (const { rows, resolve } of waiting) resolve(rows);
    },
  });
  const hold = (): void => {
    gate = new Promise((done) => {
      open = done;
    });
  };
  return { lane, commits, hold, release: () => open() };
}

it('collects what arrives while a commit runs into the next', async () => {
  const { lane, commits, hold, release } = slowLane(100, 10);
  hold();
  const first = lane.submit(1, 1);
  await new Promise((next) => setTimeout(next, 5));
  const rest = [2, 3, 4].map((rows) => lane.submit(rows, 1));
  release();
  expect(await Promise.all([first, ...rest])).toEqual([1, 2, 3, 4]);
  expect(commits).toEqual([[1], [2, 3, 4]]);
});

it('sends away with a time to try again what would exceed its bound, and takes in more once it has committed', async () => {
  const { lane, hold, release } = slowLane(10, 5);
  hold();
  const waiting = lane.submit(1, 8);
  expect(lane.load).toEqual({ waiting: 8, bound: 10 });
  await expect(lane.submit(2, 3)).rejects.toMatchObject({ code: 'record.busy', place: { retryAfter: 1 } });
  await expect(lane.submit(3, 11)).rejects.toMatchObject({ code: 'request.too-large' });
  release();
  await waiting;
  expect(await lane.submit(4, 10)).toBe(4);
  expect(lane.load.waiting).toBe(0);
});

it('never sends a patient caller away, and keeps half of each commit for it', async () => {
  const { lane, commits, hold, release } = slowLane(10, 4);
  hold();
  const others = [1, 2, 3, 4, 5].map((rows) => lane.submit(rows, 2));
  await expect(lane.submit(9, 1)).rejects.toMatchObject({ code: 'record.busy' });
  const patient = [11, 12, 13, 14, 15].map((rows) => lane.submit(rows, 1, true));
  release();
  await Promise.all([...others, ...patient]);
  expect(commits).toEqual([
    [11, 12, 1],
    [13, 14, 2],
    [15, 3],
    [4, 5],
  ]);
});

it('fails the callers of a refused commit only', async () => {
  const { lane } = slowLane(100, 1);
  const answers = await Promise.allSettled([lane.submit(1, 1), lane.submit(-1, 1), lane.submit(2, 1)]);
  expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

it('answers every caller, in order, in batches within the limit', async () => {
  const weights = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(weights, async (given) => {
      const { lane, commits } = slowLane(1000, 10);
      const answers = await Promise.all(given.map((weight, i) => lane.submit(i, weight)));
      expect(answers).toEqual(given.map((_, i) => i));
      expect(commits.flat()).toEqual(answers);
      for (const batch of commits) {
        const weight = batch.reduce((sum, i) => sum + given[i]!, 0);
        expect(weight <= 10 || batch.length === 1).toBe(true);
      }
    }),
  );
});

it('commits what waits when it closes, and takes in no more', async () => {
  const { lane } = slowLane(100, 10);
  const last = lane.submit(1, 1);
  const closed = lane.close();
  await expect(lane.submit(2, 1)).rejects.toMatchObject({ code: 'record.unavailable' });
  await closed;
  expect(await last).toBe(1);
});
