// Bulk jobs, one after another, a page at a time; each stands in the record after every page and goes on from there after a restart or a kill.
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Instant, TwinwardError } from '@twinward/contract';
import type { AuditRow, StateEntry, StateStore } from '@twinward/record';
import { FhirEndpoint, type FhirServices } from '../fhir-endpoint.ts';
import type { BulkJob, ExportJob, ImportJob } from './bulk-job.ts';
import { exportPage } from './run-export.ts';
import { importPortion, SENT } from './run-import.ts';

const KIND = 'fhir-bulk-job';
/** Jobs that are kept: older ones have to be deleted first. */
const MOST_JOBS = 50;
/** Milliseconds for which files of a finished job are kept. */
export const KEPT_FOR: number = 24 * 3_600_000;
/** Milliseconds until a page is tried again that met a record too busy or away, or somebody else's write. */
const AGAIN = 1000;
const PASSING = /^(record\.(busy|unavailable)|resource\.conflict)$/;

/** Bytes of the largest file taken in. */
export const LARGEST_IMPORT: number = 1024 * 1024 * 1024;

/** What an export is asked for. */
export type ExportRequest = Pick<
  ExportJob,
  'request' | 'owner' | 'base' | 'about' | 'types' | 'since' | 'filters'
>;

/** Jobs under way and done. */
export class BulkDesk {
  readonly #services: FhirServices;
  readonly #states: StateStore;
  readonly #folder: string;
  readonly #jobs = new Map<string, BulkJob>();
  #work: Promise<void> | null = null;
  /** The page that is being done. */
  #turn: { readonly id: string; readonly over: Promise<void> } | null = null;
  #closed = false;

  private constructor(services: FhirServices, folder: string) {
    this.#services = services;
    this.#states = services.record.states;
    this.#folder = folder;
  }

