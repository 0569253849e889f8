// Where in a file's rows the things we read stand, as found from its header row.
import type { GlucoseUnit, WearableFormat } from './import-options.ts';

/** Zero-based columns; -1 where the file has none. */
export interface LayoutColumns {
  readonly time: number;
  /** A date in its own column, joined with `time`. */
  readonly date: number;
  readonly person: number;
  readonly device: number;
  /** Clarity's event type and subtype; LibreView's record type is `event`. */
  readonly event: number;
  readonly subtype: number;
  /** The sensor's own reading (LibreView: historic). */
  readonly glucose: number;
  readonly scan: number;
  readonly strip: number;
  readonly unit: number;
  readonly insulin: number;
  readonly longInsulin: number;
  readonly carbohydrate: number;
  /** Clarity's transmitter clock, whole seconds since the transmitter was started. */
  readonly transmitterTime: number;
}

/** A recognised file: its format, how it is delimited, the row of its header and the meaning of its columns. */
export interface WearableLayout {
  readonly format: WearableFormat;
  readonly delimiter: ',' | ';' | '\t';
  /** One-based. */
  readonly headerRow: number;
  readonly header: readonly string[];
  readonly columns: LayoutColumns;
  /** Null when each row states it in the unit column. */
  readonly unit: GlucoseUnit | null;
}

/** No columns at all; recognisers fill in what they find. */
export const NO_COLUMNS: LayoutColumns = {
  time: -1,
  date: -1,
  person: -1,
  device: -1,
  event: -1,
  subtype: -1,
  glucose: -1,
  scan: -1,
  strip: -1,
  unit: -1,
  insulin: -1,
  longInsulin: -1,
  carbohydrate: -1,
  transmitterTime: -1,
};
