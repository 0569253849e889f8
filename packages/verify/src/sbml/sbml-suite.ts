// `verify sbml`: the semantic cases of the SBML Test Suite.
import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { TwinwardError } from '@twinward/contract';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { highsSolver } from './highs-solver.ts';
import { runCase } from './run-case.ts';
import { readCases } from './sbml-case.ts';

const BESIDE = ['..', 'shared', 'data', 'kernel', 'sbml-test-suite-subset', 'semantic-dev.jsonl.gz'];

/**
 * Every level and version that a case comes in must pass for the case to pass: at every time and for every variable, the
 * difference at most absolute + relative x expected, as the case says. The cases are under the LGPL and stay outside the
 * repository.
 */
export const sbmlSuite: Suite = {
  name: 'sbml',
  title: 'Semantic cases of the SBML Test Suite, every level and version given',
  takes: 'cases packed one to a line, *.jsonl or *.jsonl.gz',
  options: { case: 'run only the case of this id' },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files = call.files.length > 0 ? call.files : [besideTheRepository()];
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const linear = await highsSolver();
    let cases = 0;
    let variants = 0;
    for (const file of files) {
      const all = readCases(await readInput(file), file);
      const chosen = call.options.case === undefined ? all : all.filter(({ id }) => id === call.options.case);
      for (const [index, test] of chosen.entries()) {
        cases += 1;
        variants += Object.keys(test.sbml).length;
        const outcome = runCase(test, call.seed, call.signal, linear);
        if (outcome.kind !== 'passed') {
          const note = { name: test.id, why: `${outcome.variant}: ${outcome.why}` };
          (outcome.kind === 'wrong' ? failed : unsupported).push(note);
        }
        call.progress(index + 1, chosen.length, 'cases');
        if (index % 20 === 0) await setImmediate();
      }
    }
    const passed = cases - failed.length - unsupported.length;
    return {
      cases,
      passed,
      failed,
      unsupported,
      figures: {
        passed,
        unsupported: unsupported.length,
        wrong: failed.length,
        'level and version variants tried': variants,
        seed: call.seed,
      },
    };
  },
};

function besideTheRepository(): string {
  const path = repositoryPath(...BESIDE);
  if (existsSync(path)) return path;
  throw new TwinwardError('usage', 'the SBML Test Suite is not present beside the repository', {
    field: 'FILE',
    remedy: 'give the path of its cases; they are under the LGPL and not part of this repository',
  });
}
