// An HL7 v2 message as connectors take it.
import { type FhirResource, mapMessage, parseV2, toAdtEvents } from '@twinward/connect/hl7v2';
import { type Instant, TwinwardError, ZoneClock } from '@twinward/contract';
import type { Interpreter } from './interpreted.ts';

interface Entry {
  readonly fullUrl: string;
  readonly resource: FhirResource;
}

/** Reads messages of a site whose clock is in a zone, if somebody said in which. */
export function interpretHl7v2(zone: string | null, now: () => Instant): Interpreter {
  const site = zone === null ? null : new ZoneClock(zone);
  return (bytes) => {
    const message = parseV2(bytes);
    if (message.controlId === '') {
      throw new TwinwardError('file.invalid', 'the message has no control id', {
        field: 'MSH-10',
        remedy: 'number every message, so that a redelivery is recognised',
      });
    }
    const mapped = mapMessage(message, { site, raw: bytes, receivedAt: now() });
    const { context, word } = mapped;
    const keyOf = (identifier: Readonly<Record<string, unknown>>): string =>
      `${context.ownerOf(identifier)}|${String(identifier.value)}`;
    const entries = mapped.bundle.entry as readonly Entry[];
    const people = entries.flatMap(({ fullUrl, resource: { resourceType, identifier } }) =>
      resourceType === 'Patient'
        ? [[fullUrl, keyOf((identifier as readonly Record<string, unknown>[])[0]!)] as const]
        : [],
    );
    return {
      key: [message.header.raw(3), message.header.raw(4), message.controlId].join('|'),
      what: `${message.type} ${message.event}`,
      identifiers: mapped.identifiers.map(keyOf),
      subject: null,
      merged: mapped.merged.map(keyOf),
      observations: () => [],
      told: { entries, people: new Map(people), word },
      notes: mapped.notes,
      adt: toAdtEvents(message, mapped),
      hospital: context.facility,
    };
  };
}
