// What-ifs across the twins of a subject as work that tells how far it is, can be cancelled, resumed and kept.
import { randomUUID } from 'node:crypto';
import { type Instant, type SubjectRef, type SubjectScenario, TwinwardError } from '@twinward/contract';
import type { KeptScenario } from '@twinward/record';
import type { Loop } from '../actor/loop.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { RememberingPool } from '../threads/remembering-pool.ts';
import type { ComparisonRunView, KeptComparisonView } from '../views/comparison-run-view.ts';
import type { SubjectComparisonView } from '../views/subject-comparison-view.ts';
import { compareSubject, type SubjectWhatIf } from './compare-subject.ts';
import type { RunStore } from './run-store.ts';

/** Runs at one time, and runs that are remembered after their end. */
const MOST_RUNNING = 4;
const REMEMBERED = 60;

interface Run {
  readonly id: string;
  readonly subject: SubjectRef;
  readonly by: string;
  readonly pool: RememberingPool;
  /** What is asked; from the first look on with the position of the record it was taken at. */
  whatIf: SubjectWhatIf;
  control: { aborted: boolean };
  state: ComparisonRunView['state'];
  result: SubjectComparisonView | null;
  problem: TwinwardError | null;
}

/**
 * What-ifs under way. Each stands at one position of the record from its first look on, so that what is resumed is what was begun. A run
 * that was cancelled keeps the futures it has finished and needs only the others when it is resumed. All that are remembered outlive the
 * process where it has a store: what was running goes on, what was done is computed again from the same position when it is asked for.
 */
export class ComparisonRuns {
  readonly #context: RuntimeContext;
  readonly #loop: Loop;
  readonly #store: RunStore;
  readonly #runs = new Map<string, Run>();
  #closed = false;

  constructor(context: RuntimeContext, loop: Loop, store: RunStore) {
    this.#context = context;
    this.#loop = loop;
    this.#store = store;
  }

  /** Goes on with what was under way when the process ended; to be called once all twins are known. */
  wake(): void {
    for (const { id, subject, by, whatIf, state, problem } of this.#store.read()) {
      const run = this.#fresh(id, subject, whatIf, by);
      run.state = state === 'running' ? 'cancelled' : state;
      run.problem = problem === null ? null : new TwinwardError(problem.code, problem.message, problem.place);
      this.#runs.set(id, run);
      if (state === 'running') this.#begin(run);
    }
  }

