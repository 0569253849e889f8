// SIU (SCH, AIS, AIL, AIP) to Appointment, and MDM (TXA, OBX) to DocumentReference.
import { LAST_INSTANT } from '@twinward/contract';
import { plainTable } from '../../plain-table.ts';
import { APPOINTMENT_STATUS } from './code-tables.ts';
import { conceptOf, entityIdentifier, practitionerOf } from './datatypes.ts';
import { type FhirResource, type FhirValue, filled } from './fhir-value.ts';
import { mapLocation } from './map-location.ts';
import type { MappingContext } from './mapping-context.ts';

/** The largest positiveInt of FHIR R4. */
const LONGEST_MINUTES = 2 ** 31 - 1;

/** What the event says of the appointment where SCH-25 says nothing. */
const EVENT_STATUS: Readonly<Record<string, string>> = plainTable({
  S12: 'booked',
  S13: 'booked',
  S14: 'booked',
  S15: 'cancelled',
  S17: 'entered-in-error',
  S26: 'noshow',
});

/** Maps an appointment; nothing without SCH. */
export function mapAppointment(context: MappingContext, patient: string | null): void {
  const { message } = context;
  const sch = message.first('SCH');
  if (sch === null) return;
  const service = message.first('AIS');
  const start =
    context.time(sch.text(11, 4)) ?? (service === null ? undefined : context.time(service.text(4)));
  const identifiers = [entityIdentifier(sch.first(1), 'PLAC'), entityIdentifier(sch.first(2), 'FILL')].filter(
    (one) => one !== undefined,
  );
  const told = APPOINTMENT_STATUS[sch.text(25).toLowerCase()];
  const participants = [
    patient === null ? null : { actor: { reference: patient }, status: 'accepted' },
    ...message.all('AIL').map((ail) => {
      const location = mapLocation(context, ail.first(3));
      return location === null ? null : { actor: location, status: 'accepted' };
    }),
    ...message.all('AIP').map((aip) => ({ actor: practitionerOf(aip.first(3)), status: 'accepted' })),
  ].filter((one) => one !== null && one.actor !== undefined);
  const minutes =
    minutesOf(sch.text(9), sch.text(10)) ??
    (service === null ? undefined : minutesOf(service.text(7), service.text(8)));
  const resource: FhirResource = {
    resourceType: 'Appointment',
    ...filled({
      identifier: identifiers,
      status:
        EVENT_STATUS[message.event] === 'booked'
          ? (told ?? 'booked')
          : (EVENT_STATUS[message.event] ?? told ?? 'booked'),
      serviceType: service === null ? [] : [conceptOf(service.first(3))],
      appointmentType: conceptOf(sch.first(8)),
      reasonCode: sch.all(7).map(conceptOf),
      start: start?.includes('T') === true ? start : undefined,
      end: context.time(sch.text(11, 5)) ?? endOf(start, minutes),
      minutesDuration: minutes,
      participant: participants,
    }),
  };
  const first = identifiers[0];
  const key =
    first === undefined
      ? [message.header.raw(3), message.header.raw(4), message.controlId]
      : [context.ownerOf(first), String(first.value)];
  context.add(resource, key, requestFor(first));
}

function requestFor(identifier: FhirValue | undefined): FhirValue {
  if (identifier === undefined) return { method: 'POST', url: 'Appointment' };
  const system = identifier.system === undefined ? '' : `${String(identifier.system)}|`;
  return {
    method: 'PUT',
    url: `Appointment?identifier=${encodeURIComponent(system + String(identifier.value))}`,
  };
}

function minutesOf(amount: string, unit: string): number | undefined {
  const value = Number(amount);
  if (amount === '' || !Number.isFinite(value) || value <= 0) return undefined;
  const factor = /^(h|hr|hour)/i.test(unit) ? 60 : /^s(ec)?$/i.test(unit) ? 1 / 60 : 1;
  const minutes = Math.round(value * factor);
  return minutes >= 1 && minutes <= LONGEST_MINUTES ? minutes : undefined;
}

function endOf(start: string | undefined, minutes: number | undefined): string | undefined {
  if (start?.includes('T') !== true || minutes === undefined) return undefined;
  const end = Date.parse(start) + minutes * 60_000;
  return end <= LAST_INSTANT ? new Date(end).toISOString() : undefined;
}

/** Maps a document that MDM announces, with its text; nothing without TXA. */
export function mapDocument(context: MappingContext, patient: string): void {
  const { message } = context;
  const txa = message.first('TXA');
  if (txa === null) return;
  const text = message
    .all('OBX')
    .filter((obx) => ['TX', 'FT', 'ST'].includes(obx.text(2)))
    .flatMap((obx) => obx.all(5).map((field) => field.text()))
    .join('\n');
  const states: Readonly<Record<string, string>> = plainTable({ CA: 'entered-in-error', OB: 'superseded' });
  const document: Readonly<Record<string, string>> = plainTable({
    AU: 'final',
    LA: 'final',
    DO: 'preliminary',
    IP: 'preliminary',
    PA: 'preliminary',
  });
  const resource: FhirResource = {
    resourceType: 'DocumentReference',
    ...filled({
      masterIdentifier: entityIdentifier(txa.first(12)),
      status: states[txa.text(19)] ?? (message.event === 'T11' ? 'entered-in-error' : 'current'),
      docStatus: document[txa.text(17)],
      type: conceptOf(txa.first(2)),
      subject: { reference: patient },
      date: context.time(txa.text(6)) ?? context.time(txa.text(4)),
      author: txa.all(9).map(practitionerOf),
      content: [
        {
          attachment: filled({
            contentType: 'text/plain',
            data: text === '' ? undefined : Buffer.from(text).toString('base64'),
            title: txa.text(16),
          }),
        },
      ],
    }),
  };
  context.add(resource, [message.header.raw(3), txa.raw(12) || message.controlId], {
    method: 'POST',
    url: 'DocumentReference',
  });
}
