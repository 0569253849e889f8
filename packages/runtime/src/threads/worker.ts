// Runs work units in a thread of its own, with the models of the module it is started with.
import { workerData } from 'node:worker_threads';
import {
  type FoldUnit,
  type TwinModel,
  TwinwardError,
  type WorkResult,
  type WorkUnit,
} from '@twinward/contract';
import { runFutures } from '@twinward/estimate';
import { foldUnit } from '../fold/fold-event.ts';
import type { ModelRegistry } from '../model-registry.ts';
import type { WorkReply } from './work-reply.ts';

let loaded: Promise<ModelRegistry> | null = null;

function registry(): Promise<ModelRegistry> {
  const { registryUrl } = workerData as { readonly registryUrl: string };
  loaded ??= import(registryUrl).then(({ models }: { readonly models: ModelRegistry }) => models);
  return loaded;
}

/** The futures of a unit; the pool calls it by this name in the worker. */
export function run(unit: WorkUnit): Promise<WorkReply<WorkResult>> {
  return reply(unit, (model) => runFutures(unit, model));
}

/** The state after the event of a unit; likewise. */
export function fold(unit: FoldUnit): Promise<WorkReply<Uint8Array>> {
  return reply(unit, (model) => foldUnit(unit, model));
}

async function reply<Result>(
  { model }: { readonly model: string },
  work: (model: TwinModel) => Result,
): Promise<WorkReply<Result>> {
  try {
    return { result: work((await registry()).get(model)) };
  } catch (error) {
    if (!(error instanceof TwinwardError)) throw error;
    return { error: { code: error.code, message: error.message, place: error.place } };
  }
}
