// How many events a second the event calendar takes, beside std::priority_queue in C++, and the process simulation, beside SimPy.
import type { Bench, Figures } from './bench.ts';
import { holdLoop, type LoopRun, queueLoop } from './events/calendar-loops.ts';
import { processQueue, processQueueInside, simpyQueue } from './events/process-queue.ts';
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
  title: 'the event calendar beside std::priority_queue (g++ -O2), queues as processes beside SimPy',
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
    await compareProcesses(figures, say);
    return figures;
  },
};

/** Customers of the process simulation and of SimPy in a round: some seconds each. */
const CUSTOMERS = 4_000_000;
const SIMPY_CUSTOMERS = 200_000;
/** Mean wait in an M/M/1 queue of rho 0.8: rho / (mu - lambda). */
const EXACT_WAIT = 4;

async function compareProcesses(
  figures: Record<string, number | string>,
  say: (line: string) => void,
): Promise<void> {
  say(`M/M/1 as processes: ${CUSTOMERS} customers, in SimPy ${SIMPY_CUSTOMERS}, ${ROUNDS} rounds`);
  processQueue(CUSTOMERS / 10);
  let [own, other] = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const { seconds, served, wait } = processQueue(CUSTOMERS);
    own = Math.max(own, (2 * served) / seconds);
    const simpy = other === 0 && round > 0 ? null : await simpyQueue(SIMPY_CUSTOMERS, say);
    if (simpy !== null) {
      other = Math.max(other, (2 * SIMPY_CUSTOMERS) / simpy.seconds);
      figures.SimPy = simpy.version;
    }
    for (const mean of [wait, simpy?.wait ?? wait])
      if (!(Math.abs(mean / EXACT_WAIT - 1) < 0.2)) throw new Error(`M/M/1: a mean wait of ${mean}, exact 4`);
  }
  figures['M/M/1 as processes, million arrivals and departures/s'] = Math.round(own / 1e4) / 100;
  if (other === 0) figures.SimPy = 'not compared: no Python here has it';
  else {
    figures['M/M/1 in SimPy, million arrivals and departures/s'] = Math.round(other / 1e4) / 100;
    figures['M/M/1 as processes, times SimPy (at least 25)'] = Math.round((10 * own) / other) / 10;
  }
  const inside = processQueueInside(20_000_000, '00000000000000a1');
  figures['M/M/1 as processes, mean number inside, off by % (at most 1)'] =
    Math.round((inside / EXACT - 1) * 1e4) / 100;
}
