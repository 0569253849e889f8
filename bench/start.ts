// How long the product takes to answer: an empty folder, then the same folder again.
import type { Bench, Figures } from './bench.ts';
import { removeData, startProcess, temporaryData } from './client/server-process.ts';

/** Warm starts, of which the median counts. */
const WARM = 3;

/** `bench start`. */
export const start: Bench = {
  name: 'start',
  title: 'seconds from the start of the process until it answers, with the demo',
  async run(say): Promise<Figures> {
    const data = await temporaryData();
    try {
      say('an empty folder, with the demo');
      const cold = await startProcess(data, []);
      await new Promise((resolve) => setTimeout(resolve, 20_000));
      await cold.stop();
      const warm: number[] = [];
      for (let i = 0; i < WARM; i++) {
        say(`the same folder, ${i + 1} of ${WARM}`);
        const again = await startProcess(data, []);
        warm.push(again.startSeconds);
        await again.stop();
      }
      warm.sort((a, b) => a - b);
      return {
        'empty folder to ready, s (at most 15)': round(cold.startSeconds),
        'warm start, median s (at most 3)': round(warm[Math.floor(WARM / 2)]!),
        'warm start, slowest s': round(warm[WARM - 1]!),
      };
    } finally {
      await removeData(data);
    }
  },
};

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
