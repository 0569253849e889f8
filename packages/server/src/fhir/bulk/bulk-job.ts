// A bulk job as it is kept over a restart.
import type { Instant } from '@twinward/contract';

/** A file of a job: a page of it is durable before the job says so. */
export interface BulkFile {
  readonly name: string;
  /** Type of the resources in it. */
  readonly type: string;
  readonly count: number;
  /** What is beyond is of a page that was not finished. */
  readonly bytes: number;
  readonly part: 'output' | 'deleted' | 'error';
}

interface Job {
  readonly id: string;
  /** The kick-off request, as the manifest repeats it. */
  readonly request: string;
  /** Account or system that asked; it alone, and administrators, may have it. */
  readonly owner: string;
  readonly base: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly state: 'waiting' | 'done' | 'failed';
  /** Why it failed. */
  readonly problem: string;
  readonly files: readonly BulkFile[];
}

/** An export. */
export interface ExportJob extends Job {
  readonly kind: 'export';
  /** All of the record, of all patients, or of these patients. */
  readonly about: 'system' | 'patients' | readonly string[];
  readonly types: readonly string[];
  readonly since: Instant | null;
  /** Searches (`Observation?code=...`) of which resources of their type satisfy at least one. */
  readonly filters: readonly string[];
  /** Which type is being read, and the last resource of it that was. */
  readonly typeIndex: number;
  readonly after: { readonly updatedAt: Instant; readonly id: string } | null;
  /** Resources looked at. */
  readonly read: number;
}

/** An import of one NDJSON file. */
export interface ImportJob extends Job {
  readonly kind: 'import';
  /** Bytes of the file that were taken in, up to the end of a line. */
  readonly place: number;
  readonly size: number;
  readonly lines: number;
  readonly written: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** One of both. */
export type BulkJob = ExportJob | ImportJob;
