// Which events name one reading or deed of one sender, and which of them revise it.
import type { TwinEvent } from '@twinward/contract';

/** A sender and its own name for a reading or deed. */
export interface EventSource {
  readonly system: string;
  readonly id: string;
}

/** Who sent an observation or intervention and how they name it; null for the platform's own events. */
export function sourceOf(event: TwinEvent): EventSource | null {
  if (event.kind === 'observation') return event.observation.source;
  return event.kind === 'intervention' || event.kind === 'adt' ? event.source : null;
}

/** Whether two are the same reading or deed. */
export function isSource(a: EventSource | null, b: EventSource): boolean {
  return a !== null && a.system === b.system && a.id === b.id;
}

/** Whether an event revises: a version above 1, an observation entered in error, an intervention withdrawn. */
export function isRevision(event: TwinEvent): boolean {
  if (event.kind === 'observation') {
    return event.observation.source.version > 1 || event.observation.status === 'entered-in-error';
  }
  if (event.kind !== 'intervention' && event.kind !== 'adt') return false;
  return event.source.version > 1 || event.withdrawn;
}

/** FNV-1a of system and id as a signed 32-bit number; 0 without a source. */
export function sourceHash(source: EventSource | null): number {
  if (source === null) return 0;
  const text = `${source.system}|${source.id}`;
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
