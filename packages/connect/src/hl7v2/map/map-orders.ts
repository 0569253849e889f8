// ORC, OBR and SPM to ServiceRequest, DiagnosticReport and Specimen; results below an OBR belong to its report.
import { plainTable } from '../../plain-table.ts';
import type { V2Segment } from '../v2-message.ts';
import { ORDER_STATE, ORDER_STATUS, REPORT_STATUS } from './code-tables.ts';
import { conceptOf, entityIdentifier, practitionerOf } from './datatypes.ts';
import { appendTo, type FhirResource, type FhirValue, filled } from './fhir-value.ts';
import { type MappedObservation, mapObservation } from './map-observations.ts';
import type { MappingContext } from './mapping-context.ts';

/** Whose orders and results they are. */
export interface OrderSetting {
  readonly patient: string;
  readonly encounter: string | null;
}

/** Walks the message in order, as results follow the order they answer; returns every OBX mapped. */
export function mapOrders(context: MappingContext, setting: OrderSetting): readonly MappedObservation[] {
  const { message } = context;
  const results = message.type === 'ORU' || message.event === 'R01';
  const mapped: MappedObservation[] = [];
  let orc: V2Segment | null = null;
  let obr: V2Segment | null = null;
  let report: FhirResource | null = null;
  let reportUrl: string | null = null;
  for (const segment of message.segments) {
    switch (segment.name) {
      case 'ORC':
        orc = segment;
        obr = null;
        if (!['OBR', 'RXA', 'RXO'].includes(after(context, segment))) mapRequest(context, setting, orc, null);
        if (after(context, segment) === 'RXA') mapRequest(context, setting, orc, null);
        break;
      case 'OBR': {
        obr = segment;
        const request = mapRequest(context, setting, orc, obr);
        if (!results) break;
        report = reportOf(context, setting, orc, obr, request);
        reportUrl = context.add(report, keyOf(context, 'report', orc, obr), {
          method: 'POST',
          url: 'DiagnosticReport',
        });
        orc = null;
        break;
      }
      case 'OBX': {
        const one = mapObservation(context, segment, mapped.length, {
          ...setting,
          order: obr,
          report: reportUrl,
        });
        mapped.push(one);
        if (report !== null && one.resource.resourceType === 'Observation') {
          appendTo(report, 'result', { reference: one.url });
        }
        break;
      }
      case 'NTE':
        noteOf(mapped.at(-1)?.resource, segment);
        break;
      case 'SPM':
        mapSpecimen(context, setting, segment);
        break;
    }
  }
  return mapped;
}

function after({ message }: MappingContext, segment: V2Segment): string {
  const next = message.segments
    .slice(message.segments.indexOf(segment) + 1)
    .find(({ name }) => name !== 'NTE' && name !== 'TQ1' && name !== 'PRT');
  return next?.name ?? '';
}

function identifiersOf(orc: V2Segment | null, obr: V2Segment | null): readonly FhirValue[] {
  const pick = (orcField: number, obrField: number, type: string): FhirValue | undefined => {
    const own = obr === null ? undefined : entityIdentifier(obr.first(obrField), type);
    return own ?? (orc === null ? undefined : entityIdentifier(orc.first(orcField), type));
  };
  const alternative =
    obr === null || obr.first(53).empty
      ? undefined
      : { value: obr.text(53), type: { coding: [{ code: 'PLAC' }] } };
  const group = orc === null ? undefined : entityIdentifier(orc.first(4), 'PGN');
  return [pick(2, 2, 'PLAC'), pick(3, 3, 'FILL'), group, alternative].filter((one) => one !== undefined);
}

function keyOf(
  { message }: MappingContext,
  kind: string,
  orc: V2Segment | null,
  obr: V2Segment | null,
): readonly string[] {
  const numbers = [obr?.raw(2) || (orc?.raw(2) ?? ''), obr?.raw(3) || (orc?.raw(3) ?? '')];
  const known = numbers.some((number) => number !== '');
  const place = obr === null && orc === null ? 0 : message.segments.indexOf((obr ?? orc)!);
  const sender = [message.header.raw(3), message.header.raw(4)];
  return known
    ? [kind, ...sender, ...numbers, obr?.raw(4) ?? '']
    : [kind, ...sender, message.controlId, String(place)];
}

