// Runs work units in a thread of its own, with the models of the module it is started with.
import { workerData } from 'node:worker_threads';
import { TwinwardError, type WorkUnit } from '@twinward/contract';
import { runFutures } from '@twinward/estimate';
import type { ModelRegistry } from '../model-registry.ts';
import type { WorkReply } from './work-reply.ts';

let loaded: Promise<ModelRegistry> | null = null;

function registry(): Promise<ModelRegistry> {
  const { registryUrl } = workerData as { readonly registryUrl: string };
  loaded ??= import(registryUrl).then(({ models }: { readonly models: ModelRegistry }) => models);
  return loaded;
}

/** The function the pool calls in the worker. */
export async function run(unit: WorkUnit): Promise<WorkReply> {
  try {
    return { result: runFutures(unit, (await registry()).get(unit.model)) };
  } catch (error) {
    if (!(error instanceof TwinwardError)) throw error;
    return { error: { code: error.code, message: error.message, place: error.place } };
  }
}
