import { instant, subjectRef, TwinwardError } from '@twinward/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImportOptions, OpenBytes } from './import-options.ts';
import { openText } from './open-text.ts';
import { preview } from './preview.ts';
import { readBatches } from './read-batches.ts';
import { readCgmTable } from './read-cgm-table.ts';
import type { WearableEvent } from './to-event.ts';

const options: ImportOptions = {
  subject: subjectRef('Patient/p-17'),
  now: instant(Date.UTC(2026, 10, 10)),
  zone: 'America/New_York',
};

/** Reads everything both ways; what is thrown must be of the one error family. Returns whether there was a report. */
async function survives(open: OpenBytes, more: Partial<ImportOptions> = {}): Promise<boolean> {
  try {
    const report = await preview(open, { ...options, ...more });
    let kept = 0;
    for await (const batch of readBatches(open, { ...options, ...more, acceptGood: true }))
      kept += batch.length;
    expect(kept).toBe(report.observations + report.interventions);
    expect(report.problems.length).toBe(Math.min(report.problemCount, 100));
    for (const problem of report.problems) {
      expect(problem).toBeInstanceOf(TwinwardError);
      expect([problem.place.row, problem.place.field, problem.place.remedy]).not.toContain(undefined);
    }
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(TwinwardError);
    return false;
  }
}

const CLARITY_HEADER =
  'Index,Timestamp (YYYY-MM-DDThh:mm:ss),Event Type,Event Subtype,Patient Info,Device Info,Source Device ID,Glucose Value (mg/dL),Insulin Value (u),Carb Value (grams),Duration (hh:mm:ss),Glucose Rate of Change (mg/dL/min),Transmitter Time (Long Integer),Transmitter ID';
const LIBRE_HEADER =
  'Device,Serial Number,Device Timestamp,Record Type,Historic Glucose mg/dL,Scan Glucose mg/dL,Non-numeric Rapid-Acting Insulin,Rapid-Acting Insulin (units),Non-numeric Food,Carbohydrates (grams),Carbohydrates (servings),Non-numeric Long-Acting Insulin,Long-Acting Insulin Value (units),Notes,Strip Glucose mg/dL';
const HEADERS = [
  CLARITY_HEADER,
  LIBRE_HEADER,
  'id,time,gl',
  'time,glucose (mg/dL)',
  'time;glucose (mmol/L);unit',
];

test('any bytes yield a report or one typed error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 }), async (chunks) => {
      await survives(async function* () {
        yield* chunks;
      });
    }),
    { numRuns: 300 },
  );
});

test('any rubbish below a true header, cut anywhere, yields a report or one typed error', async () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      '2026-07-01T08:00:00',
      '2026-11-01 01:30',
      '03-04-2026 08:00',
      '13-04-2026 8:00 PM',
      'EGV',
      '0',
      '1',
      '4',
      '5',
    ),
    fc.constantFrom(
      '104',
      '5.6',
      '5,6',
      'Low',
      'High',
      '-999',
      '1e3',
      '"',
      '""',
      '\r',
      '\n',
      '\u0000',
      '🩸',
      'Carbs',
      'Insulin',
    ),
    fc.integer({ min: -1000, max: 1000 }).map(String),
  );
  const row = fc.array(cell, { maxLength: 16 }).map((cells) => cells.join(','));
  let reports = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...HEADERS),
      fc.array(row, { maxLength: 12 }),
      fc.integer({ min: 1, max: 50 }),
      async (header, rows, chunk) => {
        if (await survives(openText([header, ...rows].join('\n'), chunk), { dayFirst: true })) reports++;
      },
    ),
    { numRuns: 400 },
  );
  expect(reports).toBeGreaterThan(100);
});

interface Made {
  readonly minute: number;
  readonly mgdl: number;
}

