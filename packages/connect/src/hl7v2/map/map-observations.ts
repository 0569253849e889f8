// OBX to Observation, or to a report where the value is an attached file, by the maps OBX[Observation] and OBX[Observation-Component].
import type { V2Segment } from '../v2-message.ts';
import { OBSERVATION_STATUS, REPORT_STATUS } from './code-tables.ts';
import { conceptOf, entityIdentifier, practitionerOf } from './datatypes.ts';
import { type FhirResource, type FhirValue, filled } from './fhir-value.ts';
import { absent, mapValue, unitOf } from './map-value.ts';
import { type MappingContext, placeOf } from './mapping-context.ts';

/** What an OBX belongs to. */
export interface ObservationSetting {
  readonly patient: string;
  readonly encounter: string | null;
  /** The OBR above it. */
  readonly order: V2Segment | null;
  readonly report: string | null;
}

/** One OBX mapped. */
export interface MappedObservation {
  readonly url: string;
  readonly resource: FhirResource;
  readonly segment: V2Segment;
  readonly order: V2Segment | null;
}

/** Maps one OBX; the bundle grows by an Observation, or by what holds an attachment. */
export function mapObservation(
  context: MappingContext,
  obx: V2Segment,
  index: number,
  setting: ObservationSetting,
): MappedObservation {
  const place = `${placeOf(obx, index)}-5`;
  const values = obx.all(5);
  const status = OBSERVATION_STATUS[obx.text(11)] ?? 'unknown';
  const code = conceptOf(obx.first(3)) ?? { text: 'not said' };
  const base = {
    identifier: [entityIdentifier(obx.first(21))].filter((one) => one !== undefined),
    status,
    code,
    subject: { reference: setting.patient },
    encounter: setting.encounter === null ? undefined : { reference: setting.encounter },
  };
  const key = observationKey(context, obx, setting.order);
  const type = obx.text(2);
  if (type === 'RP' || type === 'ED') {
    const resource = attached(context, obx, base, type);
    const url = context.add(resource, key, { method: 'POST', url: resource.resourceType });
    return { url, resource, segment: obx, order: setting.order };
  }
  const one = values.length > 1 ? {} : mapValue(context, obx, obx.first(5), place);
  const components =
    values.length > 1
      ? values.map((field) =>
          filled({ code, ...mapValue(context, obx, field, place), referenceRange: rangeOf(obx) }),
        )
      : [];
  const effective = context.time(obx.text(14)) ?? context.time(setting.order?.text(7) ?? '');
  const resource: FhirResource = {
    resourceType: 'Observation',
    ...filled({
      ...base,
      ...one,
      ...(Object.keys(one).length === 0 && components.length === 0
        ? { dataAbsentReason: absent(whyAbsent(status)) }
        : {}),
      effectiveDateTime: effective,
      issued: issuedOf(context, obx),
      performer: obx.all(16).map(practitionerOf),
      interpretation: obx.all(8).map(conceptOf),
      bodySite: conceptOf(obx.first(20)),
      method: conceptOf(obx.first(17)),
      referenceRange: values.length > 1 ? [] : rangeOf(obx),
      component: components,
    }),
  };
  const url = context.add(resource, key, {
    method: 'POST',
    url: 'Observation',
    ifNoneExist: `identifier=urn:twinward:v2:obx|${key.join('.')}`,
  });
  return { url, resource, segment: obx, order: setting.order };
}

function whyAbsent(status: string): string {
  return status === 'cancelled' ? 'not-performed' : 'unknown';
}

/**
 * Names a result by what its sender calls it (OBX-21), else by order, code and time: a correction names the same, whatever message it stands in. What one
 * message says twice of the same stands twice.
 */
function observationKey(context: MappingContext, obx: V2Segment, order: V2Segment | null): readonly string[] {
  const { message } = context;
  const sender = [message.header.raw(3), message.header.raw(4)];
  const instance = obx.raw(21);
  const [filler, time] = [order?.raw(3) ?? '', obx.raw(14) || (order?.raw(7) ?? '')];
  // Neither numbered nor timed, a result is known by its message alone.
  const place = filler === '' && time === '' ? message.controlId : '';
  const named =
    instance === ''
      ? [message.first('PID')?.raw(3) ?? '', place, filler, obx.raw(3), obx.raw(4), time]
      : [instance, obx.raw(3), obx.raw(14)];
  return [...sender, ...named, ...context.again(named)];
}

function issuedOf(context: MappingContext, obx: V2Segment): string | undefined {
  const time = context.time(obx.text(19));
  return time?.includes('T') === true ? time : undefined;
}

function rangeOf(obx: V2Segment): readonly FhirValue[] {
  const text = obx.text(7);
  if (text === '') return [];
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*-\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  const { written } = unitOf(obx);
  if (match === null) return [{ text }];
  return [
    {
      low: filled({ value: Number(match[1]), unit: written }),
      high: filled({ value: Number(match[2]), unit: written }),
      text,
    },
  ];
}

/** RP: the address of a file; ED: the file itself, coded as text, hexadecimal or base64. */
function attached(context: MappingContext, obx: V2Segment, base: object, type: string): FhirResource {
  const value = obx.first(5);
  const title = obx.text(3, 2);
  if (type === 'RP') {
    const attachment = filled({
      url: value.text(1),
      contentType: contentType(value.text(3), value.text(4)),
      title,
    });
    const effective = context.time(obx.text(14));
    return {
      resourceType: 'DiagnosticReport',
      ...filled({
        ...base,
        status: REPORT_STATUS[obx.text(11)] ?? 'unknown',
        effectiveDateTime: effective,
        presentedForm: [attachment],
      }),
    };
  }
  const { status: _, code, ...rest } = base as { status: string; code: FhirValue };
  const data =
    value.text(4) === 'Base64'
      ? value.text(5)
      : Buffer.from(value.text(5), value.text(4) === 'Hex' ? 'hex' : 'utf8').toString('base64');
  const attachment = filled({ contentType: contentType(value.text(2), value.text(3)), data, title });
  return {
    resourceType: 'DocumentReference',
    ...filled({ ...rest, status: 'current', type: code, content: [{ attachment }] }),
  };
}

function contentType(type: string, subtype: string): string | undefined {
  const [kind, part] = [type.toLowerCase(), subtype.toLowerCase()];
  if (kind === '' || part === '') return undefined;
  return `${kind === 'ap' ? 'application' : kind}/${part}`;
}
