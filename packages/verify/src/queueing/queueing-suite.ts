// `verify queueing`: the process simulation against queueing systems whose answers are known exactly.
import { availableParallelism } from 'node:os';
import { TwinwardError } from '@twinward/contract';
import { seedFrom } from '@twinward/simulate';
import { type ControlledMean, controlledMean } from '../controlled-mean.ts';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { ThreadPool } from '../threads/thread-pool.ts';
import { customersPerTime, readQueueingCase, readQueueingFile } from './queueing-case.ts';
import { measuresOf, occupanciesOf } from './queueing-measures.ts';
import { queueingModel } from './queueing-model.ts';
import type { CaseRun, CaseWork } from './replicate-case.ts';
import { savedAndRestored } from './saved-and-restored.ts';

/** Standard errors a mean may be off. */
const BAR = 3.5;
/** Half of a 95 % interval, in percent of the exact value, that each measure must be known to. */
const PRECISION = '0.5';
/** Replications of a case at least and at most, and those that a thread is asked for at once. */
const LEAST = 40;
const MOST = 10_000;
const AT_ONCE = 5;
/** More than seem to be needed. */
const MARGIN = 1.05;
/** Customers of a run that is saved and restored. */
const SAVED_CUSTOMERS = 200;

type Pool = ThreadPool<CaseWork, readonly CaseRun[]>;

interface Found {
  readonly name: string;
  readonly exact: number;
  readonly mean: ControlledMean;
}

/**
 * Every case is simulated in independent replications until each of its measures is known to within 0.5 % (95 %); a mean more than 3.5 standard
 * errors from the exact value fails. Among 50 measures that happens to a right simulation in one run of 40; a case to which it happens is
 * simulated once more with other draws, as long, and fails if it happens again: chance does not repeat itself, an error does.
 */
export const queueingSuite: Suite = {
  name: 'queueing',
  title: 'Queues by discrete events against exact queueing theory, at most 3.5 standard errors off',
  takes: 'a JSON of queueing systems with exact measures, as data/queueing/queueing-exact.json',
  options: { precision: `half of a 95 % interval to reach, in % of the exact value (${PRECISION})` },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files =
      call.files.length > 0 ? call.files : [repositoryPath('data', 'queueing', 'queueing-exact.json')];
    const precision = precisionOf(call.options.precision ?? PRECISION);
    const given = (
      await Promise.all(files.map(async (file) => readQueueingFile(await readInput(file), file)))
    ).flat();
    const url = new URL('./replicate-case-worker.ts', import.meta.url);
    const pool: Pool = new ThreadPool(url, availableParallelism(), call.signal);
    const done = new Progress(call);
    try {
      const judged = await Promise.all(
        given.map((value, index) => judgeCase(value, index, { pool, precision, seed: call.seed, done })),
      );
      const failed = judged.flatMap((one) => one.failed);
      const unsupported = judged.flatMap((one) => one.unsupported);
      const [saves, equal] = (['saves', 'equal'] as const).map((count) =>
        judged.reduce((sum, one) => sum + one[count], 0),
      );
      const figures: Record<string, number | string> = {
        seed: call.seed,
        ...Object.assign({}, ...judged.map((one) => one.figures)),
        'replications of 45,000 customers': judged.reduce((sum, { runs }) => sum + runs, 0),
        'saved at random times and restored: equal event logs (SHA-256)': `${equal} of ${saves}`,
      };
      const cases = given.length;
      const wrong = new Set(failed.map(({ name }) => name)).size;
      return { cases, passed: cases - wrong - unsupported.length, failed, unsupported, figures };
    } finally {
      await pool.close();
    }
  },
};

interface Judged {
  readonly failed: readonly CaseNote[];
  readonly unsupported: readonly CaseNote[];
  readonly figures: Readonly<Record<string, string>>;
  readonly runs: number;
  readonly saves: number;
  readonly equal: number;
}

interface Judging {
  readonly pool: Pool;
  readonly precision: number;
  readonly seed: string;
  readonly done: Progress;
}

