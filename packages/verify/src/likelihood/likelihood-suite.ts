// `verify likelihood`: the likelihood estimates of particle filters against exact likelihoods.
import { setImmediate } from 'node:timers/promises';
import { TwinwardError } from '@twinward/contract';
import { covarianceOf, meanOf, ParticleFilter, type ParticleFilterOptions } from '@twinward/estimate';
import { exp, philox } from '@twinward/simulate';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { wholeOption } from '../whole-option.ts';
import { readLikelihoodCases } from './likelihood-file.ts';
import { LIKELIHOOD_MODELS, type LikelihoodModel } from './likelihood-model.ts';

const RUNS = 200;
const PROPOSALS = ['bootstrap', 'auxiliary'] as const;
/** Largest distance from what is expected, in standard errors. */
const Z = 4;
/** A variance of the log-likelihood above this leaves the mean of its exponential to a few runs: nothing could be judged. */
const NOISIEST = 1;
/** Largest error of the exact value against the one in the file. */
const EXACT = 1e-6;

/**
 * Each case and filter is one case here. With d = estimate - exact over independent runs, the estimate of the likelihood is unbiased:
 * the mean of exp(d) is 1; and the logarithm is too low by half its variance: mean d = -var d / 2 (Pitt et al. 2012).
 */
export const likelihoodSuite: Suite = {
  name: 'likelihood',
  title: 'Likelihoods of particle filters against exact ones: no bias, within 4 standard errors',
  takes: 'a JSON of models and observations, as data/likelihood/state-space.json',
  options: { runs: `independent runs of each filter (default ${RUNS})` },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const runs = wholeOption(call, 'runs', RUNS, 20);
    const paths =
      call.files.length > 0 ? call.files : [repositoryPath('data', 'likelihood', 'state-space.json')];
    const cases = [];
    for (const path of paths) cases.push(...readLikelihoodCases(await readInput(path), path));
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const figures: Record<string, number | string> = { seed: call.seed, runs };
    let done = 0;
    for (const one of cases) {
      const known = Object.hasOwn(LIKELIHOOD_MODELS, one.model) ? LIKELIHOOD_MODELS[one.model] : undefined;
      if (known === undefined) {
        unsupported.push(
          ...PROPOSALS.map((p) => ({
            name: `${one.name}, ${p}`,
            why: `the model ${one.model} is not known`,
          })),
        );
        continue;
      }
      const model = known(one);
      const wrong = one.logLikelihood === undefined ? 0 : Math.abs(model.exact - one.logLikelihood);
      figures[`${one.name}: exact log-likelihood (file)`] =
        `${model.exact.toFixed(6)} (${one.logLikelihood?.toFixed(6) ?? 'not given'})`;
      for (const proposal of PROPOSALS) {
        const name = `${one.name}, ${proposal}`;
        const differences = new Float64Array(runs);
        for (let run = 0; run < runs; run++) {
          if (call.signal.aborted) throw new TwinwardError('run.cancelled', 'the run was cancelled');
          const random = philox(call.seed).derive(`${name} ${run}`);
          differences[run] = estimate(model, one.particles, { random, proposal }) - model.exact;
          call.progress(++done, cases.length * PROPOSALS.length * runs, name);
          await setImmediate();
        }
        const { words, why } = judge(differences);
        figures[`${name}, ${one.particles} particles`] = words;
        if (wrong > EXACT) failed.push({ name, why: `the exact value is ${wrong} off the one in the file` });
        else if (why !== null) failed.push({ name, why });
      }
    }
    const total = cases.length * PROPOSALS.length;
    return { cases: total, passed: total - failed.length - unsupported.length, failed, unsupported, figures };
  },
};

function estimate(
  { model, initial, observations }: LikelihoodModel,
  members: number,
  options: ParticleFilterOptions,
): number {
  const filter = new ParticleFilter(model, initial(members, options.random.derive('initial')), options);
  observations.forEach((observed, step) => {
    filter.cycle(step, step + 1, observed);
  });
  return filter.logLikelihood;
}

function judge(differences: Float64Array): { readonly words: string; readonly why: string | null } {
  const n = differences.length;
  const ratios = differences.map((d) => exp(d));
  const ratio = meanOf(ratios, null);
  const ratioZ = (ratio - 1) / Math.sqrt(covarianceOf(ratios, ratios, null) / n);
  const mean = meanOf(differences, null);
  const variance = covarianceOf(differences, differences, null);
  // mean and variance of a normal sample are independent, with variances s^2 / n and 2 s^4 / n
  const biasZ = (mean + variance / 2) / Math.sqrt(variance / n + variance ** 2 / (2 * n));
  const words =
    `mean likelihood / exact ${ratio.toFixed(4)} (z ${ratioZ.toFixed(2)}), ` +
    `bias of the log ${mean.toFixed(4)}, -variance / 2 ${(-variance / 2).toFixed(4)} (z ${biasZ.toFixed(2)})`;
  const wrong: string[] = [];
  if (!(variance > 0 && variance <= NOISIEST))
    wrong.push(`variance ${variance.toFixed(2)} of the log: more particles are needed`);
  if (!(Math.abs(ratioZ) <= Z)) wrong.push(`mean ratio ${ratio.toFixed(4)}, z ${ratioZ.toFixed(1)}`);
  if (!(Math.abs(biasZ) <= Z)) wrong.push(`bias ${mean.toFixed(4)}, z ${biasZ.toFixed(1)}`);
  return { words, why: wrong.length === 0 ? null : wrong.join('; ') };
}
