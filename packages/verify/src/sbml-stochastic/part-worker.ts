// Makes parts of stochastic ensembles in a thread of its own.
import { parentPort } from 'node:worker_threads';
import { TwinwardError } from '@twinward/contract';
import type { PartReply } from './part-pool.ts';
import { type PartRequest, runPart } from './run-part.ts';

parentPort!.on('message', (request: PartRequest) => parentPort!.postMessage(reply(request)));

function reply(request: PartRequest): PartReply {
  try {
    return { result: runPart(request) };
  } catch (error) {
    if (!(error instanceof TwinwardError)) throw error;
    return { error: { code: error.code, message: error.message, place: error.place } };
  }
}
