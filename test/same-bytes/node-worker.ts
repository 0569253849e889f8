import { parentPort } from 'node:worker_threads';
import { type EnsembleUnit, runEnsembleUnit } from '@twinward/simulate';

parentPort!.on('message', (unit: EnsembleUnit) => parentPort!.postMessage(runEnsembleUnit(unit)));
