// How many events a second the event calendar takes, beside std::priority_queue in C++.
import type { Bench, Figures } from './bench.ts';
import { holdLoop, type LoopRun, queueLoop } from './events/calendar-loops.ts';
import { buildProgram } from './run-program.ts';

const ROUNDS = 3;
/** Customers inside an M/M/1 queue of rho 0.8: rho / (1 - rho). */
const EXACT = 4;

interface Contest {
  readonly name: string;
  readonly events: number;
  readonly ours: (events: number) => LoopRun;
  readonly given: (events: number) => readonly string[];
}

const hold = (pending: number, events: number): Contest => ({
  name: `hold ${pending}`,
  events,
  ours: (n) => holdLoop(pending, n),
  given: (n) => ['hold', String(pending), String(n)],
});

const CONTESTS: readonly Contest[] = [
  { name: 'M/M/1', events: 10_000_000, ours: queueLoop, given: (n) => ['mm1', String(n)] },
  hold(1_000, 5_000_000),
  hold(100_000, 3_000_000),
];

/** `bench events`. */
export const events: Bench = {
  name: 'events',
  title: 'the event calendar beside std::priority_queue (g++ -O2): M/M/1 and hold models',
  async run(say): Promise<Figures> {
    const figures: Record<string, number | string> = {};
    const program = await buildProgram('events/priority-queue.cc', ['g++', '-O2'], [], say);
    if (program === null) figures['std::priority_queue'] = 'not compared: no g++ here';
    for (const { name, events: count, ours, given } of CONTESTS) {
      say(`${name}: ${count} events, ${ROUNDS} rounds`);
      ours(count / 10);
      let [own, other] = [Infinity, Infinity];
      for (let round = 0; round < ROUNDS; round++) {
        const run = ours(count);
        own = Math.min(own, run.seconds);
        if (program === null) continue;
        const [seconds, result] = (await program.run(...given(count))).split(' ').map(Number);
        other = Math.min(other, seconds!);
        const apart = Math.abs(run.result - result!) / result!;
        if (!(apart < 1e-6))
          throw new Error(`${name}: ours came to ${run.result}, the C++ loop to ${result}`);
      }
      figures[`${name}, million events/s`] = Math.round(count / own / 1e4) / 100;
      if (program === null) continue;
      figures[`${name} in C++, million events/s`] = Math.round(count / other / 1e4) / 100;
      figures[`${name}, of the C++ loop's events/s (at least 0.6)`] = Math.round((other / own) * 100) / 100;
    }
    await program?.remove();
    say('M/M/1: 100,000,000 events for the mean number inside');
    const { result } = queueLoop(100_000_000);
    figures['M/M/1 mean number inside, rho 0.8 (exact 4)'] = Math.round(result * 1e4) / 1e4;
    figures['M/M/1 mean number inside, off by % (at most 1)'] = Math.round((result / EXACT - 1) * 1e4) / 100;
    return figures;
  },
};
