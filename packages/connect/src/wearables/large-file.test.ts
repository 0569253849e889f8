import { instant, subjectRef } from '@twinward/contract';
import { expect, test } from 'vitest';
import type { ImportOptions, OpenBytes } from './import-options.ts';
import { preview } from './preview.ts';
import { survey } from './survey.ts';
import { timeSlices } from './time-slices.ts';

const options: ImportOptions = {
  subject: subjectRef('Patient/p-17'),
  now: instant(Date.UTC(2026, 10, 10)),
  zone: 'UTC',
};

const HEADER =
  'Index,Timestamp (YYYY-MM-DDThh:mm:ss),Event Type,Event Subtype,Patient Info,Device Info,Source Device ID,Glucose Value (mg/dL),Insulin Value (u),Carb Value (grams),Duration (hh:mm:ss),Glucose Rate of Change (mg/dL/min),Transmitter Time (Long Integer),Transmitter ID\r\n';

/** Bytes of this thread alone: what the process holds counts the tests of other threads too. */
function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** A Clarity export of readings five minutes apart, made as it is read; tells the most memory this thread held meanwhile. */
function generated(bytes: number): { open: OpenBytes; peak: () => number; rows: () => number } {
  let peak = 0;
  let rows = 0;
  const start = Date.UTC(1990, 0, 1);
  return {
    peak: () => peak,
    rows: () => rows,
    open: async function* () {
      const encoder = new TextEncoder();
      yield encoder.encode(HEADER);
      rows = 0;
      for (let sent = HEADER.length; sent < bytes; ) {
        const day = new Date(start + Math.floor(rows / 288) * 86_400_000).toISOString().slice(0, 10);
        let text = '';
        for (let i = 0; i < 288; i++, rows++) {
          const time = `${String(Math.floor(i / 12)).padStart(2, '0')}:${String((i % 12) * 5).padStart(2, '0')}:04`;
          text += `${rows},${day}T${time},EGV,,,,iPhone G6 of the left arm,${100 + (i % 90)},,,,0.3,${rows * 300},8AM1EY\r\n`;
        }
        const chunk = encoder.encode(text);
        sent += chunk.length;
        if (rows % 28_800 === 0) peak = Math.max(peak, held());
        yield chunk;
      }
    },
  };
}

test('200 MB and two million readings are previewed within 320 MB of memory', {
  timeout: 600_000,
}, async () => {
  const before = held();
  const file = generated(200e6);
  const report = await preview(file.open, options);
  expect(report).toMatchObject({ observations: file.rows(), problemCount: 0, duplicates: 0 });
  expect(file.rows()).toBeGreaterThan(2e6);
  expect(file.peak() - before).toBeLessThan(320e6);
  expect(file.peak()).toBeGreaterThan(0);
});

test('a file of more readings than fit at once is read in stretches of days, completely and in order', async () => {
  const file = generated(500_000);
  const plan = await survey(file.open, options);
  const times: number[] = [];
  let slices = 0;
  for await (const { ledger, settled } of timeSlices(file.open, plan, options, [], null, 1000)) {
    slices++;
    expect(ledger.length).toBeLessThanOrEqual(1000);
    for (const i of settled.good) times.push(ledger.reading(i).at);
  }
  expect(slices).toBeGreaterThan(4);
  expect(times).toHaveLength(file.rows());
  expect(times.every((t, i) => i === 0 || t > times[i - 1]!)).toBe(true);
});
