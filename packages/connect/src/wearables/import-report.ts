// What a file holds, told before anything of it is kept, so that a person can decide.
import type { Instant, TwinwardError } from '@twinward/contract';
import type { GlucoseUnit, WearableFormat } from './import-options.ts';

/** One person of a recording and how much of the file is theirs. */
export interface RecordedPerson {
  readonly id: string;
  readonly rows: number;
}

/** The outcome of a preview. Counts are exact; lists are capped. Names, birth dates and addresses of the file are not in it. */
export interface ImportReport {
  readonly format: WearableFormat;
  readonly delimiter: string;
  readonly unit: GlucoseUnit;
  /** The zone local times were read in, or null if the file carries offsets. */
  readonly zone: string | null;
  /** How numeric dates were read; null if the file writes the year first. */
  readonly dayFirst: boolean | null;
  /** Rows below the header that are not empty. */
  readonly rows: number;
  /** Good observations (quantities, censored and absent together), each counted once. */
  readonly observations: number;
  /** Of these, `Low` and `High`. */
  readonly censored: number;
  /** Of these, readings without a value: sentinels and sensor errors. */
  readonly absent: number;
  /** Good meals and boluses. */
  readonly interventions: number;
  /** Rows that repeat another exactly; kept once. */
  readonly duplicates: number;
  /** Rows that are no reading, meal or bolus, by what they are. */
  readonly skipped: readonly { readonly why: string; readonly rows: number }[];
  /** The people of a recording; empty for other formats. With several, `person` must be chosen before reading. */
  readonly people: readonly RecordedPerson[];
  /** First and last good instant. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** What was decided on the way, in words. */
  readonly notes: readonly string[];
  /** The first problems by row, at most 100; each names row, field and remedy. */
  readonly problems: readonly TwinwardError[];
  readonly problemCount: number;
}
