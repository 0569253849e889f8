// `verify posterior`: the No-U-Turn sampler against the reference draws of posteriordb.
import { basename } from 'node:path';
import { type Chains, nuts, type ParameterSummary, summarise, tailIndex } from '@twinward/estimate';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { type ReferenceSummary, readPosterior } from './posterior-file.ts';
import { POSTERIOR_MODELS, type PosteriorModel } from './posterior-model.ts';

/** Errors of the mean in Monte-Carlo standard errors of both samples, relative error of the sd, and R-hat. */
const [MEAN, SD, R_HAT] = [4, 0.05, 1.01];
/** Relative error of the width of the central 90 %, where an sd of draws does not settle. */
const WIDTH = 0.1;
const [CHAINS, WARM_UP, DRAWS] = [4, 1000, 5000];
const FILES = [
  'arK-arK.json',
  'eight_schools-eight_schools_noncentered.json',
  'one_comp_mm_elim_abs-one_comp_mm_elim_abs.json',
];

/**
 * Each posterior's model is chosen by the name after the dash, its data come from the file. A case is one parameter. Where its tail
 * falls no faster than x^-4, the fourth moment is infinite and the sd of any number of draws, ours or the reference's, is the size of
 * the largest few: the width of the central 90 % is judged in its place, and the figure says so.
 */
export const posteriorSuite: Suite = {
  name: 'posterior',
  title: 'Bayesian posteriors against reference draws: mean in MCSE, sd, R-hat',
  takes: 'posteriors with data and reference (JSON), as data/posteriordb/*.json',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files =
      call.files.length > 0 ? call.files : FILES.map((name) => repositoryPath('data', 'posteriordb', name));
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const figures: Record<string, number | string> = {};
    let cases = 0;
    for (const [index, path] of files.entries()) {
      const file = readPosterior(await readInput(path), basename(path));
      const name = file.posterior.slice(file.posterior.lastIndexOf('-') + 1);
      const model = Object.hasOwn(POSTERIOR_MODELS, name) ? POSTERIOR_MODELS[name]!(file) : undefined;
      if (model === undefined) {
        cases += 1;
        unsupported.push({ name: file.posterior, why: `the model ${name} is not known` });
        continue;
      }
      const chains = told(
        nuts(model.density, {
          seed: call.seed,
          chains: CHAINS,
          warmUp: WARM_UP,
          draws: DRAWS,
          acceptance: model.acceptance,
          signal: call.signal,
          progress: (done, of) => call.progress(index * of + done, files.length * of, 'transitions'),
        }),
        model,
      );
      const summaries = new Map(summarise(chains).map((summary) => [summary.name, summary]));
      for (const [parameter, reference] of Object.entries(file.reference)) {
        cases += 1;
        const title = `${file.posterior} ${parameter}`;
        const summary = summaries.get(parameter);
        if (summary === undefined)
          failed.push({ name: title, why: 'the model does not tell this parameter' });
        else {
          const { words, wrong } = judge(summary, reference, tailIndex(chains, parameter));
          figures[title] = words;
          if (wrong.length > 0) failed.push({ name: title, why: wrong.join('; ') });
        }
      }
      figures[`${file.posterior}: divergences of ${CHAINS * DRAWS} transitions`] = chains.divergences;
    }
    return { cases, passed: cases - failed.length - unsupported.length, failed, unsupported, figures };
  },
};

function judge(
  ours: ParameterSummary,
  reference: ReferenceSummary,
  tail: number,
): { readonly words: string; readonly wrong: readonly string[] } {
  const referenceError = reference.sd / Math.sqrt(reference.n);
  const errors = (ours.mean - reference.mean) / Math.hypot(ours.meanError, referenceError);
  const sd = ours.sd / reference.sd;
  const width = (ours.q95 - ours.q05) / (reference.q95 - reference.q05);
  const settles = tail > 4;
  const spread = settles
    ? `sd ratio ${sd.toFixed(3)}`
    : `sd ratio ${sd.toFixed(3)} not judged, the tail falls as x^-${tail.toFixed(1)}; 90 % width ratio ${width.toFixed(3)}`;
  const wrong: string[] = [];
  if (!(Math.abs(errors) <= MEAN)) wrong.push(`mean ${errors.toFixed(1)} MCSE off`);
  if (settles && !(Math.abs(sd - 1) <= SD)) wrong.push(`sd ratio ${sd.toFixed(3)}`);
  if (!settles && !(Math.abs(width - 1) <= WIDTH)) wrong.push(`90 % width ratio ${width.toFixed(3)}`);
  if (!(ours.rHat < R_HAT)) wrong.push(`R-hat ${ours.rHat.toFixed(4)}`);
  return {
    words: `mean error ${errors.toFixed(2)} MCSE, ${spread}, R-hat ${ours.rHat.toFixed(4)}, effective draws ${Math.round(ours.bulk)}`,
    wrong,
  };
}

/** The chains in the words of the reference. */
function told(chains: Chains, { told: telling, density }: PosteriorModel): Chains {
  if (telling === undefined) return chains;
  const { names, from } = telling;
  const n = density.names.length;
  const size = chains.chains * chains.draws;
  const values = new Float64Array(size * names.length);
  for (let i = 0; i < size; i++) {
    from(
      chains.values.subarray(i * n, (i + 1) * n),
      values.subarray(i * names.length, (i + 1) * names.length),
    );
  }
  return { ...chains, names, values };
}
