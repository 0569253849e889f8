// `verify sensitivity`: Sobol indices of the Ishigami function against their closed form.
import { TwinwardError } from '@twinward/contract';
import { type SobolIndex, sobolIndices } from '@twinward/estimate';
import { sin } from '@twinward/simulate';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';

interface Ishigami {
  readonly f: string;
  readonly variance: number;
  readonly S1: readonly number[];
  readonly ST: readonly number[];
}

/** Largest absolute error of an index. */
const BAR = 0.01;
const SIZE = 16_384;

/** First-order and total indices at 2^14 base points, one case each; the constants a and b are read from the function as printed. */
export const sensitivitySuite: Suite = {
  name: 'sensitivity',
  title: 'Sobol indices of the Ishigami function against their closed form, absolute error at most 0.01',
  takes: 'a JSON with the function and its indices under "ishigami", as data/sensitivity/ishigami.json',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files =
      call.files.length > 0 ? call.files : [repositoryPath('data', 'sensitivity', 'ishigami.json')];
    const failed: CaseNote[] = [];
    const figures: Record<string, number | string> = {};
    let cases = 0;
    for (const file of files) {
      const reference = readIshigami(await readInput(file), file);
      const a = constantIn(reference.f, 'a', file);
      const b = constantIn(reference.f, 'b', file);
      const { indices, variance } = sobolIndices(
        ([x1, x2, x3]) => sin(x1!) * (1 + b * x3! * x3! * x3! * x3!) + a * sin(x2!) * sin(x2!),
        ['x1', 'x2', 'x3'].map((name) => ({
          name,
          distribution: { kind: 'uniform', low: -Math.PI, high: Math.PI },
        })),
        {
          size: SIZE,
          seed: call.seed,
          signal: call.signal,
          progress: (done, of) => call.progress(done, of, 'runs'),
        },
      );
      figures['variance (closed form)'] = `${variance.toFixed(5)} (${reference.variance.toFixed(5)})`;
      for (const [j, index] of indices.entries()) {
        for (const [kind, exact] of [
          ['first', reference.S1[j]!],
          ['total', reference.ST[j]!],
        ] as const) {
          cases += 1;
          const name = `${kind} index of ${index.name}`;
          const { words, error } = compared(index[kind], exact);
          figures[`${name} [95 %] (closed form; error)`] = words;
          if (!(Math.abs(error) <= BAR)) failed.push({ name, why: `error ${error.toFixed(4)}` });
        }
      }
    }
    return { cases, passed: cases - failed.length, failed, unsupported: [], figures };
  },
};

function compared(
  { value, low, high }: SobolIndex['first'],
  exact: number,
): { readonly words: string; readonly error: number } {
  const error = value - exact;
  const interval = `${low.toFixed(4)} to ${high.toFixed(4)}`;
  return { words: `${value.toFixed(4)} [${interval}] (${exact.toFixed(4)}; ${error.toFixed(4)})`, error };
}

function readIshigami(text: string, where: string): Ishigami {
  let read: { readonly ishigami?: Partial<Ishigami> };
  try {
    read = JSON.parse(text) as typeof read;
  } catch {
    throw new TwinwardError('usage', `${where} is not JSON`, { field: 'FILE' });
  }
  const { f, variance, S1, ST } = read.ishigami ?? {};
  if (typeof f !== 'string' || typeof variance !== 'number' || S1?.length !== 3 || ST?.length !== 3) {
    throw new TwinwardError('usage', `${where} has no Ishigami function with its variance, S1 and ST`, {
      field: 'ishigami',
    });
  }
  return { f, variance, S1, ST };
}

function constantIn(f: string, name: string, where: string): number {
  const value = Number(new RegExp(`\\b${name}=([\\d.eE+-]*\\d)`).exec(f)?.[1]);
  if (Number.isFinite(value)) return value;
  throw new TwinwardError('usage', `${where}: the function does not tell ${name}`, { field: 'ishigami.f' });
}
