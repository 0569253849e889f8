import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { exponential, ProcessSimulation, process as pathway, processModel } from '@twinward/simulate';

const execute = promisify(execFile);

/** How long a queue took and what its customers waited on average. */
export interface QueueRun {
  readonly seconds: number;
  readonly wait: number;
}

const model = processModel({
  resources: { server: { capacity: 1 } },
  sources: {
    customer: {
      every: exponential(1.25),
      process: pathway().seize({ server: 1 }).delay(exponential(1)).release(),
    },
  },
});

/** M/M/1 of rho 0.8 as a process model, for about as many customers. */
export function processQueue(
  customers: number,
  seed = '00000000000000ff',
): QueueRun & { readonly served: number } {
  const simulation = new ProcessSimulation(model, { seed });
  const started = performance.now();
  simulation.advance(1.25 * customers);
  const seconds = (performance.now() - started) / 1000;
  const { count, mean } = simulation.summary().sources.customer!.waits.server!;
  return { seconds, wait: mean, served: count };
}

/** The mean number inside an M/M/1 of rho 0.8, over so many customers. */
export function processQueueInside(customers: number, seed: string): number {
  const simulation = new ProcessSimulation(model, { seed, warmUp: 1000 });
  simulation.advance(1.25 * customers);
  return simulation.summary().sources.customer!.inside;
}

/** The same queue in SimPy, or null, having said so, where no Python has it. */
export async function simpyQueue(
  customers: number,
  say: (line: string) => void,
): Promise<(QueueRun & { readonly version: string }) | null> {
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      const program = join(import.meta.dirname, 'simpy-queue.py');
      const { stdout } = await execute(python, [program, String(customers)]);
      const [seconds, wait, simpy, version] = stdout.trim().split(' ');
      return { seconds: Number(seconds), wait: Number(wait), version: `SimPy ${simpy}, Python ${version}` };
    } catch {
      // another Python may have it
    }
  }
  say('SimPy cannot be compared with: no Python here has it');
  return null;
}
