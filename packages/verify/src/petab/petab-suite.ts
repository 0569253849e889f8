// `verify petab`: published parameter-estimation problems at their nominal parameters.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { TwinwardError } from '@twinward/contract';
import { evaluatePetab, type PetabProblem, readPetab } from '@twinward/simulate/petab';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';

/** Relative error of the log-likelihood, and of simulated values where there is none. */
const LIKELIHOOD_BAR = 1e-4;
const VALUE_BAR = 1e-3;

/**
 * Every problem is simulated at the nominal values of its parameters. Where an expected log-likelihood is known it is compared;
 * otherwise each simulated value is compared with the one the problem publishes, relative to the largest of its observable. A
 * published simulation that disagrees proves nothing, since it may be of other parameters: such a problem is unsupported.
 */
export const petabSuite: Suite = {
  name: 'petab',
  title:
    'PEtab problems at nominal parameters: log-likelihood against AMICI, or values against published ones',
  takes: 'problem folders, each with its YAML file',
  options: { expected: 'JSON of expected log-likelihoods by problem (default data/petab/expected.json)' },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const root = repositoryPath('data', 'petab');
    const folders = call.files.length > 0 ? call.files : foldersIn(root);
    const expected = await readExpected(call.options.expected ?? join(root, 'expected.json'));
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const figures: Record<string, number | string> = {};
    for (const [index, folder] of folders.entries()) {
      const name = basename(folder);
      const problem = read(folder);
      try {
        const { simulated, logLikelihood } = evaluatePetab(problem);
        const known = expected[name];
        if (known !== undefined) {
          const error = Math.abs(logLikelihood / known - 1);
          figures[`${name}: relative error of the log-likelihood (AMICI)`] = error;
          if (!(error <= LIKELIHOOD_BAR)) failed.push({ name, why: `${logLikelihood}, not ${known}` });
        } else {
          const error = furthest(folder, problem, simulated);
          figures[
            `${name}: largest difference of a simulated value, of its observable's largest (published)`
          ] = error;
          if (!(error <= VALUE_BAR)) unsupported.push({ name, why: noReference(error) });
        }
      } catch (error) {
        if (!(error instanceof TwinwardError) || error.code !== 'request.unsupported') throw error;
        unsupported.push({ name, why: error.message });
      }
      call.progress(index + 1, folders.length, 'problems');
      await setImmediate();
    }
    const passed = folders.length - failed.length - unsupported.length;
    return { cases: folders.length, passed, failed, unsupported, figures };
  },
};

function foldersIn(root: string): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(root, entry.name))
    .sort();
}

function read(folder: string): PetabProblem {
  const name = existsSync(folder) ? readdirSync(folder).find((file) => /\.ya?ml$/.test(file)) : undefined;
  if (name === undefined) {
    throw new TwinwardError('usage', `${folder} holds no PEtab problem file (*.yaml)`, { field: 'FILE' });
  }
  const open = (file: string): string => {
    const path = join(folder, basename(file));
    if (existsSync(path)) return readFileSync(path, 'utf8');
    throw new TwinwardError('usage', `${path} is not there, though the problem names it`, { field: 'FILE' });
  };
  return readPetab(open(name), open);
}

async function readExpected(path: string): Promise<Readonly<Record<string, number>>> {
  try {
    return JSON.parse(await readInput(path)) as Readonly<Record<string, number>>;
  } catch (error) {
    if (error instanceof TwinwardError) throw error;
    throw new TwinwardError('usage', `${path} is not JSON`, { field: 'expected' });
  }
}

function noReference(error: number): string {
  return `no expected log-likelihood is known, and the published simulation is another than that of the nominal parameters (differs by ${error.toPrecision(3)})`;
}

/** Rows of the published simulation stand in the order of the measurements. */
function furthest(folder: string, problem: PetabProblem, simulated: Float64Array): number {
  const file = readdirSync(folder).find((name) => name.startsWith('simulatedData'));
  if (file === undefined) {
    throw new TwinwardError(
      'request.unsupported',
      'there is neither an expected value nor a published simulation',
    );
  }
  const [heading = '', ...lines] = readFileSync(join(folder, file), 'utf8')
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/);
  const column = heading.split('\t').indexOf('simulation');
  const published = lines.map((line) => Number(line.split('\t')[column]));
  if (published.length !== simulated.length) {
    throw new TwinwardError(
      'request.unsupported',
      'the published simulation has other rows than the measurements',
    );
  }
  const largest = new Map<string, number>();
  problem.measurements.forEach(({ observable }, i) => {
    largest.set(observable, Math.max(largest.get(observable) ?? 0, Math.abs(published[i]!)));
  });
  return problem.measurements.reduce((most, { observable }, i) => {
    const error = Math.abs(simulated[i]! - published[i]!) / largest.get(observable)!;
    return Math.max(most, Number.isNaN(error) ? Number.POSITIVE_INFINITY : error);
  }, 0);
}
