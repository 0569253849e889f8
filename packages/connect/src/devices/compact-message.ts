// The smallest message a device may send: device codes or LOINC, values with their units, one time for all or one each.
import { type Coding, SYSTEM, TwinwardError } from '@twinward/contract';
import { z } from 'zod';
import { wordOf } from '../fhir/json.ts';
import { ucumOf } from '../units/index.ts';
import type { DeviceReading, DeviceReadings, LeftAside } from './device-reading.ts';
import { loincOfMdc, ucumOfMdc } from './mdc-loinc.ts';
import { isSentinel } from './sentinel.ts';
import { toldTime } from './told-time.ts';

const MOST = 1000;
const instantSchema = z.string().min(10).max(40);
const codeSchema = z.union([
  z.int().min(1).max(4_294_967_295),
  z.string().regex(/^\d{1,10}$|^\d{1,5}:\d{1,5}$/),
]);

const readingSchema = z
  .strictObject({
    mdc: codeSchema.exactOptional(),
    loinc: z
      .string()
      .regex(/^\d{1,7}-\d$/)
      .exactOptional(),
    value: z.number().nullable(),
    unit: z.union([z.int(), z.string().min(1).max(40)]),
    at: instantSchema.exactOptional(),
    status: z.enum(['final', 'preliminary', 'corrected', 'entered-in-error']).exactOptional(),
    version: z.int().min(1).max(1_000_000_000).exactOptional(),
  })
  .refine(({ mdc, loinc }) => (mdc === undefined) !== (loinc === undefined), {
    message: 'say either mdc or loinc',
    path: ['mdc'],
  });

const messageSchema = z.strictObject({
  at: instantSchema.exactOptional(),
  seq: z.int().min(0).max(9e14).exactOptional(),
  obs: z.array(readingSchema).min(1).max(MOST),
});

type Told = z.infer<typeof readingSchema>;

/** Whether a document is meant as a compact message. */
export function isCompact(document: Readonly<Record<string, unknown>>): boolean {
  return 'obs' in document;
}

/**
 * The readings of a compact message. A reading is known by its code, its time and the message's `seq`: sent again, it is the same. Throws
 * `file.invalid` naming the field at fault. -999 and its like become absent values, units are never guessed.
 *
 * @example
 * const at = '2026-03-01T12:00:00Z';
 * readCompact({ at, seq: 7, obs: [{ mdc: 147842, value: 71, unit: 264864 }] }, 'm-1').readings[0].code.code; // '8867-4'
 */
export function readCompact(document: unknown, device: string): DeviceReadings {
  const parsed = messageSchema.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new TwinwardError(
      'file.invalid',
      `the message is not as agreed: ${issue?.message ?? ''}`.slice(0, 200),
      {
        field: issue?.path.join('.') || 'obs',
        remedy:
          'send {"at": time with offset, "seq": number, "obs": [{"mdc": code, "value": number, "unit": UCUM or MDC code}]}',
      },
    );
  }
  const { at, seq, obs } = parsed.data;
  const readings: DeviceReading[] = [];
  const left: LeftAside[] = [];
  for (const [index, told] of obs.entries()) {
    const field = `obs.${index}`;
    const time = told.at ?? at;
    if (time === undefined)
      throw new TwinwardError('file.invalid', 'a reading has no time', {
        field: `${field}.at`,
        remedy: 'send at',
      });
    const code = codeOf(told);
    const unit = typeof told.unit === 'number' ? ucumOfMdc(wordOf(told.unit)) : ucumOf(told.unit);
    if (unit === null) {
      left.push({ where: code.code, why: `its unit ${wordOf(told.unit).slice(0, 20)} is not known` });
      continue;
    }
    const { status = 'final', version = 1, value } = told;
    const loinc = code.system === SYSTEM.loinc ? code.code : undefined;
    readings.push({
      code,
      ...toldTime(time, `${field}.at`),
      value:
        value === null
          ? { kind: 'absent', reason: 'unknown' }
          : isSentinel(value, loinc, unit)
            ? { kind: 'absent', reason: 'error' }
            : { kind: 'quantity', value, unit },
      status,
      source: {
        system: `device:${device}`.slice(0, 120),
        id: [told.mdc ?? told.loinc, time, ...(seq === undefined ? [] : [seq])].join('|'),
        version,
        device,
      },
    });
  }
  return { readings, left };
}

/** `2:18442` is the code 18442 in partition 2. */
function codeOf({ mdc, loinc }: Told): Coding {
  if (loinc !== undefined) return { system: SYSTEM.loinc, code: loinc };
  const [partition = '', within] = wordOf(mdc).split(':');
  const code = within === undefined ? partition : wordOf(Number(partition) * 65_536 + Number(within));
  return loincOfMdc(code)?.code ?? { system: SYSTEM.mdc, code };
}
