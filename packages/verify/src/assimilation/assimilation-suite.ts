// `verify assimilation`: filters and smoothers against published errors in twin experiments.
import { setImmediate } from 'node:timers/promises';
import { TwinwardError } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { wholeOption } from '../whole-option.ts';
import { type Benchmark, type Experiment, readBenchmarks } from './benchmark-file.ts';
import { type BestConstant, bestConstant } from './best-constant.ts';
import { makeFilter } from './methods.ts';
import { Settings } from './settings.ts';
import {
  climatologyOfExperiment,
  drawTruth,
  observationsOf,
  readExperiment,
  type Truth,
  type TwinExperiment,
} from './twin-experiment.ts';
import { Unsupported } from './unsupported.ts';

/** What a figure may lie above the table's, which has its own seeds. */
const BAR = 0.02;
/** Significant digits a table has at least. */
const DIGITS = 2;
const SEEDS = 5;
const CYCLES = 5000;

/**
 * Each benchmark is run from five truths, the same for all methods of its experiment; its figure is the mean over them of the
 * time-averaged error of the analysis mean (`rmse_a`). Ensembles are watched as they are outside the suite: one that has lost the
 * truth is reopened (`LostEnsemble`), and the figure says how often.
 */
export const assimilationSuite: Suite = {
  name: 'assimilation',
  title: 'Ensemble and Kalman filters against published errors in twin experiments, at most 0.02 above',
  takes: 'a JSON of experiments and benchmarks, as data/da/da-benchmarks.json',
  options: {
    cycles: `analyses after the burn-in for each truth (default ${CYCLES})`,
    only: 'only benchmarks whose name holds this text',
  },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const cycles = wholeOption(call, 'cycles', CYCLES, 10);
    const files = call.files.length > 0 ? call.files : [repositoryPath('data', 'da', 'da-benchmarks.json')];
    const experiments: Experiment[] = [];
    for (const file of files) experiments.push(...readBenchmarks(await readInput(file), file));
    const only = call.options.only ?? '';
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const figures: Record<string, number | string> = { seed: call.seed };
    const jobs = experiments.flatMap((experiment) =>
      experiment.benchmarks
        .map((benchmark) => ({ experiment, benchmark, name: nameOf(experiment, benchmark) }))
        .filter(({ name }) => name.includes(only)),
    );
    let done = 0;
    for (const [index, { experiment, benchmark, name }] of jobs.entries()) {
      try {
        const ready = readExperiment(experiment);
        const runs: Run[] = [];
        const started = performance.now();
        for (let seed = 0; seed < SEEDS; seed++) {
          runs.push(runOnce(ready, benchmark, cycles, call.seed, seed));
          call.progress(++done, jobs.length * SEEDS, name);
          if (call.signal.aborted) throw new TwinwardError('run.cancelled', 'the run was cancelled');
          await setImmediate();
        }
        const { words, why } = judge(runs, benchmark.rmse_a, (performance.now() - started) / 1000);
        figures[`${name}: rmse.a (table; difference; by seed; spread reopened)`] = words;
        if (runs.every(({ looked }) => !looked)) {
          const truths = runs.map((_, seed) => truthOf(ready, cycles, call.seed, seed));
          figures[`${name}: what any constant estimate errs by at least`] = constantWords(
            bestConstant(truths, ready.burnIn),
            benchmark.rmse_a,
          );
        }
        if (why !== null) failed.push({ name, why });
      } catch (error) {
        if (error instanceof Unsupported) unsupported.push({ name, why: error.message });
        else if (error instanceof TwinwardError && error.code === 'belief.collapsed')
          failed.push({ name, why: error.message });
        else throw error;
        done = SEEDS * (index + 1);
      }
    }
    const passed = jobs.length - failed.length - unsupported.length;
    return { cases: jobs.length, passed, failed, unsupported, figures };
  },
};

function nameOf({ model }: Experiment, { method, N, settings }: Benchmark): string {
  return [model, method, N === null || N === undefined ? '' : `N=${N}`, settings]
    .filter((word) => word !== '')
    .join(' ');
}

interface Run {
  readonly error: number;
  /** Cycles in which the filter noticed that it had lost the truth. */
  readonly reopened: number;
  /** Whether any observation was taken in. */
  readonly looked: boolean;
}

/** The time-averaged root-mean-square error of one filter over one truth. */
function runOnce(
  experiment: TwinExperiment,
  benchmark: Benchmark,
  cycles: number,
  seed: string,
  index: number,
): Run {
  const random = philox(seed);
  const truth = truthOf(experiment, cycles, seed, index);
  const filter = makeFilter(benchmark.method, {
    experiment,
    N: benchmark.N,
    settings: new Settings(benchmark.settings),
    random: random.derive(`filter ${index}`),
    climatology: () => climatologyOfExperiment(experiment, random.derive('climatology')),
  });
  const observe = observationsOf(experiment, truth);
  let sum = 0;
  let reopened = 0;
  let looked = false;
  for (let cycle = 0; cycle < truth.cycles; cycle++) {
    const report = filter.cycle(
      cycle * experiment.interval,
      (cycle + 1) * experiment.interval,
      observe(cycle),
    );
    if (report.reopened !== 1) reopened += 1;
    if (report.used > 0) looked = true;
    if (cycle >= experiment.burnIn) sum += errorOf(filter.mean, truth, cycle);
  }
  return { error: sum / cycles, reopened, looked };
}

function truthOf(experiment: TwinExperiment, cycles: number, seed: string, index: number): Truth {
  return drawTruth(experiment, cycles + experiment.burnIn, philox(seed).derive(`truth ${index}`));
}

/** Why an estimate that never looks can lie no nearer to the table, in figures. */
function constantWords({ least, stretches }: BestConstant, table: number): string {
  const rounding = roundingOf(table);
  const printed = `the table's ${table} stands for ${(table - rounding).toFixed(3)} to ${(table + rounding).toFixed(3)}`;
  const range =
    stretches === null
      ? ''
      : `, ${stretches.low.toFixed(3)} to ${stretches.high.toFixed(3)} over runs of 1000 about their own mean`;
  return `${least.toFixed(3)} about each truth's own mean${range}; ${printed}`;
}

function errorOf(mean: Float64Array, { states }: Truth, cycle: number): number {
  const n = mean.length;
  let square = 0;
  for (let i = 0; i < n; i++) square += (mean[i]! - states[cycle * n + i]!) ** 2;
  return Math.sqrt(square / n);
}

function judge(
  runs: readonly Run[],
  table: number,
  seconds: number,
): { readonly words: string; readonly why: string | null } {
  const errors = runs.map(({ error }) => error);
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const difference = mean - table;
  const range = `${Math.min(...errors).toFixed(3)} to ${Math.max(...errors).toFixed(3)}`;
  const reopened = runs.reduce((sum, run) => sum + run.reopened, 0);
  const signed = `${difference >= 0 ? '+' : ''}${difference.toFixed(3)}`;
  const words = `${mean.toFixed(3)} (${table}; ${signed}; ${range}; ${reopened} times) in ${seconds.toFixed(1)} s`;
  return {
    words,
    why: difference <= Math.max(BAR, roundingOf(table)) ? null : `${mean.toFixed(3)}, table ${table}`,
  };
}

/** Half a unit of the last digit of a table's figure: 3.6 may have been 3.64. */
function roundingOf(table: number): number {
  const [mantissa = '', exponent = '0'] = table.toExponential().split('e');
  const digits = Math.max(DIGITS, mantissa.replace(/\D/g, '').length);
  return 0.5 * 10 ** (Number(exponent) - digits + 1);
}