function mapRequest(
  context: MappingContext,
  { patient, encounter }: OrderSetting,
  orc: V2Segment | null,
  obr: V2Segment | null,
): string {
  const parent = orc === null ? null : mapParent(context, patient, orc);
  const resource: FhirResource = {
    resourceType: 'ServiceRequest',
    ...filled({
      identifier: identifiersOf(orc, obr),
      basedOn: parent === null ? [] : [{ reference: parent }],
      status: requestStatus(orc, obr),
      intent: obr !== null && context.message.type === 'ORU' ? 'filler-order' : 'order',
      priority: priorityOf(obr),
      code: obr === null ? undefined : conceptOf(obr.first(4)),
      subject: { reference: patient },
      encounter: encounter === null ? undefined : { reference: encounter },
      authoredOn: orc === null ? undefined : context.time(orc.text(9)),
      requester: practitionerOf(
        (obr?.first(16).empty === false ? obr : (orc ?? obr!)).first(
          obr?.first(16).empty === false ? 16 : 12,
        ),
      ),
      reasonCode: obr?.all(31).map(conceptOf),
    }),
  };
  return context.add(resource, keyOf(context, 'request', orc, obr), {
    method: 'POST',
    url: 'ServiceRequest',
  });
}

/** ORC-8: the order this one is part of. */
function mapParent(context: MappingContext, patient: string, orc: V2Segment): string | null {
  const [placer, filler] = [orc.text(8, 1), orc.text(8, 2)];
  if (placer === '' && filler === '') return null;
  const identifier = [
    entityIdentifier(orc.first(8).inner(1), 'PLAC'),
    entityIdentifier(orc.first(8).inner(2), 'FILL'),
  ].filter((one) => one !== undefined);
  const status = requestStatus(orc, null);
  return context.add(
    { resourceType: 'ServiceRequest', identifier, status, intent: 'order', subject: { reference: patient } },
    ['parent', context.message.header.raw(3), placer, filler],
    { method: 'POST', url: 'ServiceRequest' },
  );
}

/** ORC-5 where it is given, else ORC-1, else that a finished report answers it. */
function requestStatus(orc: V2Segment | null, obr: V2Segment | null): string {
  const told = ORDER_STATE[orc?.text(5) ?? ''] ?? ORDER_STATUS[orc?.text(1) ?? ''];
  if (told !== undefined) return told;
  return obr === null ? 'unknown' : 'active';
}

function priorityOf(obr: V2Segment | null): string | undefined {
  const code = (obr?.text(27, 6) || obr?.text(5)) ?? '';
  const priorities: Readonly<Record<string, string>> = plainTable({
    S: 'stat',
    A: 'asap',
    R: 'routine',
    U: 'urgent',
  });
  return priorities[code];
}

function reportOf(
  context: MappingContext,
  { patient, encounter }: OrderSetting,
  orc: V2Segment | null,
  obr: V2Segment,
  request: string,
): FhirResource {
  const [start, end] = [context.time(obr.text(7)), context.time(obr.text(8))];
  const issued = context.time(obr.text(22));
  return {
    resourceType: 'DiagnosticReport',
    ...filled({
      identifier: identifiersOf(orc, obr),
      basedOn: [{ reference: request }],
      status: REPORT_STATUS[obr.text(25)] ?? 'unknown',
      code: conceptOf(obr.first(4)) ?? { text: 'not said' },
      subject: { reference: patient },
      encounter: encounter === null ? undefined : { reference: encounter },
      ...(end === undefined ? { effectiveDateTime: start } : { effectivePeriod: filled({ start, end }) }),
      issued: issued?.includes('T') === true ? issued : undefined,
      resultsInterpreter: obr.all(32).map((doctor) => practitionerOf(doctor.inner(1))),
    }),
  };
}

function noteOf(resource: FhirResource | undefined, nte: V2Segment): void {
  const text = nte
    .all(3)
    .map((field) => field.text())
    .join('\n');
  if (resource?.resourceType !== 'Observation' || text === '') return;
  appendTo(resource, 'note', { text });
}

function mapSpecimen(context: MappingContext, { patient }: OrderSetting, spm: V2Segment): void {
  const [start, end] = [context.time(spm.text(17, 1)), context.time(spm.text(17, 2))];
  const number = spm.first(2).inner(2).text(1) || spm.first(2).inner(1).text(1);
  const resource: FhirResource = {
    resourceType: 'Specimen',
    ...filled({
      identifier: number === '' ? [] : [{ value: number }],
      type: conceptOf(spm.first(4)),
      subject: { reference: patient },
      receivedTime: context.time(spm.text(18)),
      collection: filled(
        end === undefined ? { collectedDateTime: start } : { collectedPeriod: filled({ start, end }) },
      ),
    }),
  };
  const place = String(context.message.segments.indexOf(spm));
  context.add(resource, [context.message.header.raw(3), context.message.controlId, place], {
    method: 'POST',
    url: 'Specimen',
  });
}
