// Bulk jobs, one after another, a page at a time; each stands in the record after every page and goes on from there after a restart.
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Instant, TwinwardError } from '@twinward/contract';
import type { AuditRow, StateStore } from '@twinward/record';
import { FhirEndpoint, type FhirServices } from '../fhir-endpoint.ts';
import type { BulkJob, ExportJob, ImportJob } from './bulk-job.ts';
import { exportPage } from './run-export.ts';
import { importPortion, SENT } from './run-import.ts';

const KIND = 'fhir-bulk-job';
/** Jobs that are kept: older ones have to be deleted first. */
const MOST_JOBS = 50;
/** Milliseconds for which files of a finished job are kept. */
export const KEPT_FOR: number = 24 * 3_600_000;
/** Milliseconds until a page that met a busy record is tried again, and how often. */
const AGAIN = 1000;
const TRIES = 20;

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
  #closed = false;

  private constructor(services: FhirServices, folder: string) {
    this.#services = services;
    this.#states = services.record.states;
    this.#folder = folder;
  }

  /** Takes up what was under way. */
  static async open(services: FhirServices, folder: string): Promise<BulkDesk> {
    const desk = new BulkDesk(services, folder);
    for (const { key, value } of await desk.#states.list(KIND)) desk.#jobs.set(key, value as BulkJob);
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
    await this.#keep(job);
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
    await this.#forget();
    for (let job = this.#next(), tries = 1; job !== undefined && !this.#closed; job = this.#next()) {
      try {
        const next = await this.#step(job);
        // Deleted meanwhile: what the page wrote goes with it.
        if (!this.#jobs.has(job.id)) await rm(join(this.#folder, job.id), { recursive: true, force: true });
        else
          await this.#keep(
            next.state === 'waiting' ? next : { ...next, finishedAt: this.#services.wallClock.now() },
          );
        tries = 1;
      } catch (error) {
        const passing =
          error instanceof TwinwardError &&
          /^(record\.(busy|unavailable)|resource\.conflict)$/.test(error.code);
        if (passing && tries < TRIES) {
          tries += 1;
          await new Promise((next) => setTimeout(next, AGAIN));
          continue;
        }
        const problem = error instanceof TwinwardError ? error.message : 'the server failed';
        if (this.#jobs.has(job.id)) {
          await this.#keep({ ...job, state: 'failed', problem, finishedAt: this.#services.wallClock.now() });
        }
      }
    }
  }

  #step(job: BulkJob): Promise<BulkJob> {
    const endpoint = new FhirEndpoint(this.#services, job.base);
    const folder = join(this.#folder, job.id);
    if (job.kind === 'export') return exportPage(job, folder, endpoint);
    const at = this.#services.wallClock.now();
    return importPortion(
      job,
      folder,
      endpoint,
      (target): AuditRow => ({
        at,
        actor: job.owner,
        role: 'bulk',
        action: 'fhir import',
        target,
        allowed: true,
        reason: `job ${job.id}`,
        request: job.id,
      }),
    );
  }

  async #keep(job: BulkJob): Promise<void> {
    await this.#states.put([{ kind: KIND, key: job.id, value: job }]);
    this.#jobs.set(job.id, job);
  }

  async #forget(): Promise<void> {
    const now: Instant = this.#services.wallClock.now();
    for (const job of [...this.#jobs.values()]) {
      if (job.finishedAt !== null && now - job.finishedAt > KEPT_FOR) await this.remove(job);
    }
  }
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
