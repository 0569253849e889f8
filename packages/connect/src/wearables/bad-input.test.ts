import { parseInstant, subjectRef, type TwinwardError } from '@twinward/contract';
import { describe, expect, test } from 'vitest';
import type { ImportOptions, OpenBytes } from './import-options.ts';
import type { ImportReport } from './import-report.ts';
import { openText } from './open-text.ts';
import { preview } from './preview.ts';
import { readBatches } from './read-batches.ts';
import type { WearableEvent } from './to-event.ts';

const options: ImportOptions = {
  subject: subjectRef('Patient/p-17'),
  now: parseInstant('2026-11-10T12:00:00Z'),
  zone: 'Europe/Dublin',
};
const table = (...rows: string[]): string => ['time,glucose (mg/dL)', ...rows, ''].join('\n');
const look = (text: string, more: Partial<ImportOptions> = {}): Promise<ImportReport> =>
  preview(openText(text), { ...options, ...more });
const places = (report: ImportReport): unknown[] =>
  report.problems.map((p) => [p.code, p.place.row, p.place.field]);

async function read(
  text: string,
  more: Partial<ImportOptions> & { acceptGood?: boolean } = {},
): Promise<WearableEvent[]> {
  const found: WearableEvent[] = [];
  for await (const batch of readBatches(openText(text), { ...options, ...more })) found.push(...batch);
  return found;
}

describe('files that are refused whole', () => {
  test.each([
    ['an empty file', new Uint8Array(), 'file.invalid', 'file'],
    ['UTF-16 with its mark', new Uint8Array([0xff, 0xfe, 0x74, 0]), 'file.invalid', 'file'],
    ['UTF-16 without its mark', new Uint8Array([0x74, 0, 0x69, 0]), 'file.invalid', 'file'],
    ['an Excel workbook', new TextEncoder().encode('PK\u0003\u0004'), 'file.invalid', 'file'],
    [
      'a delimiter nobody uses',
      new TextEncoder().encode('time|glucose (mg/dL)\n2026-07-01 08:00|104\n'),
      'file.invalid',
      'header',
    ],
    ['prose', new TextEncoder().encode('Dear doctor,\nmy glucose was fine.\n'), 'file.invalid', 'header'],
    ['no unit', new TextEncoder().encode('time,glucose\n2026-07-01 08:00,104\n'), 'file.ambiguous', 'unit'],
    [
      'an unknown unit',
      new TextEncoder().encode('time,glucose (g/L)\n2026-07-01 08:00,1.04\n'),
      'unit.unknown',
      'glucose (g/L)',
    ],
    [
      'two glucose columns',
      new TextEncoder().encode('time,glucose (mg/dL),sgv\n2026-07-01 08:00,104,105\n'),
      'file.ambiguous',
      'columns',
    ],
    [
      'a quote that never ends',
      new TextEncoder().encode('time,glucose (mg/dL)\n"2026-07-01 08:00,104\n'),
      'file.invalid',
      'row',
    ],
  ])('%s', async (_, bytes, code, field) => {
    const open: OpenBytes = async function* () {
      yield bytes;
    };
    await expect(preview(open, options)).rejects.toMatchObject({
      name: 'TwinwardError',
      code,
      place: { field, remedy: expect.any(String) },
    });
  });

  test('a wrong delimiter given by hand says so', async () => {
    await expect(look(table('2026-07-01 08:00,104'), { delimiter: ';' })).rejects.toMatchObject({
      code: 'file.invalid',
      place: { field: 'delimiter' },
    });
  });

  test('mmol/L numbers under an mg/dL header are refused, not converted', async () => {
    await expect(look(table('2026-07-01 08:00,5.4', '2026-07-01 08:05,5.6'))).rejects.toMatchObject({
      code: 'file.invalid',
      place: { field: 'glucose (mg/dL)' },
    });
    await expect(look('time,glucose (mmol/L)\n2026-07-01 08:00,104\n')).rejects.toMatchObject({
      code: 'file.invalid',
    });
  });

  test('a column that mixes units is refused, whether the numbers or a unit column tell', async () => {
    await expect(
      look(table('2026-07-01 08:00,104', '2026-07-01 08:05,5.6', '2026-07-01 08:10,110')),
    ).rejects.toMatchObject({
      message: 'the column mixes mg/dL and mmol/L',
    });
    await expect(
      look('time,glucose,unit\n2026-07-01 08:00,104,mg/dL\n2026-07-01 08:05,5.6,mmol/L\n'),
    ).rejects.toMatchObject({ message: 'the column mixes mg/dL and mmol/L', place: { row: 3 } });
    await expect(look('time,glucose,unit\n2026-07-01 08:00,104,mg%\n')).rejects.toMatchObject({
      code: 'unit.unknown',
      place: { row: 2, field: 'unit' },
    });
  });

  test('a header that contradicts the option is refused', async () => {
    await expect(look(table('2026-07-01 08:00,104'), { unit: 'mmol/L' })).rejects.toMatchObject({
      place: { field: 'unit' },
    });
  });

  test('a file without end is refused at the limit', async () => {
    let sent = 0;
    const endless: OpenBytes = async function* () {
      yield new TextEncoder().encode('time,glucose (mg/dL)\n');
      for (;;) {
        sent++;
        yield new TextEncoder().encode('2026-07-01 08:00,104\n'.repeat(1000));
      }
    };
    await expect(preview(endless, { ...options, maxBytes: 1 << 20 })).rejects.toMatchObject({
      code: 'file.too-large',
    });
    expect(sent).toBeLessThan(120);
  });
});

