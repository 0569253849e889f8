import type { AdtEvent, Happened, RecordedEvent, SubjectRef } from '@twinward/contract';
import { AdtLedger } from '@twinward/twins/hospital';

/**
 * What ADT events add to the record of a hospital: each event once, and with it the withdrawal of what it cancels. `recorded` is what the record
 * holds of the hospital; the order in which events come makes no difference. Throws as `checkAdtEvent` does, and records nothing then.
 */
export function happenedBy(
  subject: SubjectRef,
  system: string,
  recorded: readonly RecordedEvent[],
  events: readonly AdtEvent[],
): readonly Happened[] {
  const ledger = new AdtLedger(Number.POSITIVE_INFINITY);
  const versions = new Map<string, number>();
  for (const { event } of recorded) {
    if (event.kind !== 'adt' || event.source.system !== system) continue;
    versions.set(event.source.id, Math.max(versions.get(event.source.id) ?? 0, event.source.version));
    ledger.take(event.event);
  }
  const told: Happened[] = [];
  const say = (event: AdtEvent, withdrawn: boolean): void => {
    const version = Math.max(event.version ?? 1, (versions.get(event.messageId) ?? 0) + 1);
    versions.set(event.messageId, version);
    told.push({ kind: 'adt', subject, event, source: { system, id: event.messageId, version }, withdrawn });
  };
  for (const event of events) {
    const taken = ledger.take(event);
    if (taken.result === 'duplicate') continue;
    say(event, false);
    if (!taken.stands) say(event, true);
    for (const gone of taken.withdrawn) say(gone, true);
    for (const back of taken.restored) say(back, false);
  }
  return told;
}
