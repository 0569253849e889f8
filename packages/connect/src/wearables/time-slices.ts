// Cuts the time a file covers into stretches that fit in memory, and reads each in order of time. A file of up to three million
// readings is one stretch; a larger one is read again for each.
import { TwinwardError } from '@twinward/contract';
import type { ImportOptions, OpenBytes } from './import-options.ts';
import { placeReadings, type ReadingStream, type RowTally } from './place-readings.ts';
import { ReadingLedger, type SettledSlots } from './reading-ledger.ts';
import type { Survey } from './survey.ts';

/** Readings held at once; 24 bytes each. */
export const LEDGER_READINGS = 3_145_728;

const DAY = 86_400_000;

/** A stretch of time, read and settled. */
export interface TimeSlice {
  readonly ledger: ReadingLedger;
  readonly settled: SettledSlots;
}

/** The stretches of a file by rising time. Row problems and counts go to `tally` once, whatever the number of passes. */
export async function* timeSlices(
  open: OpenBytes,
  plan: Survey,
  options: ImportOptions,
  streams: ReadingStream[],
  tally: RowTally | null,
  capacity: number = LEDGER_READINGS,
): AsyncGenerator<TimeSlice> {
  if (plan.readings <= capacity) {
    const ledger = new ReadingLedger(plan.readings);
    await placeReadings(open, plan, options, streams, (reading) => ledger.add(reading), tally);
    yield { ledger, settled: ledger.settle() };
    return;
  }
  const days = new Map<number, number>();
  const countDay = (at: number): void => {
    const day = Math.floor(at / DAY);
    days.set(day, (days.get(day) ?? 0) + 1);
  };
  await placeReadings(open, plan, options, streams, ({ at }) => countDay(at), tally);
  for (const { from, to, readings } of stretches(days, capacity)) {
    const ledger = new ReadingLedger(readings);
    const take = (reading: Parameters<ReadingLedger['add']>[0]): void => {
      if (reading.at >= from && reading.at < to) ledger.add(reading);
    };
    await placeReadings(open, plan, options, streams, take, null);
    yield { ledger, settled: ledger.settle() };
  }
}

interface Stretch {
  readonly from: number;
  to: number;
  readings: number;
}

function stretches(days: ReadonlyMap<number, number>, capacity: number): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const [day, readings] of [...days].sort(([a], [b]) => a - b)) {
    if (readings > capacity) {
      throw new TwinwardError('file.too-large', `one day has more than ${capacity} readings`, {
        field: 'file',
        remedy: 'check the dates of the file, or split it',
      });
    }
    const last = found.at(-1);
    if (last === undefined || last.readings + readings > capacity) {
      found.push({ from: day * DAY, to: (day + 1) * DAY, readings });
    } else {
      last.readings += readings;
      last.to = (day + 1) * DAY;
    }
  }
  return found;
}
