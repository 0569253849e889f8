// An Open mHealth or IEEE 1752 data point -> readings.

import { instant, LAST_INSTANT, type ObservedValue, TwinwardError } from '@twinward/contract';
import type { DeviceReading, DeviceReadings, LeftAside } from '../devices/device-reading.ts';
import { isSentinel } from '../devices/sentinel.ts';
import { toldTime } from '../devices/told-time.ts';
import { isObject, type Json, type JsonObject, wordOf } from '../fhir/json.ts';
import { plainTable } from '../plain-table.ts';
import { ucumOf } from '../units/index.ts';
import { MEASURES } from './measures.ts';
import type { SchemaSet } from './schema-set.ts';

/** A mean over longer than this, in milliseconds, is doubted as a reading. */
const LONG = 3_600_000;

/** Whether a document is meant as a data point. */
export function isDataPoint(document: Readonly<Record<string, unknown>>): boolean {
  return isObject(document.header) && 'schema_id' in document.header;
}

/**
 * The readings of a data point; `sender` is the device or file it came from, and its own id makes a redelivery recognisable. Documents of Open mHealth
 * are held to their schema; those of IEEE 1752, whose schemas are not here, to what a reading needs. Throws `file.invalid` naming the field, and
 * `request.unsupported` for a schema that is not known. -999 and its like become absent values.
 */
export function readDataPoint(document: unknown, sender: string, schemas: SchemaSet): DeviceReadings {
  if (!isObject(document) || !isObject(document.header)) fault('header', 'the document has no header');
  const { header, body } = document as { readonly header: JsonObject; readonly body?: Json };
  const schema = isObject(header.schema_id) ? header.schema_id : {};
  const [namespace, name, version] = [schema.namespace, schema.name, schema.version].map(wordOf);
  const id = wordOf(header.id ?? header.uuid);
  if (id === '') fault('header.id', 'the document has no id');
  if (!isObject(body)) fault('body', 'the document has no body');
  const measures = MEASURES[name!];
  if (namespace === 'omh') {
    const [first] = schemas.faults(name!, version!, body);
    if (first !== undefined) fault(`body${first.path}`, first.why);
  } else if (namespace !== 'ieee') fault('header.schema_id.namespace', 'is neither omh nor ieee');
  if (measures === undefined)
    return { readings: [], left: [{ where: name!, why: 'it is no measure that is observed' }] };
  const readings: DeviceReading[] = [];
  const left: LeftAside[] = [];
  const statistic = (body as JsonObject).descriptive_statistic;
  if (statistic !== undefined && !['average', 'count', 'sum'].includes(wordOf(statistic)))
    return {
      readings,
      left: [{ where: name!, why: `it is a ${wordOf(statistic).slice(0, 20)}, not a reading` }],
    };
  const time = timeOf((body as JsonObject).effective_time_frame);
  if (typeof time === 'string') return { readings, left: [{ where: name!, why: time }] };
  for (const { field, code: codeOf } of measures) {
    const told = (body as JsonObject)[field];
    if (told === undefined) continue;
    const code = codeOf(body as JsonObject);
    const value = code === null ? 'it does not say of which fluid it is' : toldValue(told, code.code);
    if (code === null || typeof value === 'string') {
      left.push({ where: field, why: wordOf(value) });
      continue;
    }
    const doubts =
      statistic === 'average' && time.length > LONG
        ? [`an average over ${Math.round(time.length / LONG)} h`]
        : [];
    const { length: _, ...when } = time;
    readings.push({
      code,
      ...when,
      value,
      status: 'final',
      source: {
        system: `open-mhealth:${sender}`.slice(0, 120),
        id: `${id.slice(0, 150)}#${field}`,
        version: 1,
        device: sender.slice(0, 120),
      },
      ...(doubts.length === 0 ? {} : { doubts }),
    });
  }
  return { readings, left };
}

function toldValue(told: Json, code: string): ObservedValue | string {
  const [value, written] = isObject(told) ? [told.value, wordOf(told.unit)] : [told, '{steps}'];
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'it has no value';
  const unit = ucumOf(written);
  if (unit === null) return `its unit ${written.slice(0, 20)} is not known`;
  if (isSentinel(value, code, unit)) return { kind: 'absent', reason: 'error' };
  return { kind: 'quantity', value, unit };
}

/** An interval is told at its end, when it was known; its length in milliseconds. */
function timeOf(
  frame: Json | undefined,
): (ReturnType<typeof toldTime> & { readonly length: number }) | string {
  if (!isObject(frame)) return 'it has no time';
  const field = 'body.effective_time_frame';
  if (typeof frame.date_time === 'string') return { ...toldTime(frame.date_time, field), length: 0 };
  const interval = isObject(frame.time_interval) ? frame.time_interval : {};
  const [start, end] = [interval.start_date_time, interval.end_date_time].map((text) =>
    typeof text === 'string' ? toldTime(text, field) : null,
  );
  const length = durationOf(interval.duration);
  if (end != null) {
    const took = start == null ? (length ?? 0) : end.effectiveAt - start.effectiveAt;
    if (took < 0) fault(`${field}.time_interval`, 'the interval ends before it begins');
    return { ...end, length: took };
  }
  if (start == null || length === null) return 'it says the day and not when';
  if (!(length >= 0 && start.effectiveAt + length <= LAST_INSTANT)) {
    fault(`${field}.time_interval.duration`, 'the interval ends before it begins, or after the calendar');
  }
  return { ...start, effectiveAt: instant(start.effectiveAt + length), length };
}

const MILLISECONDS: Readonly<Record<string, number>> = plainTable({
  ms: 1,
  sec: 1000,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  wk: 604_800_000,
});

function durationOf(duration: Json | undefined): number | null {
  if (!isObject(duration) || typeof duration.value !== 'number') return null;
  const unit = MILLISECONDS[wordOf(duration.unit)];
  return unit === undefined ? null : Math.round(duration.value * unit);
}

function fault(field: string, why: string): never {
  throw new TwinwardError('file.invalid', `the document is not of its schema: ${why}`.slice(0, 200), {
    field: field.slice(0, 120),
    remedy: 'send {"header": {"id", "creation_date_time", "schema_id"}, "body"} as Open mHealth defines it',
  });
}
