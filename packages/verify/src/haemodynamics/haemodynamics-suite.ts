// `verify haemodynamics`: lumped-parameter networks against the solutions of svZeroDSolver.
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import { readNetwork, simulateNetwork } from '@twinward/twins/patient';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { largestDifference, readNetworkResult } from './network-result.ts';

/** Largest relative root mean square difference of any series. */
const BAR = 1e-4;
const REFUSED: readonly string[] = ['request.unsupported', 'model.invalid'];

/** Every network beside which a result stands, run as its file says and compared series by series. */
export const haemodynamicsSuite: Suite = {
  name: 'haemodynamics',
  title: 'Networks of vessels, valves and chambers against svZeroDSolver, relative RMS at most 1e-4',
  takes: 'a folder of network JSON with result_*.json (.gz) beside them, or network files of such a folder',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files = await networksOf(
      call.files.length > 0 ? call.files : [repositoryPath('data', 'haemodynamics')],
    );
    if (files.length === 0) {
      throw new TwinwardError('usage', 'no network with a result beside it was found', {
        field: 'FILE',
        remedy: 'NAME.json needs result_NAME.json beside it',
      });
    }
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const figures: Record<string, number | string> = {};
    let worst = 0;
    for (const [index, { network: file, result }] of files.entries()) {
      const name = basename(file, '.json');
      try {
        const network = readNetwork(JSON.parse(await readInput(file)));
        const reference = readNetworkResult(JSON.parse(await readInput(result)), network, result);
        const { relative, of } = largestDifference(simulateNetwork(network, 'generated'), reference);
        figures[`${name}: relative RMS (svZeroDSolver; bar ${BAR})`] = relative;
        worst = Math.max(worst, relative);
        if (!(relative <= BAR))
          failed.push({ name, why: `${of} is ${relative.toPrecision(3)} off; at most ${BAR}` });
      } catch (error) {
        if (error instanceof SyntaxError) throw notJson(file);
        if (!(error instanceof TwinwardError)) throw error;
        (REFUSED.includes(error.code) ? unsupported : failed).push({ name, why: error.message });
      }
      call.progress(index + 1, files.length, 'networks');
    }
    figures['largest relative RMS of all'] = worst;
    return {
      cases: files.length,
      passed: files.length - failed.length - unsupported.length,
      failed,
      unsupported,
      figures,
    };
  },
};

interface NetworkFiles {
  readonly network: string;
  readonly result: string;
}

async function networksOf(paths: readonly string[]): Promise<readonly NetworkFiles[]> {
  const found: NetworkFiles[] = [];
  for (const path of paths) {
    const folder = (await stat(path).catch(() => null))?.isDirectory() === true;
    const place = folder ? path : dirname(path);
    const names: readonly string[] = await readdir(place).catch(() => []);
    const networks = folder
      ? names.filter((name) => /^(?!result_).*\.json$/.test(name)).sort()
      : [basename(path)];
    for (const name of networks) {
      const result = [`result_${name}`, `result_${name}.gz`].find((candidate) => names.includes(candidate));
      if (result !== undefined) found.push({ network: join(place, name), result: join(place, result) });
    }
  }
  return found;
}

function notJson(file: string): TwinwardError {
  return new TwinwardError('usage', `${file} or its result is not JSON`, {
    field: 'FILE',
    remedy: 'check the file',
  });
}
