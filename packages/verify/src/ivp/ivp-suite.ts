// `verify ivp`: the solvers against published end values of stiff initial-value problems.
import { TwinwardError } from '@twinward/contract';
import { compile, type Equations, equations, type SolverMethod, trajectory } from '@twinward/simulate';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { plainFormula } from './plain-formula.ts';

interface Problem {
  readonly name: string;
  readonly rhs: readonly string[];
  readonly y0: readonly number[];
  readonly t1: number;
  readonly ref: readonly number[];
}

/** Largest relative error of an end value, for the shipped solvers at their tight tolerance. */
const BAR = 1e-8;
const METHODS: readonly (readonly [method: SolverMethod, tolerance: number, judged: boolean])[] = [
  ['stiff', 1e-11, true],
  ['auto', 1e-11, true],
  ['rodas4', 1e-11, true],
  ['stiff', 1e-6, false],
];

/**
 * Each problem is read from its file, equations and all, and integrated by Rodas5P (`stiff`), RODAS4 and the switching solver at
 * a relative tolerance of 1e-11 (absolute: a millionth of that), and once by Rodas5P at 1e-6 to show what it costs.
 */
export const ivpSuite: Suite = {
  name: 'ivp',
  title: 'Stiff initial-value problems against reference end values, relative error at most 1e-8',
  takes: 'a JSON of problems with equations and end values, as data/ivp/ivp-references.json',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files = call.files.length > 0 ? call.files : [repositoryPath('data', 'ivp', 'ivp-references.json')];
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const figures: Record<string, string> = {};
    let cases = 0;
    for (const file of files) {
      const problems = await readProblems(file);
      for (const [index, problem] of problems.entries()) {
        cases += 1;
        try {
          const { words, why } = solve(problem);
          figures[`${problem.name}: max relative error (steps)`] = words;
          if (why !== null) failed.push({ name: problem.name, why });
        } catch (error) {
          if (!(error instanceof TwinwardError)) throw error;
          const list = error.code === 'solver.failed' ? failed : unsupported;
          list.push({ name: problem.name, why: error.message });
        }
        call.progress(index + 1, problems.length, 'problems');
      }
    }
    return { cases, passed: cases - failed.length - unsupported.length, failed, unsupported, figures };
  },
};

async function readProblems(file: string): Promise<readonly Problem[]> {
  let read: unknown;
  try {
    read = JSON.parse(await readInput(file));
  } catch (error) {
    if (error instanceof TwinwardError) throw error;
    throw new TwinwardError('usage', `${file} is not JSON`, { field: 'FILE' });
  }
  const problems = (read as { readonly problems?: unknown }).problems;
  if (!Array.isArray(problems)) {
    throw new TwinwardError('usage', `${file} lists no problems`, { field: 'problems' });
  }
  problems.forEach((problem: unknown, index) => {
    if (isProblem(problem)) return;
    throw new TwinwardError('usage', `${file}: problem ${index + 1} is not complete`, {
      field: 'problems',
      row: index + 1,
      remedy: 'give name, rhs, y0, t1 and ref, as many equations and end values as initial ones',
    });
  });
  return problems as readonly Problem[];
}

function isProblem(value: unknown): value is Problem {
  const { name, rhs, y0, t1, ref } = (value ?? {}) as Partial<Problem>;
  return (
    typeof name === 'string' &&
    Number.isFinite(t1) &&
    [rhs, y0, ref].every((list) => Array.isArray(list) && list.length === y0!.length) &&
    rhs!.every((text) => typeof text === 'string') &&
    [...y0!, ...ref!].every(Number.isFinite)
  );
}

function solve(problem: Problem): { readonly words: string; readonly why: string | null } {
  const system = compile(equationsOf(problem), 'generated');
  const n = problem.y0.length;
  const said: string[] = [];
  const wrong: string[] = [];
  for (const [method, tolerance, judged] of METHODS) {
    const { rows, counts } = trajectory(
      system,
      { initial: problem.y0, times: [0, problem.t1], method },
      { relativeTolerance: tolerance, absoluteTolerance: tolerance * 1e-6, maximumSteps: 2_000_000 },
    );
    const error = problem.ref.reduce(
      (most, expected, i) => Math.max(most, Math.abs(rows[n + i]! - expected) / Math.abs(expected)),
      0,
    );
    said.push(`${method} at ${tolerance}: ${error.toExponential(1)} (${counts.accepted})`);
    if (judged && !(error <= BAR)) wrong.push(`${method}: ${error.toExponential(2)}`);
  }
  return { words: said.join(', '), why: wrong.length === 0 ? null : wrong.join(', ') };
}

function equationsOf({ rhs, y0 }: Problem): Equations {
  const states = Object.fromEntries(y0.map((_, i) => [`y${i + 1}`, '1']));
  const derivatives = Object.fromEntries(rhs.map((text, i) => [`y${i + 1}`, plainFormula(text)]));
  return equations({
    time: '1',
    states,
    parameters: {},
    inputs: {},
    where: {},
    derivatives,
    outputs: {},
  });
}
