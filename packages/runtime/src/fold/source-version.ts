// How its sender names a reading or a deed, and which word about it counts.
import type { TwinEvent } from '@twinward/contract';

/** The sender's name for what an event tells, and how late a word it is. */
export interface SourceVersion {
  /** The same for all versions of one reading or deed of a subject. */
  readonly key: string;
  readonly system: string;
  readonly id: string;
  readonly version: number;
  /** Entered in error or withdrawn: as if it had never been. */
  readonly retracted: boolean;
}

/** The source of an observation or intervention; null for other events, which are never corrected. */
export function sourceVersion(event: TwinEvent): SourceVersion | null {
  if (event.kind === 'observation') {
    const { source, status } = event.observation;
    return named('observation', source, status === 'entered-in-error');
  }
  if (event.kind === 'intervention') return named('intervention', event.source, event.withdrawn);
  if (event.kind === 'adt') return named('adt', event.source, event.withdrawn);
  return null;
}

/** Whether an event may take the place of an earlier one. */
export function revises(event: TwinEvent): boolean {
  const source = sourceVersion(event);
  return source !== null && (source.version > 1 || source.retracted);
}

/** How late a word about a reading or deed is. */
export interface Word {
  readonly seq: number;
  readonly version: number;
  readonly retracted: boolean;
}

/**
 * Whether `a` is a later word than `b` about the same reading or deed: the higher version; of one version the retraction; else what
 * was recorded later.
 */
export function outranks(a: Word, b: Word): boolean {
  if (a.version !== b.version) return a.version > b.version;
  return a.retracted === b.retracted ? a.seq > b.seq : a.retracted;
}

function named(
  kind: 'observation' | 'intervention' | 'adt',
  { system, id, version }: { readonly system: string; readonly id: string; readonly version: number },
  retracted: boolean,
): SourceVersion {
  return { key: JSON.stringify([kind, system, id]), system, id, version, retracted };
}
