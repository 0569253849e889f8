// Exports that hold readings of many kinds: Apple Health and Open mHealth.
import type { DeviceReading, DeviceReadings } from '@twinward/connect/devices';
import {
  type HealthFormat,
  healthFormat,
  readAppleHealth,
  readOmhFile,
} from '@twinward/connect/health-files';
import type { SchemaSet } from '@twinward/connect/open-mhealth';
import { HEAD_BYTES, type OpenBytes } from '@twinward/connect/wearables';
import { formatInstant, type Observed, type SubjectRef } from '@twinward/contract';
import type { TwinRuntime } from '@twinward/runtime';
import type { ImportView } from '../schemas/import-view-schema.ts';

const BATCH = 1000;

/** What a file is read with. */
export interface HealthFile {
  readonly format: HealthFormat;
  readonly open: OpenBytes;
  readonly subject: SubjectRef;
  readonly schemas: SchemaSet;
  readonly runtime: Pick<TwinRuntime, 'admit' | 'record'>;
}

/** The kind of a file, or null where it is none of these. */
export async function recogniseHealthFile(open: OpenBytes): Promise<HealthFormat | null> {
  for await (const chunk of open()) return healthFormat(chunk.subarray(0, HEAD_BYTES));
  return null;
}

/**
 * Reads a whole file, and hands what the twins can take in to `keep`, a batch at a time; without `keep` nothing is kept. What no twin can take in is
 * counted by its reason. Throws for a file that cannot be read.
 */
export async function readHealthFile(
  { format, open, subject, schemas, runtime }: HealthFile,
  keep:
    | ((events: readonly Observed[]) => Promise<{ readonly accepted: number; readonly duplicates: number }>)
    | null,
): Promise<ImportView> {
  const skipped = new Map<string, number>();
  const counts = { rows: 0, readings: 0, absent: 0, accepted: 0, duplicates: 0 };
  const skip = (why: string): void => {
    skipped.set(why, (skipped.get(why) ?? 0) + 1);
  };
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let batch: Observed[] = [];
  const flush = async (): Promise<void> => {
    const events = batch;
    batch = [];
    if (keep === null || events.length === 0) return;
    const kept = await keep(events);
    counts.accepted += kept.accepted;
    counts.duplicates += kept.duplicates;
  };
  const take = (reading: DeviceReading): void => {
    const event: Observed = { kind: 'observation', observation: { ...reading, subject } };
    const [refused] = runtime.admit([event]).refused;
    if (refused !== undefined) {
      skip(refused.error.message);
      return;
    }
    counts.readings += 1;
    if (reading.value.kind === 'absent') counts.absent += 1;
    from = Math.min(from, reading.effectiveAt);
    to = Math.max(to, reading.effectiveAt);
    batch.push(event);
  };
  const parts: AsyncIterable<DeviceReadings> =
    format === 'apple-health' ? readAppleHealth(open()) : readOmhFile(open(), schemas);
  for await (const { readings, left } of parts) {
    counts.rows += readings.length + left.length;
    for (const { where, why } of left) skip(`${where}: ${why}`);
    for (const reading of readings) take(reading);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return {
    format,
    delimiter: '',
    unit: '',
    zone: null,
    dayFirst: null,
    ...counts,
    censored: 0,
    interventions: 0,
    skipped: [...skipped]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 50)
      .map(([why, rows]) => ({ why, rows })),
    people: [],
    from: counts.readings === 0 ? null : formatInstant(from as never),
    to: counts.readings === 0 ? null : formatInstant(to as never),
    notes: [],
    problems: [],
    problemCount: 0,
  };
}
