import { type RecordedEvent, type SubjectRef, type TwinEvent, TwinwardError } from '@twinward/contract';
import type { Appended, AuditRow } from '@twinward/record';
import { dedupeKey } from '../dedupe-key.ts';
import { outranks, sourceVersion } from '../fold/source-version.ts';
import type { RuntimeContext } from '../runtime-context.ts';

/** Which reading or deed is taken back, and why. */
export interface Retraction {
  readonly subject: SubjectRef;
  readonly source: { readonly system: string; readonly id: string };
  readonly reason: string;
}

/**
 * Takes back a reading or an intervention, by its sender's name for it: from now on it is as if it had never been. Taking it back twice
 * changes nothing. Throws `resource.missing` if nothing of that name was recorded.
 */
export async function retract(
  context: RuntimeContext,
  { subject, source, reason }: Retraction,
  audit: readonly AuditRow[],
): Promise<readonly Appended[]> {
  const kinds: readonly TwinEvent['kind'][] = ['observation', 'intervention', 'adt'];
  const recorded = await context.record.events.readSubject(subject, { kinds, source });
  const named = recorded.filter(({ event }) => {
    const own = sourceVersion(event);
    return own?.system === source.system && own.id === source.id;
  });
  const last = named.reduce<RecordedEvent | null>((a, b) => (a === null || later(b, a) ? b : a), null);
  if (last === null) {
    throw new TwinwardError('resource.missing', 'nothing was recorded under that source and id', {
      field: 'source',
      remedy: 'name the system and id under which it was sent',
    });
  }
  if (sourceVersion(last.event)?.retracted === true) {
    await context.record.events.audit(audit);
    return [{ part: last.part, seq: last.seq, duplicate: true }];
  }
  const event = takenBack(last.event, reason);
  return context.record.events.append([{ subject, event, dedupe: dedupeKey(subject, event) }], audit);
}

function later(a: RecordedEvent, b: RecordedEvent): boolean {
  const [x, y] = [sourceVersion(a.event), sourceVersion(b.event)];
  return x !== null && y !== null && outranks({ ...x, seq: a.seq }, { ...y, seq: b.seq });
}

function takenBack(event: TwinEvent, reason: string): TwinEvent {
  if (event.kind === 'observation') {
    const { source } = event.observation;
    return {
      ...event,
      observation: {
        ...event.observation,
        status: 'entered-in-error',
        doubts: [reason],
        source: { ...source, version: source.version + 1 },
      },
    };
  }
  if (event.kind === 'intervention' || event.kind === 'adt') {
    return { ...event, withdrawn: true, source: { ...event.source, version: event.source.version + 1 } };
  }
  return event;
}