  /** Stops working; what is under way goes on in the next process. */
  close(): void {
    this.#closed = true;
    for (const { control } of this.#runs.values()) control.aborted = true;
  }

  /** Begins a run. Throws `record.busy` while too many are under way. */
  start(subject: SubjectRef, whatIf: SubjectWhatIf, by: string): ComparisonRunView {
    const run = this.#fresh(randomUUID(), subject, whatIf, by);
    this.#begin(run);
    this.#runs.set(run.id, run);
    this.#forget();
    this.#keep();
    return this.#view(run);
  }

  /** How far a run is; with its result once it is done. Throws `resource.missing` for one that is not known (any more). */
  read(id: string): ComparisonRunView {
    return this.#view(this.#run(id));
  }

  /** Stops a run; what it has finished is kept for a resumption. */
  cancel(id: string): ComparisonRunView {
    const run = this.#run(id);
    if (run.state === 'running') {
      run.control.aborted = true;
      run.state = 'cancelled';
      this.#keep();
    }
    return this.#view(run);
  }

  /** Goes on with a run that was cancelled or failed, from the same position of the record. */
  resume(id: string): ComparisonRunView {
    const run = this.#run(id);
    if (run.state === 'cancelled' || run.state === 'failed') {
      this.#begin(run);
      this.#keep();
    }
    return this.#view(run);
  }

  /** Keeps the result of a run under a name. Throws `scenario.invalid` for a run without one. */
  async keep(id: string, name: string, by: string): Promise<KeptComparisonView> {
    const { subject, whatIf, result } = this.#run(id);
    if (result === null) {
      throw new TwinwardError('scenario.invalid', 'the run has no result to keep yet', {
        field: 'run',
        remedy: 'wait until it is done',
      });
    }
    const { seq, knownAt, minutes, sha256 } = result;
    const scenario: SubjectScenario = {
      subject,
      seq,
      knownAt: Date.parse(knownAt) as Instant,
      interventions: result.interventions.map(({ type, at, amounts, twins }) => ({
        type,
        effectiveAt: Date.parse(at) as Instant,
        amounts,
        twins,
      })),
      minutes,
      size: whatIf.size ?? null,
      sha256,
    };
    const kept: KeptScenario = {
      id: randomUUID(),
      twin: subject,
      name,
      createdBy: by,
      createdAt: this.#context.clock.now(),
      scenario,
      result,
    };
    await this.#context.record.scenarios.keep(kept);
    return keptView(kept);
  }

  /** Kept what-ifs of a subject, the latest first. */
  async kept(subject: SubjectRef): Promise<readonly KeptComparisonView[]> {
    return (await this.#context.record.scenarios.list(subject)).map(keptView);
  }

  #fresh(id: string, subject: SubjectRef, whatIf: SubjectWhatIf, by: string): Run {
    const pool = new RememberingPool(this.#context.pool);
    const control = { aborted: false };
    return { id, subject, by, pool, whatIf, control, state: 'running', result: null, problem: null };
  }

  #begin(run: Run): void {
    const running = [...this.#runs.values()].filter((one) => one !== run && one.state === 'running').length;
    if (running >= MOST_RUNNING) {
      throw new TwinwardError('record.busy', `${running} what-ifs are being computed`, {
        remedy: 'cancel one, or try again when one is done',
        retryAfter: 5,
      });
    }
    run.state = 'running';
    run.problem = null;
    run.control = { aborted: false };
    const { control } = run;
    const context = { ...this.#context, pool: run.pool };
    void compareSubject(context, this.#loop, run.subject, run.whatIf, control, ({ seq, knownAt, twins }) => {
      run.whatIf = { ...run.whatIf, seq, knownAt };
      this.#keep();
      run.pool.expect(2 * twins);
    }).then(
      (result) => {
        if (control.aborted) return;
        run.result = result;
        run.state = 'done';
        this.#keep();
      },
      (error: unknown) => {
        if (control.aborted) return;
        run.state = 'failed';
        run.problem =
          error instanceof TwinwardError
            ? error
            : new TwinwardError('record.unavailable', 'the what-if could not be computed', {
                remedy: 'see the log of the server',
              });
        this.#keep();
      },
    );
  }

  #run(id: string): Run {
    const run = this.#runs.get(id);
    if (run !== undefined) {
      // done before the process began: its result is computed again
      if (run.state === 'done' && run.result === null) this.#begin(run);
      return run;
    }
    throw new TwinwardError('resource.missing', 'there is no such run', {
      field: 'run',
      remedy: 'begin it again: only the latest runs are remembered, and what was kept',
    });
  }

  #view({ id, subject, by, state, pool, whatIf, result, problem }: Run): ComparisonRunView {
    return {
      id,
      subject,
      by,
      state,
      done: state === 'done' ? Math.max(1, pool.done) : pool.done,
      of: state === 'done' ? Math.max(1, pool.done) : Math.max(pool.of, pool.done),
      standing: whatIf.seq !== undefined,
      result,
      problem:
        problem === null
          ? null
          : { code: problem.code, detail: problem.message, remedy: problem.place.remedy ?? null },
    };
  }

  #keep(): void {
    if (this.#closed) return;
    this.#store.keep(
      [...this.#runs.values()].map(({ id, subject, by, whatIf, state, problem }) => ({
        id,
        subject,
        by,
        whatIf,
        state,
        problem:
          problem === null ? null : { code: problem.code, message: problem.message, place: problem.place },
      })),
    );
  }

  #forget(): void {
    for (const [id, { state }] of this.#runs) {
      if (this.#runs.size <= REMEMBERED) return;
      if (state !== 'running') this.#runs.delete(id);
    }
  }
}

function keptView({ id, name, createdBy, createdAt, result }: KeptScenario): KeptComparisonView {
  return {
    id,
    name,
    createdBy,
    createdAt: new Date(createdAt).toISOString(),
    result: result as SubjectComparisonView,
  };
}
