// The first pass over a file: everything that only the whole file can tell (the order of day and month, whether the rows run
// backwards, whether the numbers fit their unit), and the questions it leaves open.
import { TwinwardError, ZoneClock } from '@twinward/contract';
import { csvRows } from './csv-rows.ts';
import { glucoseUnitOf } from './glucose-unit-of.ts';
import { type GlucoseUnit, type ImportOptions, LARGEST_FILE, type OpenBytes } from './import-options.ts';
import { readDecimal } from './read-decimal.ts';
import { POSSIBLE_GLUCOSE } from './read-glucose.ts';
import { readRow } from './read-row.ts';
import { isGlucose } from './reading-kind.ts';
import { HEAD_BYTES, sniff } from './sniff.ts';
import { type WallTime, wallMilliseconds, wallTime } from './wall-time.ts';
import type { WearableLayout } from './wearable-layout.ts';

/** All that is needed to read the rows one by one. */
export interface Survey {
  readonly layout: WearableLayout;
  readonly unit: GlucoseUnit;
  readonly clock: ZoneClock | null;
  /** Null if every date writes the year first. */
  readonly dayFirst: boolean | null;
  /** Most rows are earlier than the row above them. */
  readonly falling: boolean;
  /** Cells with a reading or an amount: an upper bound of what the file yields. */
  readonly readings: number;
  readonly maxBytes: number;
}

/** Share of numbers that fit only the other unit, above which a column is taken to mix units. */
const MIXED_SHARE = 0.02;

/**
 * Surveys a file. Throws what `sniff` and `csvRows` throw; `file.ambiguous` naming `zone` or `dayFirst` when the file leaves them
 * open; `file.invalid` naming the column when numbers do not fit their unit or units are mixed; `time.invalid` for an unknown zone.
 */
export async function survey(open: OpenBytes, options: ImportOptions): Promise<Survey> {
  const layout = sniff(await headOf(open), options);
  const maxBytes = options.maxBytes ?? LARGEST_FILE;
  const units = new UnitEvidence(layout);
  const dates = new DateEvidence();
  let readings = 0;
  let localRow = 0;
  for await (const { first, rows } of csvRows(open(), layout.delimiter, maxBytes)) {
    for (let i = Math.max(0, layout.headerRow + 1 - first); i < rows.length; i++) {
      const cells = readRow(rows[i]!, layout);
      if (cells.cells.length === 0) continue;
      readings += cells.cells.length;
      const time = wallTime(cells.time);
      if (time !== null) {
        dates.see(time);
        if (time.offset === null && localRow === 0) localRow = first + i;
      }
      for (const { kind, text } of cells.cells) if (isGlucose(kind)) units.see(text, cells.unit, first + i);
    }
  }
  const unit = units.settle();
  const dayFirst = dates.order(options.dayFirst, layout);
  return {
    layout,
    unit,
    clock: clockFor(options.zone, localRow, layout),
    dayFirst,
    falling: dates.falling(dayFirst ?? false),
    readings,
    maxBytes,
  };
}

async function headOf(open: OpenBytes): Promise<Uint8Array> {
  const head = new Uint8Array(HEAD_BYTES);
  let length = 0;
  for await (const chunk of open()) {
    const part = chunk.subarray(0, HEAD_BYTES - length);
    head.set(part, length);
    length += part.length;
    if (length === HEAD_BYTES) break;
  }
  return head.subarray(0, length);
}

function clockFor(zone: string | undefined, localRow: number, layout: WearableLayout): ZoneClock | null {
  if (zone !== undefined) return new ZoneClock(zone);
  if (localRow === 0) return null;
  throw new TwinwardError(
    'file.ambiguous',
    `"${layout.header[layout.columns.time]!.slice(0, 60)}" names no time zone`,
    {
      field: 'zone',
      row: localRow,
      remedy: 'say in which zone the device was, for example Europe/Dublin',
    },
  );
}

