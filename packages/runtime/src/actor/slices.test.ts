// Folding shares the thread: with whatever else is due, and with itself.
import { setImmediate as round } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Slices } from './slices.ts';

/** Holds the thread for so many milliseconds. */
function hold(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

/** Pieces of work of three milliseconds, as a twin folds. */
async function fold(slices: Slices, pieces: number, done: () => void): Promise<void> {
  for (let i = 0; i < pieces; i++) {
    await slices.spend(async () => {
      hold(3);
      done();
    });
  }
}

describe('slices', () => {
  it('let a reading that comes alone be folded at once, however long nothing was folded', async () => {
    const slices = new Slices(() => false);
    await round();
    hold(20);
    let folded = false;
    const folding = fold(slices, 1, () => {
      folded = true;
    });
    for (let i = 0; i < 5 && !folded; i++) await Promise.resolve();
    expect(folded).toBe(true);
    await folding;
  });

  it('give everything else its turn after few pieces, however many twins fold', async () => {
    const slices = new Slices(() => false);
    let [pieces, most, since] = [0, 0, 0];
    const count = (): void => {
      pieces++;
      since++;
      most = Math.max(most, since);
    };
    const all = Promise.all(Array.from({ length: 8 }, () => fold(slices, 10, count)));
    let ended = false;
    void all.then(() => {
      ended = true;
    });
    while (!ended) {
      await round();
      since = 0;
    }
    expect(pieces).toBe(80);
    // two pieces of 3 ms are begun within 4 ms; the round in which they are counted may lie between those of the slices
    expect(most).toBeLessThanOrEqual(4);
  });

  it('take about a fifth of a thread that is busy', async () => {
    const slices = new Slices(() => false);
    let ended = false;
    const folding = fold(slices, 20, () => undefined).then(() => {
      ended = true;
    });
    const began = performance.now();
    while (!ended) {
      hold(2);
      await round();
    }
    await folding;
    // 60 ms of folding; a fifth of the thread would be 300 ms
    expect(performance.now() - began).toBeGreaterThan(150);
  });

  it('step back further while data wait to be recorded, and end when stopped', async () => {
    const slices = new Slices(() => true);
    const began = performance.now();
    await fold(slices, 4, () => undefined);
    expect(performance.now() - began).toBeGreaterThan(3 * 20);
    slices.stop();
    await expect(slices.breathe()).rejects.toMatchObject({ code: 'run.cancelled' });
  });
});
