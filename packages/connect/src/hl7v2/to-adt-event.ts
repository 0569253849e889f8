// What an ADT message means for visits and beds, in the platform's plain events.

import {
  type AdtEvent,
  type AdtKind,
  type AdtPlace,
  addSeconds,
  checkAdtEvent,
  type Instant,
  TwinwardError,
} from '@twinward/contract';
import { plainTable } from '../plain-table.ts';
import { GENDER } from './map/code-tables.ts';
import type { FhirValue } from './map/fhir-value.ts';
import type { MappedMessage } from './map-message.ts';
import type { V2Field, V2Message } from './v2-message.ts';

/** Trigger events and what they tell. */
const KINDS: Readonly<Record<string, AdtKind>> = plainTable({
  A01: 'admit',
  A02: 'transfer',
  A03: 'discharge',
  A04: 'register',
  A05: 'expect-admission',
  A06: 'admit',
  A07: 'to-outpatient',
  A08: 'update',
  A09: 'depart',
  A10: 'arrive',
  A11: 'cancel',
  A12: 'cancel',
  A13: 'cancel',
  A14: 'expect-admission',
  A15: 'expect-transfer',
  A16: 'expect-discharge',
  A20: 'bed-status',
  A21: 'leave',
  A22: 'return',
  A25: 'cancel',
  A26: 'cancel',
  A27: 'cancel',
  A31: 'update',
  A34: 'merge',
  A40: 'merge',
});
const CANCELS: Readonly<Record<string, readonly AdtKind[]>> = plainTable({
  A11: ['admit', 'register'],
  A12: ['transfer'],
  A13: ['discharge'],
  A25: ['expect-discharge'],
  A26: ['expect-transfer'],
  A27: ['expect-admission'],
});
/** Kinds of message that may say in PV2-9, besides what they tell, when the discharge is expected. */
const LEAVES: ReadonlySet<AdtKind> = new Set(['admit', 'transfer', 'arrive', 'update']);
/** Table 0116. */
const BEDS: Readonly<Record<string, NonNullable<AdtEvent['status']>>> = plainTable({
  C: 'closed',
  H: 'housekeeping',
  O: 'occupied',
  U: 'free',
  K: 'contaminated',
  I: 'isolated',
});

/** How a person is called: the number with whose it is. */
function identifierKey({ context }: MappedMessage, identifier: FhirValue): string {
  return `${context.ownerOf(identifier)}|${String(identifier.value)}`;
}

/**
 * The event of an ADT message, one for each merged number of a merge; none for other types and for A28, which only introduces a person. Throws `observation.invalid`
 * or `time.invalid` where the message does not say what its event needs.
 */
export function toAdtEvents(message: V2Message, mapped: MappedMessage): readonly AdtEvent[] {
  const kind = message.type === 'ADT' ? KINDS[message.event] : undefined;
  if (kind === undefined) return [];
  const pv1 = message.first('PV1');
  const person = mapped.identifiers[0] === undefined ? null : identifierKey(mapped, mapped.identifiers[0]);
  const sentAt = mapped.context.instant(message.header.text(7))?.at ?? undefined;
  const base = {
    kind,
    at: eventTime(message, mapped, kind),
    ...(sentAt === undefined ? {} : { sentAt }),
    messageId: [message.header.text(3), message.header.text(4), message.controlId].join('|'),
    person,
    visit: pv1?.text(19) || null,
  };
  if (kind === 'merge') {
    if (person === null) return [];
    return mapped.merged.map((identifier, index) =>
      checkAdtEvent({
        ...base,
        messageId: `${base.messageId}${index === 0 ? '' : `#${index}`}`,
        person: identifierKey(mapped, identifier),
        visit: null,
        into: person,
      }),
    );
  }
  if (kind === 'bed-status') {
    const npu = message.first('NPU');
    const place = npu === null ? null : placeOf(npu.first(1));
    const status = BEDS[npu?.text(2) ?? ''];
    return [
      checkAdtEvent({
        ...base,
        ...(place === null ? {} : { place }),
        ...(status === undefined ? {} : { status }),
      }),
    ];
  }
  const place = placeOf(
    pv1?.first(kind === 'expect-transfer' && pv1.first(42).empty === false ? 42 : 3) ?? null,
  );
  const expectedAt = expectedTime(message, mapped, kind);
  const cancels = CANCELS[message.event];
  const cancelledAt =
    cancels === undefined ? undefined : instantOf(mapped, message.first('EVN')?.text(6) ?? '');
  const sex = GENDER[message.first('PID')?.text(8).toUpperCase() ?? ''] as
    | 'male'
    | 'female'
    | 'other'
    | 'unknown'
    | undefined;
  const specialty = pv1?.text(10) || undefined;
  const plannedLeave = LEAVES.has(kind) ? plannedOf(mapped, message.first('PV2')?.text(9) ?? '') : undefined;
  return [
    checkAdtEvent({
      ...base,
      ...(place === null ? {} : { place }),
      ...(expectedAt === undefined ? {} : { expectedAt }),
      ...(cancels === undefined ? {} : { cancels }),
      ...(cancelledAt === undefined ? {} : { cancelledAt }),
      attributes: { sex, specialty, ...(plannedLeave === undefined ? {} : { plannedLeave }) },
    }),
  ];
}

/** When it happened: EVN-6, or the admission's and discharge's own time, or EVN-2, or at last when it was sent. */
function eventTime(message: V2Message, mapped: MappedMessage, kind: AdtKind): Instant {
  const [evn, pv1] = [message.first('EVN'), message.first('PV1')];
  const own =
    kind === 'admit' && message.event === 'A01'
      ? 44
      : kind === 'register'
        ? 44
        : kind === 'discharge'
          ? 45
          : null;
  const told = [
    kind === 'cancel' ? '' : (evn?.text(6) ?? ''),
    own === null ? '' : (pv1?.text(own) ?? ''),
    evn?.text(2) ?? '',
    message.header.text(7),
  ];
  for (const text of told) {
    const at = instantOf(mapped, text);
    if (at !== undefined) return at;
  }
  throw new TwinwardError('time.invalid', 'the message does not say when its event happened', {
    field: 'EVN-2',
    remedy: 'send EVN-2 or MSH-7 with an offset, or set the time zone of the sender',
  });
}

function expectedTime(message: V2Message, mapped: MappedMessage, kind: AdtKind): Instant | undefined {
  if (!kind.startsWith('expect-')) return undefined;
  const pv2 = message.first('PV2');
  return (
    plannedOf(mapped, pv2?.text(kind === 'expect-discharge' ? 9 : 8) ?? '') ??
    plannedOf(mapped, message.first('EVN')?.text(3) ?? '')
  );
}

/** A planned time; of a day without a time its middle. */
function plannedOf(mapped: MappedMessage, text: string): Instant | undefined {
  const time = mapped.context.instant(text);
  if (time?.at == null) return undefined;
  return time.precision === 'day' ? addSeconds(time.at, 12 * 3600) : time.at;
}

function instantOf(mapped: MappedMessage, text: string): Instant | undefined {
  return mapped.context.instant(text)?.at ?? undefined;
}

function placeOf(field: V2Field | null): AdtPlace | null {
  if (field === null || field.text(1) === '') return null;
  return { unit: field.text(1), room: field.text(2) || null, bed: field.text(3) || null };
}