  /** Takes up what was under way, and says so in the audit; what a file left behind whose job never came to be is removed. */
  static async open(services: FhirServices, folder: string): Promise<BulkDesk> {
    const desk = new BulkDesk(services, folder);
    for (const { key, value } of await desk.#states.list(KIND)) desk.#jobs.set(key, value as BulkJob);
    const lies = await readdir(folder).catch(() => []);
    for (const id of lies) {
      if (!desk.#jobs.has(id)) await rm(join(folder, id), { recursive: true, force: true });
    }
    for (const job of desk.#jobs.values()) {
      if (job.state !== 'waiting') continue;
      await services.record.events.audit([desk.#row(job, jobName(job), 'goes on after a restart')]);
    }
    desk.#wake();
    return desk;
  }

  /** Begins an export; comes back once the job is durable. */
  async export(request: ExportRequest): Promise<ExportJob> {
    const job: ExportJob = {
      ...this.#begun(),
      ...request,
      kind: 'export',
      typeIndex: 0,
      after: null,
      read: 0,
    };
    await mkdir(join(this.#folder, job.id), { recursive: true, mode: 0o700 });
    await this.#begin(job);
    return job;
  }

  /** Takes a file in and begins its import; comes back once file and job are durable. */
  async import(file: Readable, request: Pick<ImportJob, 'request' | 'owner' | 'base'>): Promise<ImportJob> {
    const begun = this.#begun();
    const folder = join(this.#folder, begun.id);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      await pipeline(
        file,
        atMost(LARGEST_IMPORT),
        createWriteStream(join(folder, SENT), { mode: 0o600, flush: true }),
      );
      const { size } = await stat(join(folder, SENT));
      if (size === 0) {
        throw new TwinwardError('request.invalid', 'the file is empty', {
          field: 'body',
          remedy: 'send one resource a line',
        });
      }
      const counts = { place: 0, lines: 0, written: 0, unchanged: 0, refused: 0 };
      const job: ImportJob = { ...begun, ...request, kind: 'import', size, ...counts };
      await this.#begin(job);
      return job;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** A job of this owner. Throws `resource.missing`. */
  find(id: string, owner: string, all: boolean): BulkJob {
    const job = this.#jobs.get(id);
    if (job === undefined || (job.owner !== owner && !all)) {
      throw new TwinwardError('resource.missing', 'there is no such job', {
        field: 'job',
        remedy: 'it may have ended more than a day ago; ask anew',
      });
    }
    return job;
  }

  /** Where a file of a job lies, and how much of it counts. Throws `resource.missing`. */
  file(job: BulkJob, name: string): { readonly path: string; readonly bytes: number } {
    const file = job.files.find((one) => one.name === name);
    if (file === undefined || job.state === 'waiting') {
      throw new TwinwardError('resource.missing', 'the job has no such file', {
        field: 'file',
        remedy: 'see the manifest',
      });
    }
    return { path: join(this.#folder, job.id, name), bytes: file.bytes };
  }

  /** Ends a job and removes its files. */
  async remove(job: BulkJob): Promise<void> {
    this.#jobs.delete(job.id);
    // What its page under way says in the record must not come after its end.
    if (this.#turn?.id === job.id) await this.#turn.over;
    await this.#states.put([{ kind: KIND, key: job.id, value: null }]);
    await rm(join(this.#folder, job.id), { recursive: true, force: true });
  }

  /** Waits until every job has come to its end. */
  async settled(): Promise<void> {
    while (this.#work !== null) await this.#work;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#work;
  }

  #begun() {
    if (this.#jobs.size >= MOST_JOBS) {
      throw new TwinwardError('record.busy', 'too many bulk jobs are kept', {
        remedy: 'delete those that are done',
        retryAfter: 60,
      });
    }
    const startedAt = this.#services.wallClock.now();
    return {
      id: randomUUID(),
      startedAt,
      finishedAt: null,
      state: 'waiting',
      problem: '',
      files: [],
    } as const;
  }

  async #begin(job: BulkJob): Promise<void> {
    await this.#states.put([stateOf(job)]);
    this.#jobs.set(job.id, job);
    this.#wake();
  }

  #wake(): void {
    if (this.#closed || this.#work !== null) return;
    this.#work = this.#run().finally(() => {
      this.#work = null;
      if (this.#next() !== undefined) this.#wake();
    });
  }

  #next(): BulkJob | undefined {
    return [...this.#jobs.values()].find(({ state }) => state === 'waiting');
  }

  async #run(): Promise<void> {
    for (let job = this.#next(); job !== undefined && !this.#closed; job = this.#next()) {
      const over = this.#page(job);
      this.#turn = { id: job.id, over };
      await over;
      this.#turn = null;
    }
  }

  /** Does one page of a job. What passes is waited for, however long; any other failure ends the job, and it says why. */
  async #page(job: BulkJob): Promise<void> {
    try {
      await this.#forget();
      const next = await this.#step(job);
      if (this.#jobs.has(job.id)) {
        await this.#keep(
          next.state === 'waiting' ? next : { ...next, finishedAt: this.#services.wallClock.now() },
        );
      }
    } catch (error) {
      if (error instanceof TwinwardError && PASSING.test(error.code)) {
        await new Promise((next) => setTimeout(next, AGAIN));
      } else if (this.#jobs.has(job.id)) await this.#fail(job, error);
    }
  }

  async #fail(job: BulkJob, error: unknown): Promise<void> {
    const problem = problemOf(error);
    const finishedAt = this.#services.wallClock.now();
    const failed = { ...job, state: 'failed', problem, finishedAt } as const;
    try {
      const audit = [this.#row(job, jobName(job), `failed: ${problem}`)];
      await this.#services.record.resources.commit({ writes: [], audit, states: [stateOf(failed)] });
      this.#jobs.set(job.id, failed);
    } catch {
      // The record does not answer either: the page is tried again, and fails again when it does.
      await new Promise((next) => setTimeout(next, AGAIN));
    }
  }

  #step(job: BulkJob): Promise<BulkJob> {
    const endpoint = new FhirEndpoint(this.#services, job.base);
    const folder = join(this.#folder, job.id);
    if (job.kind === 'export') return exportPage(job, folder, endpoint);
    const row = (target: string): AuditRow => this.#row(job, target, `job ${job.id}`);
    return importPortion(job, folder, endpoint, row, stateOf);
  }

  #row(job: BulkJob, target: string, reason: string): AuditRow {
    return {
      at: this.#services.wallClock.now(),
      actor: job.owner,
      role: 'bulk',
      action: `fhir ${job.kind}`,
      target,
      allowed: true,
      reason,
      request: job.id,
    };
  }

  async #keep(job: BulkJob): Promise<void> {
    await this.#states.put([stateOf(job)]);
    if (this.#jobs.has(job.id)) this.#jobs.set(job.id, job);
  }

  async #forget(): Promise<void> {
    const now: Instant = this.#services.wallClock.now();
    for (const job of [...this.#jobs.values()]) {
      if (job.finishedAt !== null && now - job.finishedAt > KEPT_FOR) await this.remove(job);
    }
  }
}

/** A job as the audit names it. */
function jobName({ id }: BulkJob): string {
  return `$bulk-status/${id}`;
}

function stateOf(job: BulkJob): StateEntry {
  return { kind: KIND, key: job.id, value: job };
}

function problemOf(error: unknown): string {
  if (error instanceof TwinwardError) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'its file is no longer in the data folder';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'there is no room left on the disk';
  return 'the server failed';
}

/** Passes bytes on up to a bound. Throws `request.too-large`. */
function atMost(bound: number) {
  return async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > bound) {
        throw new TwinwardError('request.too-large', `the file is larger than ${bound / 2 ** 20} MiB`, {
          remedy: 'send it in several parts',
        });
      }
      yield chunk;
    }
  };
}
