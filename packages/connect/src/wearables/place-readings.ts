// The second pass: every row becomes readings at instants, or a problem that names it.
import { type Instant, TwinwardError } from '@twinward/contract';
import { csvRows } from './csv-rows.ts';
import type { ImportOptions, OpenBytes } from './import-options.ts';
import type { ProblemList } from './problem-list.ts';
import { readAmount } from './read-amount.ts';
import { readGlucose } from './read-glucose.ts';
import { type ReadingCell, type RowCells, readRow } from './read-row.ts';
import { isGlucose, READING_KINDS } from './reading-kind.ts';
import { type LedgerReading, MOST_STREAMS } from './reading-ledger.ts';
import type { Survey } from './survey.ts';
import { type PlacedTime, WallSequence } from './wall-sequence.ts';
import { wallMilliseconds, wallTime } from './wall-time.ts';

/** A person's device: what tells apart readings of the same time. */
export interface ReadingStream {
  readonly person: string;
  readonly device: string;
}

/** What a pass counts on the way. */
export interface RowTally {
  rows: number;
  ordered: number;
  readonly skipped: Map<string, number>;
  readonly people: Map<string, number>;
  readonly problems: ProblemList;
}

/** Times later than now by more than this are in the future, milliseconds: clocks are not exact. */
const LEEWAY = 5 * 60_000;

/** Earlier years are the default of a clock that was never set. */
const FIRST_YEAR = 1980;
const LAST_YEAR = 2199;

/** Reads rows into readings. `streams` is filled as devices appear; `tally`, if given, counts rows and problems. */
export async function placeReadings(
  open: OpenBytes,
  plan: Survey,
  options: ImportOptions,
  streams: ReadingStream[],
  take: (reading: LedgerReading) => void,
  tally: RowTally | null,
): Promise<void> {
  const { layout } = plan;
  const numbers = new Map<string, number>(streams.map((s, i) => [`${s.person}\n${s.device}`, i]));
  const sequence = plan.clock === null ? null : new WallSequence(plan.clock, plan.falling);
  const timeField = layout.header[layout.columns.time] ?? 'time';

  const streamOf = (person: string, device: string): number => {
    const key = `${person}\n${device}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    if (streams.length === MOST_STREAMS) {
      throw new TwinwardError('file.invalid', `the file names more than ${MOST_STREAMS} people and devices`, {
        field: layout.header[layout.columns.person] ?? layout.header[layout.columns.device] ?? 'device',
        remedy: 'check that the columns are what the header row says, or split the file',
      });
    }
    streams.push({ person, device });
    numbers.set(key, streams.length - 1);
    return streams.length - 1;
  };

  for await (const { first, rows } of csvRows(open(), layout.delimiter, plan.maxBytes)) {
    for (let i = Math.max(0, layout.headerRow + 1 - first); i < rows.length; i++) {
      const row = rows[i]!;
      const number = first + i;
      if (row.length === 1 && row[0]!.trim() === '') continue;
      const parts = readRow(row, layout);
      if (tally !== null) {
        tally.rows++;
        if (layout.columns.person !== -1) count(tally.people, parts.person);
      }
      if (options.person !== undefined && layout.columns.person !== -1 && parts.person !== options.person) {
        if (tally !== null) count(tally.skipped, 'rows of other people');
        continue;
      }
      if (parts.cells.length === 0) {
        if (tally !== null) count(tally.skipped, parts.skipped);
        continue;
      }
      try {
        refuseExtraCells(row, layout.header.length, number);
        const when = timeOf(parts, number, streamOf(parts.person, parts.device));
        const readings = parts.cells.map((cell) => ({
          ...when,
          ...readingValue(cell, plan, number),
          kind: cell.kind,
        }));
        for (const reading of readings) {
          if (reading.state === 'quantity' && reading.value === 0) {
            if (tally !== null) count(tally.skipped, 'meals and boluses of nothing');
            continue;
          }
          if (reading.ordered && tally !== null) tally.ordered++;
          take(reading);
        }
      } catch (error) {
        if (!(error instanceof TwinwardError) || error.place.row === undefined) throw error;
        tally?.problems.add(() => error);
      }
    }
  }

  function timeOf(
    parts: RowCells,
    row: number,
    stream: number,
  ): Omit<LedgerReading, 'kind' | 'state' | 'value'> {
    const time = wallTime(parts.time);
    const reading = time === null ? null : wallMilliseconds(time, plan.dayFirst ?? false);
    if (time === null || reading === null) {
      throw badTime(
        'is not a date and time',
        timeField,
        row,
        'write it as 2026-03-01T08:00:00, or as the other rows do',
      );
    }
    if (time.year < FIRST_YEAR || time.year > LAST_YEAR) {
      throw badTime(
        'is not a time at which this was measured',
        timeField,
        row,
        'check the clock of the device and the row',
      );
    }
    if (time.offset === null && sequence === null) throw changed();
    const series = stream * READING_KINDS.length + READING_KINDS.indexOf(parts.cells[0]!.kind);
    const placed: PlacedTime | null =
      time.offset !== null || sequence === null
        ? { at: reading - (time.offset ?? 0), placed: 'certain' }
        : sequence.place(series, reading, parts.transmitter);
    if (placed === null) {
      throw badTime(
        `does not exist in ${plan.clock!.zone}: daylight saving skipped that hour`,
        timeField,
        row,
        'check the zone, or correct the row',
      );
    }
    if (placed.at > (options.now as Instant) + LEEWAY) {
      throw badTime(
        'is in the future',
        timeField,
        row,
        'check the date, the zone and the clock of the device',
      );
    }
    return { at: placed.at, stream, row, precision: time.precision, ordered: placed.placed === 'ordered' };
  }
}

function readingValue(cell: ReadingCell, plan: Survey, row: number): Pick<LedgerReading, 'state' | 'value'> {
  if (isGlucose(cell.kind)) return readGlucose(cell.text, plan.unit, cell.field, row);
  const kind = cell.kind === 'bolus' ? 'bolus' : 'carbohydrate';
  return { state: 'quantity', value: readAmount(kind, cell.text, cell.field, row) };
}

function refuseExtraCells(row: readonly string[], expected: number, number: number): void {
  for (let i = expected; i < row.length; i++) {
    if (row[i]!.trim() === '') continue;
    throw new TwinwardError('file.invalid', `the row has ${row.length} cells, the header row ${expected}`, {
      row: number,
      field: 'row',
      remedy: 'put numbers with a decimal comma in quotation marks, or delimit the columns by semicolons',
    });
  }
}

function changed(): TwinwardError {
  return new TwinwardError('file.invalid', 'the file changed while it was being read', {
    field: 'file',
    remedy: 'import it again when nothing writes to it',
  });
}

function badTime(what: string, field: string, row: number, remedy: string): TwinwardError {
  return new TwinwardError('time.invalid', `the time ${what}`, { field, row, remedy });
}

function count(counts: Map<string, number>, key: string): void {
  const known = counts.get(key);
  if (known === undefined && counts.size === MOST_STREAMS) return;
  counts.set(key, (known ?? 0) + 1);
}
