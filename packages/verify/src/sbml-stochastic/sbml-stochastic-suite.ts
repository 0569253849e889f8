// `verify sbml-stochastic`: the stochastic cases of the SBML Test Suite.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { TwinwardError } from '@twinward/contract';
import { joinStochasticParts, seedFrom, stochasticRanges } from '@twinward/simulate';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import { readCases, type SbmlCase } from '../sbml/sbml-case.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { ThreadPool } from '../threads/thread-pool.ts';
import { wholeOption } from '../whole-option.ts';
import { type Judgement, judgeMoments } from './judge-moments.ts';
import type { PartRequest, PartResult } from './run-part.ts';
import { readStochasticCase, type StochasticCase } from './stochastic-case.ts';

const BESIDE = ['..', 'shared', 'data', 'kernel', 'sbml-test-suite-subset', 'stochastic-dev.jsonl.gz'];
/** What the suite recommends, and the fewest it allows. */
const RUNS = 10_000;
const FEWEST = 1_000;
/** Parts that the runs of a variant are divided into. */
const PARTS = 16;
/** Excursions of the mean, and of the standard deviation, that chance is granted in a case. */
const GRANTED = 1;
/** A case that has more is run again with other numbers, up to so many times in all: chance does not repeat itself, an error does. */
const ATTEMPTS = 5;

/** One variant's runs judged. */
interface VariantJudgement extends Judgement {
  readonly variant: string;
  readonly firings: number;
}

/**
 * Every level and version of a case is run; mean and standard deviation of every quantity at every time are held to the suite's
 * published tests, with at most one excursion of each. Correct simulators exceed that by chance now and then: Y varies by
 * sqrt((kurtosis - 1) / 2) and not by 1, so that of a tail cut from a normal distribution leaves (-3, 3) twice in 50 times in about one
 * run of four. Such a case is run again with other numbers, and fails if it exceeds it five times. The cases are under the LGPL and
 * stay outside the repository.
 */
export const sbmlStochasticSuite: Suite = {
  name: 'sbml-stochastic',
  title: 'Stochastic cases of the SBML Test Suite, every level and version given',
  takes: 'cases packed one to a line, *.jsonl or *.jsonl.gz',
  options: {
    runs: `runs of each case, at least ${FEWEST} (default ${RUNS})`,
    method: 'direct (default) or next reaction',
    workers: 'threads (default: one for each processor)',
    case: 'run only the case of this id',
  },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const runs = wholeOption(call, 'runs', RUNS, FEWEST);
    const workers = wholeOption(call, 'workers', availableParallelism(), 1);
    const method = methodOf(call.options.method);
    const files = call.files.length > 0 ? call.files : [besideTheRepository()];
    const cases: SbmlCase[] = [];
    for (const file of files) cases.push(...readCases(await readInput(file), file));
    const chosen =
      call.options.case === undefined ? cases : cases.filter(({ id }) => id === call.options.case);
    const pool = new ThreadPool<PartRequest, PartResult>(
      new URL('./part-worker.ts', import.meta.url),
      workers,
      call.signal,
    );
    let done = 0;
    const all = chosen.reduce((sum, { sbml }) => sum + Object.keys(sbml).length, 0);
    const runVariant = async (
      test: SbmlCase,
      variant: string,
      expects: StochasticCase,
      attempt: number,
    ): Promise<VariantJudgement> => {
      const seed = seedFrom(call.seed, test.id, attempt);
      const shared = { text: test.sbml[variant]!, files: test.externalFiles ?? {}, expects, seed, method };
      const made = await Promise.all(
        stochasticRanges(runs, PARTS).map((range) => pool.run({ ...shared, range })),
      );
      const moments = joinStochasticParts(made.map(({ part }) => part));
      const total = (of: 'below' | 'above'): Float64Array =>
        made.reduce((sum, one) => sum.map((x, i) => x + one[of][i]!), new Float64Array(expects.means.length));
      if (attempt === 1) call.progress(++done, all, 'level and version variants');
      const judged = judgeMoments(expects, moments, total('below'), total('above'));
      return { ...judged, variant, firings: moments.firings };
    };
    const runAll = async (test: SbmlCase, attempt: number): Promise<readonly VariantJudgement[]> => {
      const expects = readStochasticCase(test);
      const variants = Object.keys(test.sbml);
      return Promise.all(variants.map((variant) => runVariant(test, variant, expects, attempt)));
    };
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const count = { tests: 0, means: 0, sds: 0, firings: 0, again: 0 };
    const judgeCase = async (test: SbmlCase): Promise<void> => {
      for (let attempt = 1; ; attempt++) {
        const judged = await runAll(test, attempt);
        if (attempt === 1) {
          for (const { tests, means, sds, firings } of judged) {
            count.tests += tests;
            count.means += means.length;
            count.sds += sds.length;
            count.firings += firings;
          }
        }
        const bad = judged.find(exceeds);
        if (bad === undefined) return;
        if (bad.wrong === null && attempt < ATTEMPTS) {
          if (attempt === 1) count.again += 1;
          continue;
        }
        failed.push({ name: test.id, why: `${bad.variant}: ${wordsOf(bad)}` });
        return;
      }
    };
    try {
      await Promise.all(
        chosen.map((test) =>
          judgeCase(test).catch((error: unknown) => {
            if (!(error instanceof TwinwardError) || error.code === 'run.cancelled') throw error;
            unsupported.push({ name: test.id, why: error.message });
          }),
        ),
      );
    } finally {
      await pool.close();
    }
    const passed = chosen.length - failed.length - unsupported.length;
    return {
      cases: chosen.length,
      passed,
      failed: inOrder(failed),
      unsupported: inOrder(unsupported),
      figures: {
        [`passed at ${runs} runs each`]: passed,
        unsupported: unsupported.length,
        'level and version variants tried': all,
        'values of Z and Y compared': count.tests,
        'times at which Z left its range': count.means,
        'times at which Y left its range': count.sds,
        'cases run again': count.again,
        'firings in the first runs': count.firings,
        seed: call.seed,
      },
    };
  },
};

function exceeds({ means, sds, wrong }: Judgement): boolean {
  return wrong !== null || means.length > GRANTED || sds.length > GRANTED;
}

function wordsOf({ means, sds, wrong }: Judgement): string {
  if (wrong !== null) return wrong;
  return `in each of ${ATTEMPTS} runs; in the last Z left its range at ${means.length} times, Y at ${sds.length}`;
}

function inOrder(notes: readonly CaseNote[]): readonly CaseNote[] {
  return [...notes].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function methodOf(given: string | undefined): 'direct' | 'next reaction' {
  if (given === undefined || given === 'direct') return 'direct';
  if (given === 'next reaction') return given;
  throw new TwinwardError('usage', `"${given}" is not an exact method`, {
    field: 'method',
    remedy: 'write direct or "next reaction"',
  });
}

function besideTheRepository(): string {
  const path = repositoryPath(...BESIDE);
  if (existsSync(path)) return path;
  throw new TwinwardError('usage', 'the SBML Test Suite is not present beside the repository', {
    field: 'FILE',
    remedy: 'give the path of its cases; they are under the LGPL and not part of this repository',
  });
}
