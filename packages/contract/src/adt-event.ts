import { TwinwardError } from './errors.ts';
import type { Instant } from './instant.ts';

/**
 * What can happen to a visit, a person or a bed, with the HL7 v2 trigger events that say so; transitions of a FHIR Encounter's status and
 * locations are the same things. `cancel` takes back the event it points at, `merge` joins two identifiers.
 */
export const ADT_KINDS = [
  'register', // A04; Encounter arrived or triaged
  'expect-admission', // A05, A14; planned
  'expect-transfer', // A15
  'expect-discharge', // A16
  'admit', // A01, A06; in-progress of class inpatient
  'transfer', // A02; another active location
  'depart', // A09
  'arrive', // A10
  'swap', // A17
  'discharge', // A03; finished
  'to-outpatient', // A07
  'leave', // A21; onleave
  'return', // A22
  'update', // A08, A31
  'bed-status', // A20; Location.operationalStatus
  'cancel', // A11, A12, A13, A25, A26, A27, A32, A33, A52, A53; cancelled
  'merge', // A34, A40
] as const;

/** One of `ADT_KINDS`. */
export type AdtKind = (typeof ADT_KINDS)[number];

/** A place in a hospital: a unit (PV1-3.1), and where known its room and bed. */
export interface AdtPlace {
  readonly unit: string;
  readonly room: string | null;
  readonly bed: string | null;
}

/** How a bed stands (HL7 table 0116, FHIR Location.operationalStatus): C, H, O, U, K, I. */
export type BedStatus = 'closed' | 'housekeeping' | 'occupied' | 'free' | 'contaminated' | 'isolated';

/** What a message tells of a patient besides where they are; what is left out is not changed. */
export interface AdtAttributes {
  readonly specialty?: string | undefined;
  /** Why the patient must lie alone or with the like; null takes an earlier reason back. */
  readonly isolation?: string | null | undefined;
  /** FHIR administrative gender. */
  readonly sex?: 'male' | 'female' | 'other' | 'unknown' | undefined;
  /** 1 (most urgent) to 5, as triage scales count. */
  readonly acuity?: number | undefined;
  /** When the patient is to leave, as announced (PV2-9, `Encounter.plannedEndDate`); null takes it back. */
  readonly plannedLeave?: Instant | null | undefined;
  /** True for a child, where wards for children are apart. */
  readonly child?: boolean | undefined;
}

/**
 * One thing that happened in a hospital, as an ADT message or a FHIR Encounter tells it: plain values, so that both map onto it. Times are when it
 * happened (EVN-2, EVN-6 or PV1-44; `Encounter.location.period`), never when the message came. `messageId` with `version` is what makes a
 * redelivery recognisable; the same id with a higher version replaces what was said before.
 */
export interface AdtEvent {
  readonly kind: AdtKind;
  readonly at: Instant;
  /** When it was sent (MSH-7): it orders what happened at the same instant. */
  readonly sentAt?: Instant | undefined;
  /** MSH-10, or the id of a resource with what of it is meant. */
  readonly messageId: string;
  /** Whole number from 1, the default. */
  readonly version?: number | undefined;
  /** PID-3; null where only a bed is meant. */
  readonly person: string | null;
  /** PV1-19 or the Encounter's id; null where the sender numbers no visits: then a person has one visit at a time. */
  readonly visit: string | null;
  /** Where the patient is from now on, or the bed that is meant; for `expect-…` where they will be. */
  readonly place?: AdtPlace | undefined;
  /** For `expect-…`: when it should happen. */
  readonly expectedAt?: Instant | undefined;
  /** For `bed-status`. */
  readonly status?: BedStatus | undefined;
  /** For `cancel`: the kinds of event that may be meant; the visit's latest of them at or before `at` is. */
  readonly cancels?: readonly AdtKind[] | undefined;
  /** For `cancel`: when the event meant had happened (EVN-6), if the sender says so. */
  readonly cancelledAt?: Instant | undefined;
  /** For `merge`: the person that `person` turns out to be. */
  readonly into?: string | undefined;
  /** For `swap`: the other visit, or the other person where visits are not numbered. */
  readonly other?: { readonly person: string | null; readonly visit: string | null } | undefined;
  readonly attributes?: AdtAttributes | undefined;
}

/**
 * The event itself, if it says all that its kind needs; throws `observation.invalid` naming the field otherwise. The message names no patient.
 *
 * @example
 * checkAdtEvent({ kind: 'merge', at: instant(0), messageId: 'm-1', person: 'p-1', visit: null, into: 'p-2' }).kind; // merge
 */
export function checkAdtEvent(event: AdtEvent): AdtEvent {
  const { kind, messageId, version = 1, person, visit, place } = event;
  if (!ADT_KINDS.includes(kind)) refuse('kind', `"${String(kind).slice(0, 30)}" is no ADT event`);
  if (messageId === '') refuse('messageId', 'the message has no id');
  if (!(Number.isInteger(version) && version >= 1)) refuse('version', `version ${version}`);
  if (!Number.isInteger(event.at)) refuse('at', 'the time of the event is missing');
  if (kind === 'bed-status') {
    if (place?.bed == null) refuse('place', 'no bed is named');
    if (event.status === undefined) refuse('status', 'the status of the bed is missing');
    return event;
  }
  if (person === null && visit === null) refuse('person', 'neither person nor visit is named');
  if (kind === 'merge') {
    if (person === null) refuse('person', 'no person is merged');
    if (event.into === undefined) refuse('into', 'the person that remains is not named');
  }
  if (kind === 'cancel' && (event.cancels ?? []).length === 0) refuse('cancels', 'nothing is cancelled');
  if (kind === 'swap' && event.other === undefined)
    refuse('other', 'the other visit of the swap is not named');
  if ((kind === 'admit' || kind === 'transfer') && place === undefined) refuse('place', 'no place is named');
  return event;
}

function refuse(field: string, what: string): never {
  throw new TwinwardError('observation.invalid', `an ADT event cannot be taken in: ${what}`, {
    field,
    remedy: 'see docs/guides/hospital-live.md for what each kind of event must say',
  });
}
