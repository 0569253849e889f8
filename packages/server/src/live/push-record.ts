import { codingKey, effectiveInstant, formatInstant, type RecordedEvent } from '@twinward/contract';
import type { PushedRecord } from '../schemas/pushed-record-schema.ts';

/** An event of the record as live push sends it. */
export function pushRecord(recorded: RecordedEvent, twins: readonly string[]): PushedRecord {
  const { part, seq, subject, recordedAt, event } = recorded;
  return {
    part,
    seq,
    subject,
    twins,
    kind: event.kind,
    at: formatInstant(effectiveInstant(event)),
    recordedAt: formatInstant(recordedAt),
    observation: event.kind === 'observation' ? pushedObservation(event.observation) : null,
    intervention:
      event.kind === 'intervention'
        ? { type: event.intervention.type, amounts: event.intervention.amounts, withdrawn: event.withdrawn }
        : null,
  };
}

type Observation = Extract<RecordedEvent['event'], { kind: 'observation' }>['observation'];

function pushedObservation({ code, value, status }: Observation): PushedRecord['observation'] {
  const base = { code: codingKey(code), status, value: null, unit: null, censored: null, absent: null };
  switch (value.kind) {
    case 'quantity':
      return { ...base, value: value.value, unit: value.unit };
    case 'censored':
      return { ...base, value: value.limit, unit: value.unit, censored: value.side };
    case 'count':
      return { ...base, value: value.value };
    case 'ordinal':
      return { ...base, value: value.level };
    case 'absent':
      return { ...base, absent: value.reason };
  }
}
