// What the person importing a wearable's file decides: whom it is about, and everything the file itself leaves open.
import type { Instant, SubjectRef } from '@twinward/contract';

/** The file layouts understood: two makers' exports, any table of times and glucose, and published recordings (`id,time,gl`). */
export type WearableFormat = 'clarity' | 'libreview' | 'generic' | 'recording';

/** The two units glucose is reported in; never guessed from the numbers. */
export type GlucoseUnit = 'mg/dL' | 'mmol/L';

/** Opens the file from its first byte, as often as asked: reading takes several passes in bounded memory. */
export type OpenBytes = () => AsyncIterable<Uint8Array>;

/** Names of the columns of a generic table, as its header row writes them. */
export interface ColumnMapping {
  readonly time: string;
  readonly glucose: string;
  /** A column that states the unit of each row; all rows must agree. */
  readonly unit?: string;
  /** Rapid-acting insulin in international units. */
  readonly insulin?: string;
  /** Carbohydrate eaten, grams. */
  readonly carbohydrate?: string;
}

/** Everything an import needs beside the bytes. What is left out is read from the file; what the file leaves open is asked for. */
export interface ImportOptions {
  readonly subject: SubjectRef;
  /** The time of day of the caller; readings more than five minutes later are refused. */
  readonly now: Instant;
  /** Recognised from the header row unless given. */
  readonly format?: WearableFormat;
  readonly delimiter?: ',' | ';' | '\t';
  /** IANA zone of the device's clock, for example `Europe/Dublin`; needed when the times carry no offset. */
  readonly zone?: string;
  /** Whether 03-04-2026 is 3 April (true) or 4 March (false); needed when no date of the file tells. */
  readonly dayFirst?: boolean;
  /** Needed when neither the header nor a column states it. */
  readonly unit?: GlucoseUnit;
  /** Which person of a recording with several. */
  readonly person?: string;
  readonly columns?: ColumnMapping;
  /** Larger files are refused; 200 MiB unless given. */
  readonly maxBytes?: number;
}

/** The size of the largest file read unless the caller allows otherwise, bytes. */
export const LARGEST_FILE: number = 200 * 1024 * 1024;
