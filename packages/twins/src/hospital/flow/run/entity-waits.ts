import type { HospitalModel } from '../model/hospital-model.ts';
import type { WaitCause } from '../model/hospital-node.ts';
import type { HospitalEvent } from './hospital-history.ts';

/** How long each entity waited for what, in the model's unit. */
export type EntityWaits = ReadonlyMap<string, Readonly<Partial<Record<WaitCause, number>>>>;

const CLEANS = /: .+ after .+$/;

/**
 * The waits of every entity by cause, from the event log of a run. A wait counts for the resource that came free last of those
 * asked for; of a wait for a bed that was being cleaned, the time of the cleaning counts as `clean`. Delays, joins and gates with
 * a cause count for it. Waits that ended otherwise, and those that go on, do not count.
 */
export function entityWaits(model: HospitalModel, history: readonly HospitalEvent[]): EntityWaits {
  const waits = new Map<string, Partial<Record<WaitCause, number>>>();
  const since = new Map<string, number>();
  const cleaning = new Map<string, number>();
  const freed = new Map<string, { readonly time: number; readonly cleanedFrom: number }>();
  const add = (entity: string, cause: WaitCause, length: number): void => {
    const own = waits.get(entity) ?? {};
    own[cause] = (own[cause] ?? 0) + length;
    waits.set(entity, own);
  };
  for (const { time, event, entity, source, node, resource, value } of history) {
    if (event === 'arrive' && CLEANS.test(source)) cleaning.set(entity, time);
    if (event === 'wait') since.set(entity, time);
    if (event === 'renege' || event === 'refuse' || event === 'leave') since.delete(entity);
    if (event === 'release') freed.set(resource!, { time, cleanedFrom: cleaning.get(entity) ?? time });
    const cause = node === null ? undefined : causeOf(model, node);
    if (cause !== undefined && (event === 'delay' || event === 'join' || event === 'pass'))
      add(entity, cause, value);
    if (event !== 'seize' || !since.has(entity)) continue;
    const from = since.get(entity)!;
    since.delete(entity);
    const last = freed.get(resource!);
    const clean = last?.time === time ? time - Math.max(from, last.cleanedFrom) : 0;
    if (clean > 0) add(entity, 'clean', clean);
    if (time - from - clean > 0)
      add(entity, model.resources[resource!]!.kind ?? 'other', time - from - clean);
  }
  return waits;
}

function causeOf(model: HospitalModel, id: string): WaitCause | undefined {
  const node = model.nodes[id];
  return node?.do === 'delay' || node?.do === 'join' || node?.do === 'gate' ? node.cause : undefined;
}