async function judgeCase(
  given: Readonly<Record<string, unknown>>,
  index: number,
  judging: Judging,
): Promise<Judged> {
  const name = String(given.name ?? `case ${index + 1}`);
  const { precision } = judging;
  try {
    const read = readQueueingCase(given);
    const restored = savedAndRestored(
      queueingModel(read, []),
      SAVED_CUSTOMERS / customersPerTime(read),
      judging.seed,
    );
    const failed: CaseNote[] = [];
    if (restored.equal < restored.saves)
      failed.push({ name, why: `${restored.saves - restored.equal} restored runs went on otherwise` });
    const figures: Record<string, string> = {};
    const first = await simulate(given, name, judging);
    const again = first.found.some(isOff)
      ? await simulate(given, `${name}, once more`, judging)
      : { found: [], runs: 0 };
    for (const [i, found] of first.found.entries()) {
      const second = again.found[i];
      const words = isOff(found) ? `${inWords(found)}; with other draws ${inWords(second!)}` : inWords(found);
      figures[`${name}: ${found.name}`] = words;
      const wide = !(halfWidth(found) <= precision);
      if (wide || (isOff(found) && isOff(second!))) failed.push({ name, why: `${found.name}: ${words}` });
    }
    return { failed, unsupported: [], figures, runs: first.runs + again.runs, ...restored };
  } catch (error) {
    if (!(error instanceof TwinwardError) || error.code === 'run.cancelled') throw error;
    const nothing = { failed: [], figures: {}, runs: 0, saves: 0, equal: 0 };
    return { ...nothing, unsupported: [{ name, why: error.message }] };
  }
}

/** Replicates a case until all its measures are known, or to the end of its budget. */
async function simulate(
  given: Readonly<Record<string, unknown>>,
  name: string,
  { pool, precision, seed, done }: Judging,
): Promise<{ readonly found: readonly Found[]; readonly runs: number }> {
  const read = readQueueingCase(given);
  const wanted = [...measuresOf(read), ...occupanciesOf(read)];
  if (wanted.length === 0)
    throw new TwinwardError('request.unsupported', 'a case without measures is not supported');
  const runs: CaseRun[] = [];
  for (let count = LEAST; ; ) {
    runs.push(...(await replicate(runs.length, count - runs.length)));
    const controls = runs.map((run) => run.controls);
    const found = wanted.map(({ name: measure, exact }, i) => {
      const mean = controlledMean(
        runs.map(({ measures }) => measures[i]!),
        controls,
      );
      return { name: measure, exact, mean };
    });
    const widest = Math.max(...found.map(halfWidth));
    if (!(widest > precision) || count === MOST) return { found, runs: runs.length };
    const needed = Math.ceil(count * MARGIN * (widest / precision) ** 2);
    count = Math.min(MOST, Math.max(count + AT_ONCE, needed));
  }

  async function replicate(first: number, count: number): Promise<readonly CaseRun[]> {
    const parts = Array.from({ length: Math.ceil(count / AT_ONCE) }, (_, k) => ({
      given,
      seed: seedFrom(seed, name),
      first: first + k * AT_ONCE,
      count: Math.min(AT_ONCE, count - k * AT_ONCE),
    }));
    done.expect(count);
    const made = await Promise.all(
      parts.map(async (part) => {
        const some = await pool.run(part);
        done.add(part.count);
        return some;
      }),
    );
    return made.flat();
  }
}

/** Replications done, of as many as are known to be needed so far. */
class Progress {
  readonly #call: SuiteCall;
  #done = 0;
  #of = 0;

  constructor(call: SuiteCall) {
    this.#call = call;
  }

  expect(more: number): void {
    this.#of += more;
  }

  add(done: number): void {
    this.#done += done;
    this.#call.progress(this.#done, this.#of, 'replications of queueing systems');
  }
}

function inWords(found: Found): string {
  const { exact, mean } = found;
  return `${mean.mean.toPrecision(6)} (exact ${exact}), z ${zOf(found).toFixed(2)}, half-width ${(100 * halfWidth(found)).toFixed(2)} %`;
}

function isOff(found: Found): boolean {
  return !(Math.abs(zOf(found)) <= BAR);
}

function zOf({ exact, mean }: Found): number {
  return (mean.mean - exact) / mean.standardError;
}

function halfWidth({ exact, mean }: Found): number {
  return (1.96 * mean.standardError) / Math.abs(exact);
}

function precisionOf(given: string): number {
  const precision = Number(given) / 100;
  if (precision > 0 && precision < 1) return precision;
  throw new TwinwardError('usage', `--precision ${given} is no share`, {
    field: 'precision',
    remedy: 'give a percentage, such as 0.5',
  });
}
