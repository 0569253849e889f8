// `verify random`: the generator against published answers, and every distribution against exact probabilities.
import { TwinwardError } from '@twinward/contract';
import { BulkDraws, philox } from '@twinward/simulate';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { wholeOption } from '../whole-option.ts';
import { DRAWN_DISTRIBUTIONS } from './drawn-distributions.ts';
import { judgeDraws } from './judge-draws.ts';
import { type KnownAnswers, knownAnswers } from './known-answers.ts';

const DRAWS = 200_000;
/** Chance that any of the right distributions fails, shared between them. */
const LEVEL = 0.001;
/** Standard errors that a mean may be off. */
const FARTHEST = 5;
const VECTORS = ['packages', 'simulate', 'src', 'random', 'fixtures', 'philox4x32-10.txt'] as const;
/** Members and numbers each, drawn at once in WebAssembly. */
const SHAPES = [
  [1, 100_001],
  [1000, 1],
  [1001, 7],
  [30, 300],
] as const;

/** Known answers, numbers drawn in bulk, and distributions by chi-square and mean, one case each. */
export const randomSuite: Suite = {
  name: 'random',
  title: 'Philox4x32-10 against its published answers, distributions against exact probabilities',
  takes: 'known answers as kat_vectors of Random123',
  options: { draws: 'numbers drawn from each distribution (200000)' },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const size = wholeOption(call, 'draws', DRAWS, 1000);
    const files = call.files.length > 0 ? call.files : [repositoryPath(...VECTORS)];
    const answers: KnownAnswers[] = [];
    for (const file of files) answers.push(knownAnswers(await readInput(file)));
    const failed = [...answers.flatMap((answer) => answer.failed), ...bulkFaults(call.seed)];
    const unsupported = answers.flatMap((answer) => answer.unsupported);
    const known = answers.reduce((sum, answer) => sum + answer.cases, 0);
    const figures: Record<string, string | number> = {
      'known answers of Philox4x32-10': known - unsupported.length,
      'numbers drawn from each distribution': size,
    };
    for (const [index, given] of DRAWN_DISTRIBUTIONS.entries()) {
      if (call.signal.aborted) throw new TwinwardError('run.cancelled', 'the run was cancelled');
      const { p, cells, z } = judgeDraws(given, size, call.seed);
      figures[`${given.name}: chi-square p over cells; mean off by standard errors`] =
        `${p.toPrecision(2)} over ${cells}; ${z.toFixed(2)}`;
      if (!(p > LEVEL / DRAWN_DISTRIBUTIONS.length))
        failed.push({ name: given.name, why: `chi-square p ${p}` });
      else if (!(Math.abs(z) < FARTHEST)) failed.push({ name: given.name, why: `mean off by ${z}` });
      call.progress(index + 1, DRAWN_DISTRIBUTIONS.length, 'distributions');
    }
    const cases = known + 2 * SHAPES.length + DRAWN_DISTRIBUTIONS.length;
    return { cases, passed: cases - failed.length - unsupported.length, failed, unsupported, figures };
  },
};

/** Whether numbers drawn at once in WebAssembly are those that each member draws alone in JavaScript. */
function bulkFaults(seed: string): readonly CaseNote[] {
  const [bulk, random] = [new BulkDraws(seed), philox(seed)];
  return SHAPES.flatMap(([members, count]) =>
    (['uniform', 'normal'] as const).flatMap((kind) => {
      const rows = new Float64Array(members * count);
      bulk[`${kind}s`](rows, { member: 5, stream: 3, step: 86_400 }, members);
      let differing = 0;
      for (let m = 0; m < members; m++) {
        const draws = random.draws(5 + m, 3, 86_400);
        for (let i = 0; i < count; i++) if (rows[m * count + i] !== draws[kind]()) differing += 1;
      }
      const name = `${kind}, ${count} for each of ${members} in WebAssembly`;
      return differing === 0 ? [] : [{ name, why: `${differing} numbers differ from JavaScript` }];
    }),
  );
}
