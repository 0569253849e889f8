// What a device sends: a compact message, an Open mHealth or IEEE 1752 data point, or FHIR Observations.
import { createHash } from 'node:crypto';
import { type DeviceReadings, isCompact, readCompact } from '@twinward/connect/devices';
import { isObject, type JsonObject, observationsOf, wordOf } from '@twinward/connect/fhir';
import type { FhirResource } from '@twinward/connect/hl7v2';
import { readJson } from '@twinward/connect/json';
import { isDataPoint, readDataPoint, type SchemaSet } from '@twinward/connect/open-mhealth';
import { type Observation, type SubjectRef, subjectRef, TwinwardError } from '@twinward/contract';
import type { DeviceBook } from './device-book.ts';
import type { Interpreted, Interpreter } from './interpreted.ts';

/** Observations of one message at most. */
const MOST = 1000;
const PAYLOAD = { what: 'the message', field: 'payload', remedy: 'send UTF-8 JSON' };
/** Any subject will do to see which readings a resource holds. */
const NOBODY = subjectRef('Patient/of-the-device');

/** Reads messages of devices; `sender` is the device that signed in. */
export function interpretDevice(devices: DeviceBook, schemas: () => SchemaSet): Interpreter {
  return (bytes, device) => {
    const document = readJson(bytes, PAYLOAD);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const base = {
      key: `${device}|${sha256}`,
      identifiers: [],
      merged: [],
      adt: [],
      hospital: '',
    } as const;
    if (isObject(document) && typeof document.resourceType === 'string')
      return { ...base, ...fhirOf(document, device, devices) };
    const [what, read] = readingsOf(document, device, schemas);
    return {
      ...base,
      what,
      subject: () => subjectOf(devices, device, read.readings),
      observations: (whose) => read.readings.map((reading) => ({ ...reading, subject: whose })),
      told: () => null,
      notes: read.left,
    };
  };
}

function readingsOf(
  document: unknown,
  device: string,
  schemas: () => SchemaSet,
): readonly [what: string, read: DeviceReadings] {
  if (
    Array.isArray(document) &&
    document.length > 0 &&
    document.every((one) => isObject(one) && isDataPoint(one))
  ) {
    if (document.length > MOST) throw tooMany();
    const all = document.map((one) => readDataPoint(one, device, schemas()));
    return [
      'data points',
      { readings: all.flatMap(({ readings }) => readings), left: all.flatMap(({ left }) => left) },
    ];
  }
  if (isObject(document) && isDataPoint(document)) {
    const schema = (document.header as JsonObject).schema_id;
    const name = isObject(schema) ? wordOf(schema.name).slice(0, 40) : '';
    return [name, readDataPoint(document, device, schemas())];
  }
  if (isObject(document) && isCompact(document)) return ['readings', readCompact(document, device)];
  throw new TwinwardError('file.invalid', 'the message is of no kind that is known', {
    field: 'payload',
    remedy: 'send {"obs": [...]}, an Open mHealth data point, or a FHIR Observation',
  });
}

/** The one person all readings are of. Throws `resource.conflict` where they are not of one. */
function subjectOf(
  devices: DeviceBook,
  device: string,
  readings: readonly Pick<Observation, 'effectiveAt'>[],
): SubjectRef | null {
  const subjects = new Set(readings.map(({ effectiveAt }) => devices.subjectAt(device, effectiveAt)));
  const [only = null] = subjects;
  if (subjects.size <= 1) return only;
  throw new TwinwardError('resource.conflict', 'the message holds readings of two people', {
    field: 'payload',
    remedy: 'send readings of before and after an association in messages of their own',
  });
}

function fhirOf(
  document: JsonObject,
  device: string,
  devices: DeviceBook,
): Pick<Interpreted, 'what' | 'subject' | 'told' | 'notes' | 'observations'> {
  const resources = resourcesOf(document);
  const readings = resources.flatMap((resource) =>
    observationsOf({ ...resource, id: 'one', subject: { reference: NOBODY } }, 1),
  );
  if (readings.length === 0) {
    throw new TwinwardError('file.invalid', 'no Observation holds a reading with a time', {
      field: 'effectiveDateTime',
      remedy: 'send a code, an effective time and a value',
    });
  }
  return {
    what: 'Observation',
    subject: () => subjectOf(devices, device, readings),
    told: (subject) =>
      subject === null
        ? null
        : {
            entries: resources.map((resource) => entryOf(resource, device, subject)),
            people: new Map(),
            word: { at: '', event: '', deleted: {} },
          },
    notes: [],
    observations: () => [],
  };
}

function resourcesOf(document: JsonObject): readonly JsonObject[] {
  const entries =
    document.resourceType === 'Bundle' && Array.isArray(document.entry)
      ? document.entry.map((entry) => (isObject(entry) ? entry.resource : undefined))
      : [document];
  if (entries.length > MOST) throw tooMany();
  return entries.map((resource, index) => {
    if (isObject(resource) && resource.resourceType === 'Observation') return resource;
    throw new TwinwardError('file.invalid', 'a device sends Observations, alone or in a Bundle', {
      field: `entry.${index}.resource`,
      remedy: 'send other resources over /fhir/R4',
    });
  });
}

/** An Observation by a name that follows from what the device calls it, about whom the device belongs to. */
function entryOf(
  { id, subject, ...resource }: JsonObject,
  device: string,
  whose: SubjectRef,
): { readonly fullUrl: string; readonly resource: FhirResource } {
  const named = isObject(subject) ? subject.reference : undefined;
  if (named !== undefined && named !== whose) {
    throw new TwinwardError(
      'resource.conflict',
      'the Observation is about somebody the device does not belong to',
      {
        field: 'subject',
        remedy: 'leave the subject to the association of the device',
      },
    );
  }
  const identifier = Array.isArray(resource.identifier) ? JSON.stringify(resource.identifier[0]) : undefined;
  const name = wordOf(
    id ??
      identifier ??
      JSON.stringify([
        resource.code,
        resource.effectiveDateTime ?? resource.effectiveInstant ?? resource.effectivePeriod,
      ]),
  );
  const hex = createHash('sha256').update(`${device}\u0000${name}`).digest('hex').slice(0, 36);
  const told = { ...resource, subject: { reference: whose }, device: { reference: `Device/${device}` } };
  return { fullUrl: `urn:uuid:${hex}`, resource: told as unknown as FhirResource };
}

function tooMany(): TwinwardError {
  return new TwinwardError('file.too-large', `a message holds at most ${MOST} readings`, {
    field: 'payload',
    remedy: 'send them in several messages',
  });
}
