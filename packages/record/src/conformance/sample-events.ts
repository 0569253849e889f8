// Events for the tests of the record: glucose readings and meals of made-up people.
import {
  type Instant,
  instant,
  type ObservationStatus,
  type SubjectRef,
  subjectRef,
  twinId,
} from '@twinward/contract';
import type { Append } from '../ports/event-log.ts';

let people = 0;

/** A person no other test has met. */
export function somebody(): SubjectRef {
  people += 1;
  return subjectRef(`Patient/t-${process.pid}-${Math.trunc(performance.timeOrigin)}-${people}`);
}

/** 2026-03-01T00:00:00Z and so many minutes. */
export function minute(count: number): Instant {
  return instant(1_772_323_200_000 + count * 60_000);
}

/** A glucose reading (mg/dL) of a person, named so that sending it again is recognised. */
export function reading(subject: SubjectRef, id: string, at: Instant, value = 110): Append {
  const source = { system: 'test', id, version: 1 };
  return {
    subject,
    dedupe: `${subject}|${id}|1`,
    event: {
      kind: 'observation',
      observation: {
        subject,
        code: { system: 'http://loinc.org', code: '99504-3' },
        effectiveAt: at,
        precision: 'second',
        value: { kind: 'quantity', value, unit: 'mg/dL' },
        status: 'final',
        source,
      },
    },
  };
}

/** A meal (g) of a person. */
export function meal(subject: SubjectRef, id: string, at: Instant, grams = 40): Append {
  return {
    subject,
    dedupe: `${subject}|meal-${id}|1`,
    event: {
      kind: 'intervention',
      subject,
      intervention: { type: 'carbohydrate', effectiveAt: at, amounts: { grams } },
      source: { system: 'test', id, version: 1 },
      withdrawn: false,
    },
  };
}

/** A later word on a reading by its sender. */
export function revision(append: Append, version: number, status: ObservationStatus): Append {
  if (append.event.kind !== 'observation') throw new Error('only readings are revised here');
  const observation = { ...append.event.observation, status };
  return {
    ...append,
    dedupe: `${append.dedupe}|${version}|${status}`,
    event: {
      kind: 'observation',
      observation: { ...observation, source: { ...observation.source, version } },
    },
  };
}

/** A twin of a person comes into being. */
export function opening(subject: SubjectRef): Append {
  return {
    subject,
    dedupe: `${subject}|opened`,
    event: {
      kind: 'twin-opened',
      twin: twinId(subject.slice('Patient/'.length)),
      subject: { ref: subject, facts: { weight: 70 } },
      model: 'glucose',
      modelVersion: '1.0.0',
      members: 64,
      seed: '0123456789abcdef',
      at: minute(0),
      label: 'somebody',
      origin: 'simulated',
    },
  };
}

/** A twin of a person ends. */
export function closing(subject: SubjectRef): Append {
  const twin = twinId(subject.slice('Patient/'.length));
  return {
    subject,
    dedupe: `${subject}|closed`,
    event: { kind: 'twin-closed', twin, at: minute(9), reason: 'moved away' },
  };
}
