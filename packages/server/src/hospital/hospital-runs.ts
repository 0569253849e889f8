// Runs of hospitals under way and lately done: begun by a request, watched and cancelled by others, each in a thread of its own.
import { randomBytes } from 'node:crypto';
import { TwinwardError } from '@twinward/contract';
import type { HospitalRunStateView, HospitalRunView } from '../schemas/hospital-run-schema.ts';
import { inThread } from './in-thread.ts';
import type { HospitalWork } from './run-work.ts';

const [MOST_RUNNING, MOST_KEPT] = [2, 12];
/** Seconds after which a run is given up. */
const LONGEST = 600;

interface Run {
  state: HospitalRunStateView;
  readonly abort: AbortController;
}

/** The runs of a server. They are not part of the record: a seed and a model make them again, figure for figure. */
export class HospitalRuns {
  readonly #runs = new Map<string, Run>();

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
    };
    this.#runs.set(id, run);
    for (const old of [...this.#runs.keys()].slice(0, -MOST_KEPT)) {
      this.#runs.get(old)!.abort.abort();
      this.#runs.delete(old);
    }
    inThread<HospitalRunView>(new URL('./run-work-worker.ts', import.meta.url), work, {
      signal: abort.signal,
      seconds: LONGEST,
      remedy: 'ask for fewer replications',
      onProgress: (done, of) => {
        run.state = { ...run.state, done, of };
      },
    }).then(
      (result) => {
        run.state = { ...run.state, state: 'done', done: run.state.of, result };
      },
      (error: unknown) => {
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
    if (run !== undefined) return run.state;
    throw new TwinwardError('resource.missing', 'there is no such run of a hospital, or no longer', {
      field: 'id',
      remedy: 'run it again: the same seed gives the same figures',
    });
  }

  /** Stops a run; one that is over stays as it is. */
  cancel(id: string): HospitalRunStateView {
    const before = this.get(id);
    this.#runs.get(id)!.abort.abort();
    return before.state === 'running' ? { ...before, state: 'cancelled' } : before;
  }

  close(): void {
    for (const { abort } of this.#runs.values()) abort.abort();
  }
}
