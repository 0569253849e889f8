// `verify nist`: least squares against the certified values of the NIST Statistical Reference Datasets.
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import { log } from '@twinward/simulate';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { fitNist } from './fit-nist.ts';
import { type NistProblem, readNistProblem } from './nist-problem.ts';

/** Certified digits that every parameter must match. */
const BAR = 6;
/** The far start may mislead a search: at least this share of the problems must be solved from it. */
const FAR_SHARE = 0.76;
/** Digits that are certified. */
const MOST = 11;

interface Digits {
  readonly parameters: number;
  readonly sds: number;
  readonly residualSd: number;
  readonly evaluations: number;
}

/**
 * Each problem, model and all, is read from its file and fitted from both starts with derivatives of its formula; the figure is the
 * smallest number of matching digits over its parameters, -log10 of the relative difference.
 */
export const nistSuite: Suite = {
  name: 'nist',
  title: 'Nonlinear regression against NIST certified values, at least 6 matching digits',
  takes: 'NIST StRD nonlinear regression files (.dat), or a folder of them',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files = await filesOf(call.files.length > 0 ? call.files : [repositoryPath('data', 'nist')]);
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const figures: Record<string, number | string> = {};
    const solved = [0, 0];
    for (const [index, file] of files.entries()) {
      const text = await readInput(file);
      try {
        const problem = readNistProblem(text, basename(file));
        const [far, near] = [digitsFrom(problem, 0), digitsFrom(problem, 1)];
        figures[`${problem.name}: certified digits of parameters (their sd; residual sd)`] =
          `start 1 ${spoken(far)}, start 2 ${spoken(near)}`;
        if (far.parameters >= BAR) solved[0] = solved[0]! + 1;
        if (near.parameters >= BAR) solved[1] = solved[1]! + 1;
        else failed.push({ name: problem.name, why: `${near.parameters.toFixed(1)} digits from start 2` });
      } catch (error) {
        if (!(error instanceof TwinwardError) || error.code !== 'model.invalid') throw error;
        unsupported.push({ name: basename(file), why: error.message });
      }
      call.progress(index + 1, files.length, 'problems');
    }
    figures['problems with 6 digits from start 1'] = solved[0]!;
    figures['problems with 6 digits from start 2'] = solved[1]!;
    const tried = files.length - unsupported.length;
    if (solved[0]! < FAR_SHARE * tried) {
      failed.push({ name: 'start 1', why: `6 digits for ${solved[0]} of ${tried} problems only` });
    }
    const passed = files.length - failed.filter(({ name }) => name !== 'start 1').length - unsupported.length;
    return { cases: files.length, passed, failed, unsupported, figures };
  },
};

function digitsFrom(problem: NistProblem, start: number): Digits {
  const n = problem.parameters.length;
  const { x, value, covariance, evaluations } = fitNist(problem, start);
  const worst = (of: (i: number) => number, certified: (i: number) => number): number =>
    problem.parameters.reduce((least, _, i) => Math.min(least, matching(of(i), certified(i))), MOST);
  return {
    parameters: worst(
      (i) => x[i]!,
      (i) => problem.parameters[i]!.value,
    ),
    sds: worst(
      (i) => Math.sqrt(covariance?.[i * n + i] ?? 0),
      (i) => problem.parameters[i]!.sd,
    ),
    residualSd: matching(Math.sqrt((2 * value) / (problem.rows.length - n)), problem.residualSd),
    evaluations,
  };
}

/** Matching digits, none for what is not a number. */
function matching(ours: number, certified: number): number {
  const difference = Math.abs(ours - certified) / Math.abs(certified);
  if (!Number.isFinite(difference)) return 0;
  return Math.max(0, Math.min(MOST, difference === 0 ? MOST : -log(difference) / log(10)));
}

function spoken({ parameters, sds, residualSd, evaluations }: Digits): string {
  return `${parameters.toFixed(1)} (${sds.toFixed(1)}; ${residualSd.toFixed(1)}) in ${evaluations} evaluations`;
}

async function filesOf(paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const folder = await stat(path).then(
      (entry) => entry.isDirectory(),
      () => false,
    );
    if (!folder) found.push(path);
    else {
      const names = (await readdir(path)).filter((name) => name.endsWith('.dat')).sort();
      found.push(...names.map((name) => join(path, name)));
    }
  }
  return found;
}
