// A row of the log as the event it holds.
import type { Instant, RecordedEvent, SubjectRef } from '@twinward/contract';
import { decodeEvent } from '../stored-event.ts';
import type { Row } from './database.ts';

/** From the columns part, seq, ref, recorded_at, body. */
export function recordedEvent([part, seq, ref, recordedAt, body]: Row): RecordedEvent {
  return {
    part: part as number,
    seq: seq as number,
    subject: ref as SubjectRef,
    recordedAt: recordedAt as Instant,
    event: decodeEvent(body as string),
  };
}
