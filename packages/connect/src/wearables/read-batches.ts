// Reads a file for keeping: observations and interventions by rising time, in batches, all good rows or none.
import { TwinwardError } from '@twinward/contract';
import type { ImportOptions, OpenBytes } from './import-options.ts';
import type { ReadingStream } from './place-readings.ts';
import { preview } from './preview.ts';
import { survey } from './survey.ts';
import { timeSlices } from './time-slices.ts';
import { toEvent, type WearableEvent } from './to-event.ts';

/** Events in a batch at most. */
export const BATCH_EVENTS = 1000;

/**
 * The events of a file in order of time, at most 1,000 a batch, in bounded memory. Without `acceptGood` the file is previewed
 * first, and if any row has a problem the first is thrown before anything is yielded; with it, rows with problems are left
 * out. Throws what `preview` throws, and `file.ambiguous` naming `person` for a recording of several people.
 *
 * @example
 * const open = openText('time,glucose mg/dL\n2026-03-01 08:00,104\n2026-03-01 08:05,107\n');
 * const now = parseInstant('2026-03-02T00:00:00Z');
 * let count = 0;
 * const options = { subject: subjectRef('Patient/p-17'), now, zone: 'Europe/Dublin' };
 * for await (const batch of readBatches(open, options)) count += batch.length;
 * count; // 2
 */
export async function* readBatches(
  open: OpenBytes,
  options: ImportOptions & { readonly acceptGood?: boolean },
): AsyncGenerator<readonly WearableEvent[]> {
  const plan = await survey(open, options);
  if (plan.layout.columns.person !== -1 || options.acceptGood !== true) {
    const report = await preview(open, options);
    const first = report.problems[0];
    if (options.acceptGood !== true && first !== undefined) throw first;
    if (options.person === undefined && report.people.length > 1) {
      throw new TwinwardError('file.ambiguous', `the recording holds ${report.people.length} people`, {
        field: 'person',
        remedy: 'choose one of the people listed in the preview',
      });
    }
  }
  const streams: ReadingStream[] = [];
  for await (const { ledger, settled } of timeSlices(open, plan, options, streams, null)) {
    for (let at = 0; at < settled.good.length; at += BATCH_EVENTS) {
      const batch: WearableEvent[] = [];
      for (const i of settled.good.subarray(at, at + BATCH_EVENTS)) {
        const reading = ledger.reading(i);
        batch.push(toEvent(reading, streams[reading.stream]!, plan, options));
      }
      yield batch;
    }
  }
}