describe('rows that are refused, with their row and column, while the good ones are offered', () => {
  test('impossible values, words and thousands', async () => {
    const rows = Array.from(
      { length: 120 },
      (_, i) =>
        `2026-07-02 ${String(8 + Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')},110`,
    );
    const report = await look(
      table(
        '2026-07-01 08:00,19',
        '2026-07-01 08:05,601',
        '2026-07-01 08:10,Murphy',
        '2026-07-01 08:15,"1,104"',
        '2026-07-01 08:20,-45',
        ...rows,
      ),
    );
    expect(places(report)).toEqual(
      [2, 3, 4, 5, 6].map((row) => ['observation.invalid', row, 'glucose (mg/dL)']),
    );
    expect(report).toMatchObject({ rows: 125, observations: 120, problemCount: 5 });
    expect(JSON.stringify(report.problems.map((p) => [p.message, p.place]))).not.toContain('Murphy');
  });

  test('-999, 0 and -1 are sensor errors, never numbers', async () => {
    const text = table(
      '2026-07-01 08:00,-999',
      '2026-07-01 08:05,0',
      '2026-07-01 08:10,-1',
      '2026-07-01 08:15,104',
      '2026-07-01 08:20,NaN',
    );
    expect(await look(text)).toMatchObject({ observations: 5, absent: 4, problemCount: 0 });
    const values = (await read(text)).map((e) => (e.kind === 'observation' ? e.observation.value : null));
    expect(values).toEqual([
      { kind: 'absent', reason: 'sensor-error' },
      { kind: 'absent', reason: 'sensor-error' },
      { kind: 'absent', reason: 'sensor-error' },
      { kind: 'quantity', value: 104, unit: 'mg/dL' },
      { kind: 'absent', reason: 'not-a-number' },
    ]);
  });

  test('times in the future, times that are none, clocks never set', async () => {
    const report = await look(
      table(
        '2026-11-10 12:05,104',
        '2026-11-10 12:06,104',
        'yesterday,104',
        '1970-01-01 00:00,104',
        '2026-02-30 10:00,104',
        '2026-07-01,104',
      ),
    );
    expect(places(report)).toEqual([3, 4, 5, 6, 7].map((row) => ['time.invalid', row, 'time']));
    expect(report.observations).toBe(1);
  });

  test('the hour skipped in spring: the row is named', async () => {
    const report = await look(table('2026-03-29 00:55,104', '2026-03-29 01:30,105', '2026-03-29 02:00,106'));
    expect(places(report)).toEqual([['time.invalid', 3, 'time']]);
    expect(report.observations).toBe(2);
  });

  test('the hour repeated in autumn: both runs are kept, an hour apart, with a doubt', async () => {
    const text = table(
      '2026-10-25 00:50,100',
      '2026-10-25 01:20,101',
      '2026-10-25 01:50,102',
      '2026-10-25 01:20,103',
      '2026-10-25 01:50,104',
      '2026-10-25 02:20,105',
    );
    const report = await look(text);
    expect(report).toMatchObject({ observations: 6, problemCount: 0, duplicates: 0 });
    expect(report.notes).toEqual([
      '4 readings of the hour that daylight saving repeats are placed by the order of the rows',
    ]);
    const found = (await read(text)).flatMap((e) => (e.kind === 'observation' ? [e.observation] : []));
    const minutes = found.map((o) => (o.effectiveAt - found[0]!.effectiveAt) / 60_000);
    expect(minutes).toEqual([0, 30, 60, 90, 120, 150]);
    expect(found.map((o) => o.doubts !== undefined)).toEqual([false, true, true, true, true, false]);
  });

  test('rows repeated exactly count once; rows that contradict each other are both named and neither is kept', async () => {
    const text = table(
      '2026-07-01 08:00,104',
      '2026-07-01 08:00,104',
      '2026-07-01 08:05,105',
      '2026-07-01 08:10,110',
      '2026-07-01 08:05,125',
    );
    const report = await look(text);
    expect(report).toMatchObject({ rows: 5, observations: 2, duplicates: 1, problemCount: 2 });
    expect(places(report)).toEqual([4, 6].map((row) => ['observation.invalid', row, 'time']));
  });

  test('a value beside a sensor error of the same time is the value', async () => {
    const report = await look(table('2026-07-01 08:00,-999', '2026-07-01 08:00,104'));
    expect(report).toMatchObject({ observations: 1, absent: 0, duplicates: 1, problemCount: 0 });
  });

  test('newest-first and shuffled files are read oldest first, and said to be', async () => {
    const rows = ['2026-07-01 08:10,103', '2026-07-01 08:05,102', '2026-07-01 08:00,101'];
    expect((await look(table(...rows))).notes).toEqual([
      'the rows run newest first; they are read oldest first',
    ]);
    expect(
      (await look(table('2026-07-01 08:00,101', '2026-07-01 08:10,103', '2026-07-01 08:05,102'))).notes,
    ).toEqual(['1 rows are earlier than the row above; all are read oldest first']);
    const times = (await read(table(...rows))).map((e) =>
      e.kind === 'observation' ? e.observation.effectiveAt : 0,
    );
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times).toHaveLength(3);
  });

  test('an unquoted decimal comma makes a cell too many, and is named', async () => {
    const report = await look('time,glucose (mmol/L)\n2026-07-01 08:00,5,6\n2026-07-01 08:05,5.7\n');
    expect(places(report)).toEqual([['file.invalid', 2, 'row']]);
    expect(report.observations).toBe(1);
  });

  test('impossible doses and meals', async () => {
    const report = await look(
      'time,glucose (mg/dL),insulin,carbs\n2026-07-01 08:00,104,250,\n2026-07-01 08:05,104,,900\n2026-07-01 08:10,104,two,\n',
    );
    expect(places(report)).toEqual([
      ['intervention.invalid', 2, 'insulin'],
      ['intervention.invalid', 3, 'carbs'],
      ['intervention.invalid', 4, 'insulin'],
    ]);
    expect(report.observations).toBe(0);
  });

  test('a hundred problems are listed, all are counted', async () => {
    const rows = Array.from({ length: 450 }, (_, i) => `no time ${i},104`);
    const report = await look(table(...rows, '2026-07-01 08:00,104'));
    expect(report).toMatchObject({ problemCount: 450, observations: 1 });
    expect(report.problems.map((p) => p.place.row)).toEqual(Array.from({ length: 100 }, (_, i) => i + 2));
  });
});

describe('nothing is half-imported', () => {
  const text = table(
    ...Array.from(
      { length: 3000 },
      (_, i) => `${new Date(Date.UTC(2026, 5, 1) + i * 300_000).toISOString()},${100 + (i % 50)}`,
    ),
    'rubbish,104',
  );

  test('without consent the first problem is thrown before the first batch', async () => {
    const seen: number[] = [];
    let error: TwinwardError | null = null;
    try {
      for await (const batch of readBatches(openText(text), options)) seen.push(batch.length);
    } catch (thrown) {
      error = thrown as TwinwardError;
    }
    expect(seen).toEqual([]);
    expect(error).toMatchObject({ code: 'time.invalid', place: { row: 3002, field: 'time' } });
  });

  test('with consent the good rows come, in batches of at most a thousand', async () => {
    const sizes: number[] = [];
    for await (const batch of readBatches(openText(text), { ...options, acceptGood: true }))
      sizes.push(batch.length);
    expect(sizes).toEqual([1000, 1000, 1000]);
  });
});
