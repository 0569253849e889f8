import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isCompact, readCompact } from '@twinward/connect/devices';
import { isObject } from '@twinward/connect/fhir';
import { readJson } from '@twinward/connect/json';
import { deviceOfTopic, PacketLengths, receiptTopic } from '@twinward/connect/mqtt';
import { isDataPoint, openSchemas, readDataPoint } from '@twinward/connect/open-mhealth';
import fc from 'fast-check';
import { changedBytes } from './changed-bytes.ts';
import { changedJson } from './changed-json.ts';
import { type FuzzTarget, readOrRefused } from './fuzz-target.ts';

const schemas = await openSchemas(
  join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'data', 'interop', 'openmhealth-schemas.tar.gz'),
);
const point = (name: string, version: string, body: string): string =>
  `{"header":{"id":"d","creation_date_time":"2026-03-01T12:00:00Z","schema_id":{"namespace":"omh","name":"${name}","version":"${version}"}},"body":${body}}`;
const TIME = '"effective_time_frame":{"date_time":"2026-03-01T12:00:00+01:00"}';
/** Payloads of every kind that is taken. */
const PAYLOADS = [
  '{"at":"2026-03-01T12:00:00Z","seq":7,"obs":[{"mdc":147842,"value":71,"unit":264864},{"loinc":"8310-5","value":null,"unit":"Cel","at":"2026-03-01T12:00:01.5-05:00","status":"corrected","version":2}]}',
  '{"at":"2026-03-01T12:00:00Z","obs":[{"mdc":"2:19384","value":-999,"unit":"%"}]}',
  point('heart-rate', '1.0', `{"heart_rate":{"value":61,"unit":"beats/min"},${TIME}}`),
  point(
    'blood-pressure',
    '3.0',
    `{"systolic_blood_pressure":{"value":121,"unit":"mmHg"},"diastolic_blood_pressure":{"value":79,"unit":"mmHg"},${TIME}}`,
  ),
  point(
    'step-count',
    '3.0',
    '{"step_count":{"value":900,"unit":"steps"},"effective_time_frame":{"time_interval":{"start_date_time":"2026-03-01T12:00:00Z","duration":{"value":10,"unit":"min"}}}}',
  ),
  point(
    'blood-glucose',
    '3.0',
    `{"blood_glucose":{"value":5.5,"unit":"mmol/L"},"specimen_source":"interstitial fluid",${TIME}}`,
  ).replace('"omh"', '"ieee"'),
];
const ODD = [
  '"value":1,',
  ...[
    '',
    '"',
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    'null',
    'true',
    '-1',
    '1e999',
    '-999',
    '99999999999999999999',
    '0.1',
  ],
  ...[
    '""',
    '"__proto__"',
    '"constructor"',
    '"omh"',
    '"ieee"',
    '"toString"',
    '"body"',
    '"header"',
    '\u0000',
    '\ud800',
    '9'.repeat(40),
    '[[[[',
  ],
];
const TOPICS = ['dt/ward/monitor-3/obs', 'dt/a/b/c/obs', 'dt//x/obs', 'dt/+/x/obs', '$SYS/x', 'dt/s/../obs'];

/** MQTT: a payload of a device is read, with plain numbers alone, or refused with the field; the lengths of packets are followed through any pieces. */
export const mqttTarget: FuzzTarget = {
  name: 'mqtt',
  property: fc.property(
    fc
      .record({
        payload: fc.oneof(changedBytes(PAYLOADS, ODD), changedJson(PAYLOADS)),
        topic: changedBytes(TOPICS, ['/', '+', '#', '..', 'obs', 'DT', '\u0000', 'x'.repeat(70)]),
        packets: fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 }),
        noise: fc.uint8Array({ maxLength: 6 }),
      })
      .map(({ payload, topic, packets, noise }) =>
        JSON.stringify({ payload, topic, packets: packets.map((one) => [...one]), noise: [...noise] }),
      ),
    (text) => {
      const { payload, topic, packets, noise } = JSON.parse(text) as {
        readonly payload: string;
        readonly topic: string;
        readonly packets: readonly (readonly number[])[];
        readonly noise: readonly number[];
      };
      readPayload(payload);
      const device = deviceOfTopic(topic);
      if (device !== null && receiptTopic(topic) === topic)
        throw new Error('a receipt would go where readings come from');
      followLengths(packets, noise);
    },
  ),
};

function readPayload(payload: string): void {
  readOrRefused(() => {
    const document: unknown = readJson(payload, {
      what: 'the message',
      field: 'payload',
      remedy: 'send JSON',
    });
    const read =
      isObject(document) && isDataPoint(document)
        ? readDataPoint(document, 'd', schemas)
        : isObject(document) && isCompact(document)
          ? readCompact(document, 'd')
          : { readings: [], left: [] };
    for (const { value, effectiveAt } of read.readings) {
      if (value.kind === 'quantity' && (!Number.isFinite(value.value) || value.value === -999))
        throw new Error('a reading holds what is no measurement');
      if (!Number.isInteger(effectiveAt)) throw new Error('a reading has no time');
    }
  }, /./);
}

function followLengths(packets: readonly (readonly number[])[], noise: readonly number[]): void {
  const stream = packets.flatMap((body) => [0x30, body.length, ...body]);
  const lengths = new PacketLengths(1000);
  let begun = 0;
  for (const byte of stream) begun += lengths.push(Uint8Array.of(byte));
  if (begun !== packets.length) throw new Error('a packet was lost among its pieces');
  readOrRefused(() => lengths.push(Uint8Array.from(noise)), /./);
}
