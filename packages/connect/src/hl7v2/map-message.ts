// One HL7 v2 message as FHIR: the bundle, what in it the twins can take, and what could not be carried over.

import { createHash } from 'node:crypto';
import { formatInstant, type Instant, TwinwardError, type ZoneClock } from '@twinward/contract';
import { plainTable } from '../plain-table.ts';
import { type FhirResource, type FhirValue, filled } from './map/fhir-value.ts';
import { mapClinical } from './map/map-clinical.ts';
import { mapEncounter } from './map/map-encounter.ts';
import { mapMerge } from './map/map-merge.ts';
import type { MappedObservation } from './map/map-observations.ts';
import { mapOrders } from './map/map-orders.ts';
import { mapPatient } from './map/map-patient.ts';
import { mapAppointment, mapDocument } from './map/map-schedule.ts';
import { MappingContext, type MappingNote } from './map/mapping-context.ts';
import { type Word, wordOf } from './told-over.ts';
import type { V2Message } from './v2-message.ts';

/** Types and the events of each that are taken; others are refused by name. */
const TAKEN: Readonly<Record<string, ReadonlySet<string>>> = plainTable({
  ADT: new Set([
    'A01',
    'A02',
    'A03',
    'A04',
    'A05',
    'A06',
    'A07',
    'A08',
    'A09',
    'A10',
    'A11',
    'A12',
    'A13',
    'A14',
    'A15',
    'A16',
    'A20',
    'A21',
    'A22',
    'A25',
    'A26',
    'A27',
    'A28',
    'A31',
    'A34',
    'A40',
  ]),
  ORU: new Set(['R01', 'R30', 'R40']),
  ORM: new Set(['O01']),
  OML: new Set(['O21', 'O01', 'O33', 'O35']),
  SIU: new Set(['S12', 'S13', 'S14', 'S15', 'S26']),
  MDM: new Set(['T01', 'T02', 'T03', 'T04', 'T05', 'T06', 'T07', 'T08', 'T09', 'T10', 'T11']),
  VXU: new Set(['V04']),
});

/** What a message became. */
export interface MappedMessage {
  /** A transaction that creates or updates by identifier; the Provenance names the bytes it came from by their hash. */
  readonly bundle: FhirResource;
  /** Identifiers of the person, those of PID-3 first; empty where the message is about nobody. */
  readonly identifiers: readonly FhirValue[];
  /** When and how it is said, for what stands already. */
  readonly word: Word;
  /** Identifiers a merge ends. */
  readonly merged: readonly FhirValue[];
  readonly observations: readonly MappedObservation[];
  readonly notes: readonly MappingNote[];
  /** Reads a time in the message's clock, for what is made of the message beside the bundle. */
  readonly context: MappingContext;
}

/** How a site's messages are read. */
export interface MappingOptions {
  /** The clock of senders whose times carry no offset, in no field and not in MSH-7; null if nobody said: such times are left out, never taken as UTC. */
  readonly site: ZoneClock | null;
  /** The bytes as they came. */
  readonly raw: Uint8Array;
  readonly receivedAt: Instant;
}

/**
 * Maps a message by the official v2-to-FHIR maps. Throws `request.unsupported` for a type or event that is not taken and `file.invalid` where a
 * segment the event cannot do without is missing.
 */
export function mapMessage(message: V2Message, options: MappingOptions): MappedMessage {
  const { type, event } = message;
  if (TAKEN[type]?.has(event) !== true) {
    throw new TwinwardError(
      'request.unsupported',
      `${(type || 'a message without type').slice(0, 10)} ${event.slice(0, 6)} is not taken`,
      {
        field: 'MSH-9',
        remedy:
          'send ADT A01-A16, A20-A22, A25-A28, A31, A34, A40, ORU R01, ORM O01, OML O21, SIU S12-S15, S26, MDM or VXU V04',
      },
    );
  }
  const context = new MappingContext(message, options.site);
  const patient = mapPatient(context);
  if (patient === null && type !== 'SIU' && event !== 'A20') missing('PID');
  if (patient !== null && patient.identifiers.length === 0) missing('PID-3');
  let merged: readonly FhirValue[] = [];
  let observations: readonly MappedObservation[] = [];
  if (patient !== null) {
    merged = mapMerge(context, patient);
    if ((event === 'A34' || event === 'A40') && merged.length === 0) missing('MRG-1');
    const setting = { patient: patient.url, encounter: mapEncounter(context, patient.url) };
    if (type === 'MDM') mapDocument(context, patient.url);
    else observations = mapOrders(context, setting);
    mapClinical(context, setting);
  }
  if (type === 'SIU') mapAppointment(context, patient?.url ?? null);
  return {
    bundle: bundleOf(context, options),
    identifiers: patient?.identifiers ?? [],
    word: wordOf(message, context.time(message.header.text(7))),
    merged,
    observations,
    notes: context.notes,
    context,
  };
}

function bundleOf(context: MappingContext, { raw, receivedAt }: MappingOptions): FhirResource {
  const { message } = context;
  const hash = createHash('sha256').update(raw).digest('hex');
  const sent = context.time(message.header.text(7));
  const targets = context.entries.map(({ fullUrl }) => ({ reference: fullUrl }));
  const provenance: FhirResource = {
    resourceType: 'Provenance',
    ...filled({
      target: targets,
      occurredDateTime: sent,
      recorded: formatInstant(receivedAt),
      activity: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0003', code: message.event }],
      },
      agent: [
        {
          who: {
            display:
              [message.header.text(3), message.header.text(4)].filter((part) => part !== '').join(' at ') ||
              'not said',
          },
        },
      ],
      entity: [
        {
          role: 'source',
          what: {
            identifier: { system: 'urn:twinward:sha256', value: hash },
            display: `HL7 v2 message ${message.controlId}`,
          },
        },
      ],
    }),
  };
  context.add(provenance, [hash], { method: 'POST', url: 'Provenance' });
  return { resourceType: 'Bundle', type: 'transaction', entry: context.entries };
}

function missing(field: string): never {
  throw new TwinwardError('file.invalid', `the message has no ${field}`, {
    field,
    remedy: `send ${field}; a patient is never guessed`,
  });
}
