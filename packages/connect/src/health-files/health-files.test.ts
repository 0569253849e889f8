// Exports of phones and watches, read as a stream.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { DeviceReadings } from '../devices/index.ts';
import { openSchemas } from '../open-mhealth/index.ts';
import { healthFormat, readAppleHealth, readOmhFile } from './index.ts';

/** The text in pieces of seven bytes, so that every cut is tried. */
async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}

async function all(parts: AsyncIterable<DeviceReadings>) {
  const found = {
    readings: [] as DeviceReadings['readings'][number][],
    left: [] as DeviceReadings['left'][number][],
  };
  for await (const { readings, left } of parts) {
    found.readings.push(...readings);
    found.left.push(...left);
  }
  return found;
}

const record = (type: string, value: string, unit: string, more = ''): string =>
  `<Record type="HKQuantityTypeIdentifier${type}" sourceName="Jane’s Watch" unit="${unit}" startDate="2026-03-01 08:00:00 +0100" endDate="2026-03-01 08:00:30 +0100" value="${value}" ${more}/>`;
const apple = (...records: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record*)>\n<!ATTLIST Record type CDATA #REQUIRED>\n]>\n<HealthData locale="en_IE">\n<Me HKCharacteristicTypeIdentifierDateOfBirth="1970-01-01"/>\n${records.join('\n')}\n</HealthData>`;

describe('Apple Health', () => {
  it('reads each kind in its UCUM unit at its own time, and a share as per cent', async () => {
    const text = apple(
      record('HeartRate', '62', 'count/min'),
      record('OxygenSaturation', '0.97', '%'),
      record('BodyMass', '70.5', 'kg'),
      record('BodyTemperature', '98.6', 'degF'),
      record('StepCount', '120', 'count'),
    );
    expect(healthFormat(new TextEncoder().encode(text))).toBe('apple-health');
    const { readings } = await all(readAppleHealth(pieces(text)));
    expect(
      readings.map(({ code, value }) => [
        code.code,
        value.kind === 'quantity' && `${value.value} ${value.unit}`,
      ]),
    ).toEqual([
      ['8867-4', '62 /min'],
      ['59408-5', '97 %'],
      ['29463-7', '70.5 kg'],
      ['8310-5', '98.6 [degF]'],
      ['55423-8', '120 {steps}'],
    ]);
    expect(new Date(readings[0]!.effectiveAt).toISOString()).toBe('2026-03-01T07:00:30.000Z');
    expect(readings[0]!.source.device).toBe('Jane’s Watch');
  });

  it('takes glucose of a sensor for that of its fluid, and leaves aside what it cannot tell', async () => {
    const dexcom = record('BloodGlucose', '5.6', 'mmol&lt;180.1558800000541&gt;/L').replace(
      'Jane’s Watch',
      'Dexcom G7',
    );
    const text = apple(
      dexcom,
      record('BloodGlucose', '99', 'mg/dL'),
      record('DietaryWater', '1', 'L'),
      record('HeartRate', '', 'count/min'),
      record('HeartRate', '-999', 'count/min'),
    );
    const { readings, left } = await all(readAppleHealth(pieces(text)));
    expect(readings.map(({ code, value }) => [code.code, value])).toEqual([
      ['99504-3', { kind: 'quantity', value: 5.6, unit: 'mmol/L' }],
      ['8867-4', { kind: 'absent', reason: 'error' }],
    ]);
    expect(left.map(({ where }) => where)).toEqual(['BloodGlucose', 'DietaryWater', 'HeartRate']);
  });

  it.each([
    ['<html><body/></html>', /no export/],
    [
      apple(record('HeartRate', '62', 'count/min')).replace('08:00:30 +0100', '08:00:30'),
      /no time with an offset/,
    ],
    [apple(record('HeartRate', '62', 'count/min')).slice(0, -20), /line/],
    [apple('<Record a="&lol;"/>'), /line/],
  ])('refuses %#, and says where', async (text, why) => {
    await expect(all(readAppleHealth(pieces(text)))).rejects.toThrow(why);
  });
});

describe('files of Open mHealth documents', () => {
  const document = (id: string, value: number) => ({
    header: {
      id,
      creation_date_time: '2026-03-01T12:00:00Z',
      schema_id: { namespace: 'omh', name: 'heart-rate', version: '1.0' },
    },
    body: {
      heart_rate: { value, unit: 'beats/min' },
      effective_time_frame: { date_time: '2026-03-01T12:00:00Z' },
    },
  });
  const both = [document('a', 60), document('b', -999)];

  it.each([
    ['a list', JSON.stringify(both, null, 2)],
    ['one a line', both.map((one) => JSON.stringify(one)).join('\n')],
    ['one a line, ended', `${both.map((one) => JSON.stringify(one)).join('\n')}\n`],
  ])('reads %s', async (_, text) => {
    const schemas = await openSchemas(
      fileURLToPath(new URL('../../../../data/interop/openmhealth-schemas.tar.gz', import.meta.url)),
    );
    expect(healthFormat(new TextEncoder().encode(text))).toBe('open-mhealth');
    const { readings } = await all(readOmhFile(pieces(text), schemas));
    expect(readings.map(({ value }) => value.kind)).toEqual(['quantity', 'absent']);
    const single = await all(readOmhFile(pieces(JSON.stringify(both[0], null, 2)), schemas));
    expect(single.readings).toHaveLength(1);
    const wrong = JSON.stringify([both[0], { header: { ...both[0]!.header }, body: { heart_rate: 1 } }]);
    await expect(all(readOmhFile(pieces(wrong), schemas))).rejects.toThrow(/document 2/);
  });
});
