import { expect, it } from 'vitest';
import { FairTurns } from './fair-turns.ts';

it('a sender of one message waits for one of each other sender, not for all that another sent before', async () => {
  const turns = new FairTurns(2);
  const order: string[] = [];
  const going: (() => void)[] = [];
  let [running, most] = [0, 0];
  const work = (name: string) => async (): Promise<string> => {
    order.push(name);
    most = Math.max(most, ++running);
    await new Promise<void>((done) => going.push(done));
    running -= 1;
    if (name === 'a3') throw new Error('a3 fails');
    return name;
  };
  const answers = Promise.allSettled(
    ['a1', 'a2', 'a3', 'a4', 'a5', 'b1', 'c1', 'b2'].map((name) => turns.run(name[0], work(name))),
  );
  while (order.length < 8 || going.length > 0) {
    going.shift()?.();
    await new Promise((next) => setImmediate(next));
  }
  expect(order).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'a4', 'b2', 'a5']);
  expect(most).toBe(2);
  expect((await answers).map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    ...new Array<string>(5).fill('fulfilled'),
  ]);
  expect(await turns.run('d', async () => 'd1')).toBe('d1');
});
