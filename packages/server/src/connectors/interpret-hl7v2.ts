// An HL7 v2 message as connectors take it.
import {
  type FhirResource,
  type MappingOptions,
  mapMessage,
  parseV2,
  toAdtEvents,
  type V2Message,
} from '@twinward/connect/hl7v2';
import { type Instant, TwinwardError, ZoneClock } from '@twinward/contract';
import { type Interpreted, type Interpreter, UnusableMessage } from './interpreted.ts';

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
    const what = `${message.type} ${message.event}`.trim().slice(0, 20);
    try {
      return read(message, what, { site, raw: bytes, receivedAt: now() });
    } catch (error) {
      throw error instanceof TwinwardError ? new UnusableMessage(what, error) : error;
    }
  };
}

function read(message: V2Message, what: string, options: MappingOptions): Interpreted {
  const mapped = mapMessage(message, options);
  const { context, word } = mapped;
  const keyOf = (identifier: Readonly<Record<string, unknown>>): string =>
    `${context.ownerOf(identifier)}|${String(identifier.value)}`;
  const entries = mapped.bundle.entry as readonly Entry[];
  const people = entries.flatMap(({ fullUrl, resource: { resourceType, identifier } }) =>
    resourceType === 'Patient'
      ? [[fullUrl, keyOf((identifier as readonly Record<string, unknown>[])[0]!)] as const]
      : [],
  );
  const told = { entries, people: new Map(people), word };
  return {
    key: [message.header.raw(3), message.header.raw(4), message.controlId].join('|'),
    what,
    identifiers: mapped.identifiers.map(keyOf),
    subject: () => null,
    merged: mapped.merged.map(keyOf),
    observations: () => [],
    told: () => told,
    notes: mapped.notes,
    adt: toAdtEvents(message, mapped),
    hospital: context.facility,
  };
}