/** Readings at different minutes of 2025, in any order. */
const made = fc.uniqueArray(
  fc.record({ minute: fc.integer({ min: 0, max: 365 * 1440 - 1 }), mgdl: fc.integer({ min: 40, max: 400 }) }),
  {
    minLength: 1,
    maxLength: 60,
    selector: (reading) => reading.minute,
  },
);
const START = Date.UTC(2025, 0, 1);
const stamp = (minute: number): string => new Date(START + minute * 60_000).toISOString().slice(0, 19);

async function readBack(text: string, more: Partial<ImportOptions>): Promise<Made[]> {
  const found: WearableEvent[] = [];
  for await (const batch of readBatches(openText(text, 97), { ...options, zone: 'UTC', ...more }))
    found.push(...batch);
  return found.map((event) => {
    if (event.kind !== 'observation' || event.observation.value.kind !== 'quantity')
      throw new Error('not a quantity');
    return { minute: (event.observation.effectiveAt - START) / 60_000, mgdl: event.observation.value.value };
  });
}

const sorted = (readings: readonly Made[]): Made[] => readings.toSorted((a, b) => a.minute - b.minute);

test('readings written as Clarity, LibreView, a recording or a table come back unchanged, in order of time', async () => {
  const formats: ((readings: readonly Made[]) => [string, Partial<ImportOptions>])[] = [
    (r) => [
      [
        CLARITY_HEADER,
        '1,,FirstName,,Aoife,,,,,,,,,',
        ...r.map((x, i) => `${i + 2},${stamp(x.minute)},EGV,,,,G7,${x.mgdl},,,,,,`),
      ].join('\r\n'),
      {},
    ],
    (r) => [
      [
        'Glucose Data,Generated on,01-01-2026 10:00 UTC,Generated by,"Byrne, Aoife"',
        LIBRE_HEADER,
        ...r.map(({ minute, mgdl }) => {
          const [y, m, d] = stamp(minute).slice(0, 10).split('-');
          return `FreeStyle Libre 3,s,${d}-${m}-${y} ${stamp(minute).slice(11, 16)},0,${mgdl},,,,,,,,,,`;
        }),
      ].join('\n'),
      { dayFirst: true },
    ],
    (r) => [
      ['id,time,gl', ...r.map((x) => `A,${stamp(x.minute).replace('T', ' ')},${x.mgdl}`)].join('\n'),
      {},
    ],
    (r) => [['time;glucose (mg/dL)', ...r.map((x) => `"${stamp(x.minute)}Z";${x.mgdl},0`)].join('\n'), {}],
  ];
  for (const write of formats) {
    await fc.assert(
      fc.asyncProperty(made, async (readings) => {
        const [text, more] = write(readings);
        expect(await readBack(text, more)).toEqual(sorted(readings));
      }),
      { numRuns: 40 },
    );
  }
});

test('forty days of five-minute readings on a New York wall clock come back to the same instants, both autumn hours included', async () => {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'America/New_York',
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const october10 = START + 282 * 86_400_000;
  const instants = Array.from({ length: 40 * 288 }, (_, i) => october10 + i * 300_000);
  const rows = instants.map((at, i) => `${format.format(at)},${100 + (i % 60)}`);
  for (const order of ['rising', 'falling'] as const) {
    const text = ['time,glucose (mg/dL)', ...(order === 'rising' ? rows : rows.toReversed())].join('\n');
    const read: number[] = [];
    for await (const batch of readBatches(openText(text), options)) {
      for (const event of batch) if (event.kind === 'observation') read.push(event.observation.effectiveAt);
    }
    expect(read.length).toBe(instants.length);
    expect(read.findIndex((at, i) => at !== instants[i])).toBe(-1);
  }
});

test('any text given as a recording table yields series or one typed error', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      for (const table of [text, `id,time,gl\n${text}`]) {
        try {
          for (const person of readCgmTable(table)) expect(person.times.length).toBe(person.mgdl.length);
        } catch (error) {
          expect(error).toBeInstanceOf(TwinwardError);
        }
      }
    }),
    { numRuns: 500 },
  );
});
