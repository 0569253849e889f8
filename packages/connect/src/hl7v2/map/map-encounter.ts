// PV1 and PV2 to Encounter, by the maps PV1[Encounter], PV2[Encounter] and the event's status.
import { plainTable } from '../../plain-table.ts';
import type { V2Field, V2Segment } from '../v2-message.ts';
import { ENCOUNTER_CLASS } from './code-tables.ts';
import { conceptOf, identifierOf, practitionerOf } from './datatypes.ts';
import { type FhirValue, filled } from './fhir-value.ts';
import { mapLocation } from './map-location.ts';
import type { MappingContext } from './mapping-context.ts';

const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const PARTICIPATION = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';
/**
 * What an event makes of an encounter (Event[EncounterStatus], completed). A04 registers somebody who has arrived: the map says
 * planned, chapter 3 and every receiver in use say in progress.
 */
const STATUS: Readonly<Record<string, string>> = plainTable({
  A01: 'in-progress',
  A02: 'in-progress',
  A03: 'finished',
  A04: 'in-progress',
  A05: 'planned',
  A06: 'in-progress',
  A07: 'in-progress',
  A11: 'cancelled',
  A12: 'in-progress',
  A13: 'in-progress',
  A14: 'planned',
  A38: 'cancelled',
});
/** Whether an event says how far a visit is; others leave it as it was. */
export function tellsStatus(event: string): boolean {
  return STATUS[event] !== undefined;
}

const DOCTORS = [
  [7, 'ATND', 'attender'],
  [8, 'REF', 'referrer'],
  [9, 'CON', 'consultant'],
  [17, 'ADM', 'admitter'],
  [52, 'PART', 'Participation'],
] as const;

/** Maps the visit; null where a message has none. */
export function mapEncounter(context: MappingContext, patient: string): string | null {
  const pv1 = context.message.first('PV1');
  if (pv1 === null || (pv1.raw(2) === '' && pv1.raw(3) === '' && pv1.raw(19) === '')) return null;
  const pv2 = context.message.first('PV2');
  const identifiers = identifiersOf(context, pv1);
  const resource = {
    resourceType: 'Encounter',
    ...filled({
      identifier: identifiers,
      status: statusOf(context, pv1),
      class: classOf(pv1.text(2)),
      type: pv1.all(4).map(conceptOf),
      serviceType: conceptOf(pv1.first(10)),
      subject: { reference: patient },
      participant: DOCTORS.flatMap(([field, code, display]) =>
        pv1.all(field).map((doctor) =>
          filled({
            type: [{ coding: [{ system: PARTICIPATION, code, display }] }],
            individual: practitionerOf(doctor),
          }),
        ),
      ),
      period: periodOf(context, pv1, pv2),
      location: locationsOf(context, pv1, pv2),
      reasonCode: pv2?.all(3).map(conceptOf),
      hospitalization: filled({
        admitSource: conceptOf(pv1.first(14)),
        dischargeDisposition: conceptOf(pv1.first(36)),
      }),
    }),
  };
  const first = identifiers[0];
  const key =
    first === undefined
      ? [context.message.header.raw(3), context.message.controlId]
      : [context.ownerOf(first), String(first.value)];
  return context.add(resource, key, requestFor(first));
}

function requestFor(identifier: FhirValue | undefined): FhirValue {
  if (identifier === undefined) return { method: 'POST', url: 'Encounter' };
  const system = identifier.system === undefined ? '' : `${String(identifier.system)}|`;
  return {
    method: 'PUT',
    url: `Encounter?identifier=${encodeURIComponent(system + String(identifier.value))}`,
  };
}

function identifiersOf(context: MappingContext, pv1: V2Segment): readonly FhirValue[] {
  return [
    ...pv1.all(19).map((field) => identifierOf(field, context.time, 'VN')),
    ...pv1.all(50).map((field) => identifierOf(field, context.time)),
  ].filter(({ value }) => value !== undefined);
}

function statusOf({ message }: MappingContext, pv1: V2Segment): string {
  const told = message.type === 'ADT' ? STATUS[message.event] : undefined;
  if (told !== undefined) return told;
  if (pv1.text(45) !== '') return 'finished';
  return pv1.text(2) === 'P'
    ? 'planned'
    : pv1.text(2) === 'U' || pv1.text(2) === ''
      ? 'unknown'
      : 'in-progress';
}

function classOf(code: string): FhirValue {
  const known = ENCOUNTER_CLASS[code];
  if (known !== undefined) return { system: ACT_CODE, code: known[0], display: known[1] };
  return { system: 'http://terminology.hl7.org/CodeSystem/v2-0004', code: code || 'U' };
}

/** PV2's expected times stand where PV1 has none: an end in the future is one that is planned (R4 Period). */
function periodOf({ time }: MappingContext, pv1: V2Segment, pv2: V2Segment | null): FhirValue {
  const planned = (field: number): string | undefined => (pv2 === null ? undefined : time(pv2.text(field)));
  return filled({ start: time(pv1.text(44)) ?? planned(8), end: time(pv1.text(45)) ?? planned(9) });
}

/** One place at a time is where the patient is; the others are where they were, or may go. */
function locationsOf(context: MappingContext, pv1: V2Segment, pv2: V2Segment | null): readonly FhirValue[] {
  const cancelled = context.message.event === 'A11';
  const places: readonly (readonly [field: V2Field | undefined, status: string | undefined])[] = [
    [context.message.first('PDA')?.first(2), 'completed'],
    [pv1.first(3), assignedStatus(context, pv1)],
    [pv1.first(6), cancelled ? undefined : 'completed'],
    [pv1.first(11), 'planned'],
    [pv1.first(42), cancelled ? undefined : 'planned'],
    [pv1.first(43), cancelled ? undefined : 'completed'],
    [pv2?.first(1), cancelled ? undefined : 'planned'],
  ];
  return places.flatMap(([field, status]) => {
    const location = field === undefined || field.empty ? null : mapLocation(context, field);
    return location === null ? [] : [filled({ location, status })];
  });
}

function assignedStatus({ message }: MappingContext, pv1: V2Segment): string | undefined {
  if (message.type === 'ADT') {
    if (message.event === 'A11') return undefined;
    const status = STATUS[message.event];
    if (status === 'finished') return 'completed';
    if (status === 'planned') return 'planned';
    if (status === 'in-progress') return 'active';
  }
  return pv1.text(2) === 'P' ? 'planned' : 'active';
}
