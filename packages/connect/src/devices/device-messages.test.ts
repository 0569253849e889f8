// What devices tell, and what of it is a reading.
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSchemas, readDataPoint, type SchemaSet } from '../open-mhealth/index.ts';
import { readCompact } from './index.ts';

const AT = '2026-03-01T12:00:00+01:00';

describe('compact messages', () => {
  it.each([
    [{ mdc: 147842, value: 71, unit: 264864 }, '8867-4', { kind: 'quantity', value: 71, unit: '/min' }],
    [{ mdc: '2:19384', value: 97, unit: '%' }, '59408-5', { kind: 'quantity', value: 97, unit: '%' }],
    [{ loinc: '8310-5', value: 37.2, unit: 'Cel' }, '8310-5', { kind: 'quantity', value: 37.2, unit: 'Cel' }],
    [{ mdc: 150301, value: -1, unit: 'mmHg' }, '8480-6', { kind: 'absent', reason: 'error' }],
    [{ mdc: 147842, value: null, unit: '/min' }, '8867-4', { kind: 'absent', reason: 'unknown' }],
    [{ mdc: 999_999, value: 1, unit: '1' }, '999999', { kind: 'quantity', value: 1, unit: '1' }],
  ])('reads %j', (told, code, value) => {
    const [reading] = readCompact({ at: AT, seq: 4, obs: [told] }, 'm-1').readings;
    expect([reading?.code.code, reading?.value]).toEqual([code, value]);
  });

  it('knows a reading by code, time and number, so that a second delivery is the same', () => {
    const name = (seq: number): string =>
      readCompact({ at: AT, seq, obs: [{ mdc: 147842, value: 71, unit: '/min' }] }, 'm-1').readings[0]!.source
        .id;
    expect([1, 2].map(() => name(4))).toEqual([name(4), name(4)]);
    expect(name(5)).not.toBe(name(4));
  });

  it.each([
    [{ obs: [{ mdc: 147842, value: 71, unit: '/min' }] }, 'obs.0.at'],
    [{ at: '2026-03-01T12:00:00', obs: [{ mdc: 147842, value: 71, unit: '/min' }] }, 'obs.0.at'],
    [{ at: AT, obs: [{ value: 71, unit: '/min' }] }, 'obs.0.mdc'],
    [{ at: AT, obs: [{ mdc: 1, value: '71', unit: '/min' }] }, 'obs.0.value'],
    [{ at: AT, obs: [] }, 'obs'],
    [null, 'obs'],
  ])('refuses %j and names the field', (message, field) => {
    expect(() => readCompact(message, 'm-1')).toThrow(
      expect.objectContaining({ place: expect.objectContaining({ field }) }),
    );
  });

  it('leaves aside what has no unit that is known, and never guesses one', () => {
    const { readings, left } = readCompact(
      { at: AT, obs: [{ mdc: 160184, value: 6, unit: 'units' }] },
      'm-1',
    );
    expect([readings, left[0]?.why]).toEqual([[], 'its unit units is not known']);
  });
});

describe('Open mHealth', () => {
  let schemas: SchemaSet;
  beforeAll(async () => {
    const root = new URL('../../../../data/interop/openmhealth-schemas.tar.gz', import.meta.url);
    schemas = await openSchemas(fileURLToPath(root));
  });
  const point = (name: string, version: string, body: object, namespace = 'omh') => ({
    header: { id: 'd-1', creation_date_time: AT, schema_id: { namespace, name, version } },
    body,
  });
  const time = { effective_time_frame: { date_time: AT } };

  it('reads pressure as its two readings, at the time and in the unit they were told in', () => {
    const body = {
      systolic_blood_pressure: { value: 121, unit: 'mmHg' },
      diastolic_blood_pressure: { value: 79, unit: 'mmHg' },
      ...time,
    };
    const { readings } = readDataPoint(point('blood-pressure', '3.0', body), 'cuff', schemas);
    expect(readings.map(({ code, value, zone }) => [code.code, value, zone])).toEqual([
      ['8480-6', { kind: 'quantity', value: 121, unit: 'mm[Hg]' }, '+01:00'],
      ['8462-4', { kind: 'quantity', value: 79, unit: 'mm[Hg]' }, '+01:00'],
    ]);
  });

  it('takes glucose of which fluid it is said to be, and leaves it aside where that is not said', () => {
    const body = { blood_glucose: { value: 99, unit: 'mg/dL' }, ...time };
    const read = (more: object) =>
      readDataPoint(point('blood-glucose', '3.0', { ...body, ...more }), 'cgm', schemas);
    expect(read({ specimen_source: 'interstitial fluid' }).readings[0]?.code.code).toBe('99504-3');
    expect(read({}).left).toEqual([{ where: 'blood_glucose', why: 'it does not say of which fluid it is' }]);
  });

  it('doubts a mean over a long time, and takes no greatest value for a reading', () => {
    const frame = {
      time_interval: { start_date_time: '2026-03-01T00:00:00Z', end_date_time: '2026-03-01T06:00:00Z' },
    };
    const body = { heart_rate: { value: 61, unit: 'beats/min' }, effective_time_frame: frame };
    const read = (statistic: string) =>
      readDataPoint(point('heart-rate', '1.0', { ...body, descriptive_statistic: statistic }), 'w', schemas);
    expect(read('average').readings[0]?.doubts).toEqual(['an average over 6 h']);
    expect(read('maximum').left[0]?.why).toBe('it is a maximum, not a reading');
  });

  it('turns -999 into a value that is missing, takes IEEE 1752, and refuses what is not of its schema', () => {
    const body = { heart_rate: { value: -999, unit: 'beats/min' }, ...time };
    expect(readDataPoint(point('heart-rate', '1.0', body), 'w', schemas).readings[0]?.value).toEqual({
      kind: 'absent',
      reason: 'error',
    });
    const ieee = point(
      'heart-rate',
      '1.0',
      { heart_rate: { value: 60, unit: 'beats/min' }, ...time },
      'ieee',
    );
    expect(readDataPoint(ieee, 'w', schemas).readings).toHaveLength(1);
    const wrong = point('heart-rate', '1.0', { heart_rate: { value: '60', unit: 'beats/min' }, ...time });
    expect(() => readDataPoint(wrong, 'w', schemas)).toThrow(/not of its schema/);
    expect(() => readDataPoint(point('no-such', '1.0', {}), 'w', schemas)).toThrow(/no schema/);
  });
});
