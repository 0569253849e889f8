// A thread that runs one hospital and ends.
import { parentPort, workerData } from 'node:worker_threads';
import { answerFromThread } from './answer-from-thread.ts';
import { type HospitalWork, runWork } from './run-work.ts';

/** Milliseconds between words of progress. */
const EVERY = 100;

let told = 0;
void answerFromThread(async () =>
  runWork(workerData as HospitalWork, (done, of) => {
    const now = performance.now();
    if (now - told < EVERY) return;
    told = now;
    parentPort!.postMessage({ progress: [done, of] });
  }),
);
