// The export.xml of Apple Health, read as a stream: it may hold years of a watch.
import { createHash } from 'node:crypto';
import { type Coding, SYSTEM, TwinwardError } from '@twinward/contract';
import { SaxesParser } from 'saxes';
import type { DeviceReading, DeviceReadings, LeftAside } from '../devices/device-reading.ts';
import { isSentinel } from '../devices/sentinel.ts';
import { toldTime } from '../devices/told-time.ts';
import { plainTable } from '../plain-table.ts';
import { ucumOf } from '../units/index.ts';

/** How a type of record is known to LOINC; null where that depends on more. */
interface RecordKind {
  readonly code: Coding | null;
  /** Its unit where the export writes none that means it: counts. */
  readonly unit?: string;
}

const kind = (code: string, display: string, unit?: string): RecordKind => ({
  code: { system: SYSTEM.loinc, code, display },
  ...(unit === undefined ? {} : { unit }),
});
const KINDS = plainTable<RecordKind>({
  HeartRate: kind('8867-4', 'Heart rate', '/min'),
  RestingHeartRate: kind('40443-4', 'Heart rate --resting', '/min'),
  RespiratoryRate: kind('9279-1', 'Respiratory rate', '/min'),
  OxygenSaturation: kind('59408-5', 'Oxygen saturation by pulse oximetry'),
  BloodPressureSystolic: kind('8480-6', 'Systolic blood pressure'),
  BloodPressureDiastolic: kind('8462-4', 'Diastolic blood pressure'),
  BodyTemperature: kind('8310-5', 'Body temperature'),
  BodyMass: kind('29463-7', 'Body weight'),
  Height: kind('8302-2', 'Body height'),
  BodyMassIndex: kind('39156-5', 'Body mass index', 'kg/m2'),
  BodyFatPercentage: kind('41982-0', 'Percentage of body fat Measured'),
  StepCount: kind('55423-8', 'Number of steps in unspecified time Pedometer', '{steps}'),
  BloodGlucose: { code: null },
});
/** Apps of sensors under the skin; of others the export does not say of which fluid a glucose is. */
const SENSORS = /dexcom|libre|eversense|medtronic|guardian/i;
const PREFIX = 'HKQuantityTypeIdentifier';
const BATCH = 1000;

/**
 * The readings of an export, at most 1,000 a batch, in the order in which they stand. Throws `file.invalid` with the line for what is no export of Apple
 * Health. Percentages are written as shares (0.97 with the unit %) and become per cent; -999 and its like become absent values.
 */
export async function* readAppleHealth(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<DeviceReadings> {
  const parser = new SaxesParser({ position: true });
  let readings: DeviceReading[] = [];
  let left: LeftAside[] = [];
  let known = false;
  parser.on('error', (error) => refuse(error.message.replace(/^\d+:\d+: /, ''), parser.line));
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'HealthData') known = true;
    else if (!known) refuse('it is no export of Apple Health', parser.line);
    if (name !== 'Record') return;
    const read = readingOf(attributes as Readonly<Record<string, string>>, parser.line);
    if ('why' in read) left.push(read);
    else readings.push(read);
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of bytes) {
    parser.write(decode(decoder, chunk, parser.line));
    while (readings.length + left.length >= BATCH) {
      yield { readings: readings.slice(0, BATCH), left };
      [readings, left] = [readings.slice(BATCH), []];
    }
  }
  parser.close();
  if (!known) refuse('it is no export of Apple Health', 1);
  yield { readings, left };
}

function readingOf(record: Readonly<Record<string, string>>, line: number): DeviceReading | LeftAside {
  const {
    type = '',
    unit: written = '',
    value: text = '',
    startDate = '',
    endDate = '',
    sourceName = '',
  } = record;
  const name = type.startsWith(PREFIX) ? type.slice(PREFIX.length) : type;
  const known = type.startsWith(PREFIX) ? KINDS[name] : undefined;
  if (known === undefined) return { where: name.slice(0, 60), why: 'it is no measure that is observed' };
  const sensed = SENSORS.test(sourceName);
  const code =
    known.code ??
    (sensed ? { system: SYSTEM.loinc, code: '99504-3', display: 'Glucose in interstitial fluid' } : null);
  if (code === null) return { where: name, why: 'it does not say of which fluid it is' };
  const value = Number(text);
  const unit = known.unit ?? ucumOf(written.replace(/<[\d.]+>/, ''));
  if (text === '' || !Number.isFinite(value)) return { where: name, why: `line ${line}: it has no number` };
  if (unit === null) return { where: name, why: `its unit ${written.slice(0, 20)} is not known` };
  const amount = unit === '%' ? Math.round(value * 1e6) / 1e4 : value;
  const id = createHash('sha256')
    .update([type, startDate, endDate, sourceName, text].join('|'))
    .digest('hex');
  return {
    code,
    ...toldTime(isoOf(endDate || startDate, line), 'endDate'),
    value: isSentinel(value, code.code, unit)
      ? { kind: 'absent', reason: 'error' }
      : { kind: 'quantity', value: amount, unit },
    status: 'final',
    source: {
      system: 'apple-health',
      id,
      version: 1,
      ...(sourceName === '' ? {} : { device: sourceName.slice(0, 120) }),
    },
  };
}

/** `2026-03-01 12:00:00 +0100` */
function isoOf(text: string, line: number): string {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d):?(\d\d)$/.exec(text);
  if (match === null) return refuse('a record has no time with an offset', line);
  return `${match[1]}T${match[2]}${match[3]}:${match[4]}`;
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array, line: number): string {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch {
    return refuse('it is not UTF-8', line);
  }
}

function refuse(why: string, line: number): never {
  throw new TwinwardError('file.invalid', `line ${line}: ${why}`, {
    field: 'file',
    row: line,
    remedy: 'unpack the export of Apple Health and give its export.xml',
  });
}
