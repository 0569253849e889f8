// An HL7 v2 message as connectors take it.
import { identifierKey, mapMessage, parseV2, toAdtEvents, toObservations } from '@twinward/connect/hl7v2';
import { ZoneClock } from '@twinward/connect/wearables';
import { type Instant, TwinwardError } from '@twinward/contract';
import type { Interpreter } from './interpreted.ts';

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
    return {
      key: [message.header.raw(3), message.header.raw(4), message.controlId].join('|'),
      what: `${message.type} ${message.event}`,
      identifiers: mapped.identifiers.map(identifierKey),
      subject: null,
      merged: mapped.merged.map(identifierKey),
      observations: (subject) => toObservations(message, mapped, subject),
      notes: mapped.notes,
      adt: toAdtEvents(message, mapped),
      bundle: mapped.bundle,
    };
  };
}
