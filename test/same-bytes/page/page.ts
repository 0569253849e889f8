// What the browser computes for `same-bytes.test.ts`.
import { type Done, hashes, type Work } from '../runs.ts';

/** As much of a Web Worker as is needed here. */
interface Helper {
  onmessage: ((event: { readonly data: Done }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
  postMessage(work: Work): void;
  terminate(): void;
}
declare const Worker: new (url: URL, options: { readonly type: 'module' }) => Helper;

async function hashesIn(count: number, sbml: string): Promise<Readonly<Record<string, string>>> {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('./web-worker.ts', import.meta.url), { type: 'module' }),
  );
  const compute = (work: Work, part: number): Promise<Done> =>
    new Promise((resolve, reject) => {
      const worker = workers[part]!;
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(work);
    });
  try {
    return await hashes(count, compute, sbml);
  } finally {
    for (const worker of workers) worker.terminate();
  }
}

Object.assign(globalThis, { hashesIn });