/** Whether the numbers agree with the unit that the file or the options state. */
class UnitEvidence {
  readonly #layout: WearableLayout;
  readonly #field: string;
  #stated: GlucoseUnit | null = null;
  #seen = 0;
  #foreign: Record<GlucoseUnit, number> = { 'mg/dL': 0, 'mmol/L': 0 };
  #largest = 0;
  #smallest = Number.POSITIVE_INFINITY;

  constructor(layout: WearableLayout) {
    this.#layout = layout;
    this.#field = layout.header[layout.columns.glucose] ?? 'glucose';
  }

  see(text: string, unitText: string, row: number): void {
    if (this.#layout.unit === null) this.#state(unitText, row);
    const value = readDecimal(text);
    if (value === null || value <= 0) return;
    this.#seen++;
    if (value < POSSIBLE_GLUCOSE['mg/dL'].low) this.#foreign['mg/dL']++;
    if (value > POSSIBLE_GLUCOSE['mmol/L'].high) this.#foreign['mmol/L']++;
    if (value > this.#largest) this.#largest = value;
    if (value < this.#smallest) this.#smallest = value;
  }

  settle(): GlucoseUnit {
    const unit = this.#layout.unit ?? this.#stated ?? 'mg/dL';
    if (this.#seen === 0) return unit;
    const misfit = unit === 'mg/dL' ? this.#largest < 35 : this.#smallest > POSSIBLE_GLUCOSE['mmol/L'].high;
    if (misfit) this.#refuse(`no value of the column is a likely glucose in ${unit}`);
    if (this.#foreign[unit] / this.#seen > MIXED_SHARE) this.#refuse('the column mixes mg/dL and mmol/L');
    return unit;
  }

  #state(unitText: string, row: number): void {
    const field = this.#layout.header[this.#layout.columns.unit] ?? 'unit';
    const unit = glucoseUnitOf(unitText, field, row);
    if (unit === null) {
      throw new TwinwardError('unit.unknown', 'the row does not give glucose in mg/dL or mmol/L', {
        field,
        row,
        remedy: 'write mg/dL or mmol/L in every row of the unit column',
      });
    }
    if (this.#stated !== null && this.#stated !== unit)
      this.#refuse('the column mixes mg/dL and mmol/L', row);
    this.#stated = unit;
  }

  #refuse(message: string, row?: number): never {
    throw new TwinwardError('file.invalid', message, {
      field: this.#field,
      ...(row === undefined ? {} : { row }),
      remedy: 'export the file again in one unit, and say which if the header row does not',
    });
  }
}

/** What the dates of a file say of their own order. */
class DateEvidence {
  #numeric = false;
  #dayFirst = false;
  #monthFirst = false;
  readonly #trend = { day: 0, month: 0 };
  #last: { readonly day: number | null; readonly month: number | null } = { day: null, month: null };

  see(time: WallTime): void {
    const day = wallMilliseconds(time, true);
    const month = wallMilliseconds(time, false);
    if (!time.yearFirst && (day !== null || month !== null)) {
      this.#numeric = true;
      if (month === null) this.#dayFirst = true;
      if (day === null) this.#monthFirst = true;
    }
    if (day !== null && this.#last.day !== null) this.#trend.day += Math.sign(day - this.#last.day);
    if (month !== null && this.#last.month !== null) this.#trend.month += Math.sign(month - this.#last.month);
    this.#last = { day, month };
  }

  order(said: boolean | undefined, layout: WearableLayout): boolean | null {
    if (!this.#numeric) return null;
    if (said !== undefined) return said;
    if (this.#dayFirst !== this.#monthFirst) return this.#dayFirst;
    throw new TwinwardError(
      'file.ambiguous',
      this.#dayFirst
        ? 'some dates can only be day first, others only month first'
        : 'no date of the file tells whether the day or the month stands first',
      {
        field: 'dayFirst',
        row: layout.headerRow + 1,
        remedy: 'say whether 03-04 is 3 April (day first) or 4 March (month first)',
      },
    );
  }

  falling(dayFirst: boolean): boolean {
    return (dayFirst ? this.#trend.day : this.#trend.month) < 0;
  }
}
