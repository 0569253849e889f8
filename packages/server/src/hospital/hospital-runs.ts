// Runs of hospitals under way and lately done: begun by a request, watched and cancelled by others, each in a thread of its own.
import { randomBytes } from 'node:crypto';
import { TwinwardError } from '@twinward/contract';
import type { HospitalRunStateView, HospitalRunView } from '../schemas/hospital-run-schema.ts';
import { inThread } from './in-thread.ts';
import type { HospitalWork } from './run-work.ts';

const [MOST_RUNNING, MOST_KEPT] = [2, 12];
/** Seconds after which a run is given up. */
const LONGEST = 600;
/** Milliseconds after which a run that nobody asks about is stopped: its page was closed. Hidden pages still ask once a minute. */
const LEASE = 90_000;

interface Run {
  state: HospitalRunStateView;
  readonly abort: AbortController;
  /** Stops the run unless somebody asks about it in time. */
  readonly lease: NodeJS.Timeout;
  /** When its thread has ended. */
  ended: Promise<void>;
}

/** The runs of a server. They are not part of the record: a seed and a model make them again, figure for figure. */
export class HospitalRuns {
  readonly #lease: number;
  readonly #runs = new Map<string, Run>();

  /** `lease`: milliseconds that a run goes on without anybody asking about it. */
  constructor(lease: number = LEASE) {
    this.#lease = lease;
  }

  /** Begins a run. Throws `record.busy` while two run. */
  start(work: HospitalWork): HospitalRunStateView {
    const running = [...this.#runs.values()].filter(({ state }) => state.state === 'running');
    if (running.length >= MOST_RUNNING) {
      throw new TwinwardError('record.busy', 'two hospitals are being run already', {
        retryAfter: 5,
        remedy: 'wait until one has ended, or cancel it',
      });
    }
    const id = randomBytes(9).toString('base64url');
    const abort = new AbortController();
    const run: Run = {
      state: { id, state: 'running', done: 0, of: 0, result: null, problem: null },
      abort,
      lease: setTimeout(() => abort.abort(), this.#lease).unref(),
      ended: Promise.resolve(),
    };
    this.#runs.set(id, run);
    for (const old of [...this.#runs.keys()].slice(0, -MOST_KEPT)) {
      this.#runs.get(old)!.abort.abort();
      this.#runs.delete(old);
    }
    run.ended = inThread<HospitalRunView>(new URL('./run-work-worker.ts', import.meta.url), work, {
      signal: abort.signal,
      seconds: LONGEST,
      remedy: 'ask for fewer replications',
      onProgress: (done, of) => {
        run.state = { ...run.state, done, of };
      },
    }).then(
      (result) => {
        clearTimeout(run.lease);
        run.state = { ...run.state, state: 'done', done: run.state.of, result };
      },
      (error: unknown) => {
        clearTimeout(run.lease);
        const cancelled = error instanceof TwinwardError && error.code === 'run.cancelled';
        const problem = error instanceof TwinwardError ? error.message : 'the run ended with a fault';
        run.state = { ...run.state, state: cancelled ? 'cancelled' : 'failed', problem };
      },
    );
    return run.state;
  }

  /** A run as it stands. Throws `resource.missing` for one that is not there, or no longer. */
  get(id: string): HospitalRunStateView {
    const run = this.#runs.get(id);
    if (run !== undefined) {
      if (run.state.state === 'running') run.lease.refresh();
      return run.state;
    }
    throw new TwinwardError('resource.missing', 'there is no such run of a hospital, or no longer', {
      field: 'id',
      remedy: 'run it again: the same seed gives the same figures',
    });
  }

  /** Stops a run, and returns when its thread has ended; one that is over stays as it is. */
  async cancel(id: string): Promise<HospitalRunStateView> {
    this.get(id);
    const run = this.#runs.get(id)!;
    run.abort.abort();
    await run.ended;
    return run.state;
  }

  close(): void {
    for (const { abort } of this.#runs.values()) abort.abort();
  }
}
