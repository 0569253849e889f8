// A thread that computes parts of ensembles.
import { parentPort } from 'node:worker_threads';
import { type EnsembleUnit, runEnsembleUnit } from '@twinward/simulate';

parentPort!.on('message', (unit: EnsembleUnit) => {
  const part = runEnsembleUnit(unit);
  parentPort!.postMessage(part, [part.rows.buffer, part.y.buffer] as ArrayBuffer[]);
});
