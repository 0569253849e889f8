import type { HospitalModel } from '../model/hospital-model.ts';
import type { HospitalEvent } from './hospital-history.ts';

/** A time that an entity spent at a resource: holding units of it, or waiting for it. */
export interface EntityStay {
  readonly entity: string;
  readonly resource: string;
  readonly waits: boolean;
  readonly units: number;
  /** In the model's unit, from the start of the run on. */
  readonly from: number;
  readonly to: number;
}

/**
 * Where everybody was and waited, by the event log of a run until a time: what floor plans and Gantt charts are drawn from. One
 * that waits for several resources at once waits for the first of them. In the order in which stays begin.
 */
export function entityStays(
  model: HospitalModel,
  events: readonly HospitalEvent[],
  until: number,
): readonly EntityStay[] {
  const stays: EntityStay[] = [];
  const held = new Map<string, { units: number; from: number }>();
  const waiting = new Map<string, { resource: string; from: number }>();
  const stopWaiting = (entity: string, to: number): void => {
    const wait = waiting.get(entity);
    if (wait === undefined) return;
    waiting.delete(entity);
    stays.push({ entity, resource: wait.resource, waits: true, units: 0, from: wait.from, to });
  };
  const change = (entity: string, resource: string, by: number, time: number): void => {
    const key = JSON.stringify([entity, resource]);
    const before = held.get(key);
    if (before !== undefined && time > before.from)
      stays.push({ entity, resource, waits: false, units: before.units, from: before.from, to: time });
    const units = (before?.units ?? 0) + by;
    if (units > 0) held.set(key, { units, from: time });
    else held.delete(key);
  };
  for (const { time, event, entity, node, resource, value } of events) {
    if (event === 'wait') {
      const wanted = wantedAt(model, node);
      if (wanted !== null) waiting.set(entity, { resource: wanted, from: time });
    } else if (event === 'seize') {
      stopWaiting(entity, time);
      if (entity !== '') change(entity, resource!, value, time);
    } else if (event === 'release' || event === 'interrupt') {
      if (entity !== '') change(entity, resource!, -value, time);
    } else if (event === 'renege' || event === 'leave') stopWaiting(entity, time);
  }
  for (const [key, { units, from }] of held) {
    const [entity, resource] = JSON.parse(key) as [string, string];
    if (until > from) stays.push({ entity, resource, waits: false, units, from, to: until });
  }
  for (const entity of [...waiting.keys()]) stopWaiting(entity, until);
  return stays.sort((a, b) => a.from - b.from || a.to - b.to);
}

/** The resource that a node asks for first. */
function wantedAt(model: HospitalModel, node: string | null): string | null {
  const step = node === null ? undefined : model.nodes[node];
  if (step?.do === 'seize') return Object.keys(step.units)[0] ?? null;
  if (step?.do === 'place') return model.policies?.[step.policy]?.[0]?.bed ?? null;
  return null;
}
