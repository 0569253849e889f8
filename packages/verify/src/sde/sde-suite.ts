import type { StochasticIntegrator } from '@twinward/simulate';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { wholeOption } from '../whole-option.ts';
import { bestMethod, convergence, type EndsRun, endsOf, orderOf, trueEnds } from './convergence.ts';
import { readSdeProblems, type SdeProblem } from './sde-problem.ts';

const MEMBERS = 5000;
/** How far an observed order may lie from theory. */
const ORDER_BAR = 0.15;
/** Steps judged, each half of the one before. */
const LEVELS = 5;
/** Halvings of the step for moments. */
const FINE = 3;
/** Standard errors that a moment may be off. */
const Z_BAR = 4.5;

/** One of the cases of a problem: what it came to in words, and why it failed. */
interface Judged {
  readonly name: string;
  readonly words: string;
  readonly why: string | null;
}

/** Strong and weak orders by method, and means and variances at the end, one case each. */
export const sdeSuite: Suite = {
  name: 'sde',
  title:
    'Stochastic differential equations: orders of convergence within 0.15 of theory, moments against closed forms',
  takes: 'a JSON of problems, as data/sde/problems.json',
  options: { members: 'paths of each problem (5000)' },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const members = wholeOption(call, 'members', MEMBERS, 100);
    const files = call.files.length > 0 ? call.files : [repositoryPath('data', 'sde', 'problems.json')];
    const failed: CaseNote[] = [];
    const figures: Record<string, string | number> = { 'paths of each problem': members };
    let cases = 0;
    for (const file of files) {
      const problems = readSdeProblems(await readInput(file), file);
      for (const [index, problem] of problems.entries()) {
        for (const { name, words, why } of judge(problem, members, call)) {
          cases += 1;
          figures[name] = words;
          if (why !== null) failed.push({ name, why });
        }
        call.progress(index + 1, problems.length, 'problems');
      }
    }
    return { cases, passed: cases - failed.length, failed, unsupported: [], figures };
  },
};

function judge(problem: SdeProblem, members: number, { seed, signal }: SuiteCall): readonly Judged[] {
  const { text, mean, variance } = problem;
  const methods = Object.keys({ ...text.strong, ...text.weak }) as StochasticIntegrator[];
  const run = { method: bestMethod(problem), halvings: 0, members, seed, signal };
  const truth = methods.length === 0 ? new Float64Array() : trueEnds(problem, LEVELS, run);
  return [
    ...methods.flatMap((method) => orders(problem, { ...run, method }, truth)),
    ...(mean === null && variance === null ? [] : moments(problem, { ...run, halvings: FINE })),
  ];
}

function orders(problem: SdeProblem, run: EndsRun, truth: Float64Array): readonly Judged[] {
  const { method } = run;
  const errors = convergence(problem, run, LEVELS, truth);
  return (['strong', 'weak'] as const).flatMap((kind) => {
    const theory = problem.text[kind]?.[method];
    if (theory === undefined) return [];
    const order = orderOf(errors[kind]);
    const off = Math.abs(order - theory);
    const shown = errors[kind].map((error) => error.toExponential(1)).join(' ');
    return [
      {
        name: `${problem.text.name}: ${kind} order of ${method} (theory; errors at halved steps)`,
        words: `${order.toFixed(2)} (${theory}; ${shown})`,
        why: off <= ORDER_BAR ? null : `order ${order.toFixed(2)}, not ${theory}`,
      },
    ];
  });
}

/** Mean and variance at the end in standard errors from their closed forms, by the method of the highest order. */
function moments(problem: SdeProblem, run: EndsRun): readonly Judged[] {
  const { system, text, mean, variance } = problem;
  const { method, members } = run;
  const { y } = endsOf(problem, run);
  return system.states.flatMap((state, i) => {
    const values = Array.from({ length: members }, (_, member) => y[member * system.states.length + i]!);
    const average = values.reduce((a, b) => a + b, 0) / members;
    const power = (k: number): number => values.reduce((sum, x) => sum + (x - average) ** k, 0) / members;
    const second = power(2);
    const judged = (what: string, found: number, exact: number, error: number): Judged => {
      const z = (found - exact) / error;
      const why = Math.abs(z) <= Z_BAR ? null : `${found} is ${z.toFixed(1)} standard errors from ${exact}`;
      const words = `${found.toFixed(4)} (${exact.toFixed(4)}; ${z.toFixed(2)})`;
      return {
        name: `${text.name}: ${what} of ${state} by ${method} (closed form; standard errors off)`,
        words,
        why,
      };
    };
    const list: Judged[] = [];
    if (mean !== null) list.push(judged('mean', average, mean[i]!, Math.sqrt(second / members)));
    if (variance !== null) {
      const error = Math.sqrt((power(4) - second * second) / members);
      list.push(judged('variance', (second * members) / (members - 1), variance[i]!, error));
    }
    return list;
  });
}
