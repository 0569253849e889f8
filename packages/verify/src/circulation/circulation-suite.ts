// `verify circulation`: the 21-compartment circulation and its reflexes against the program of its author's laboratory.
import { TwinwardError } from '@twinward/contract';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { readSteadyScenarios, runSteadyScenario, type SteadyScenario } from './steady-scenario.ts';

/** Percent. */
const BAR = 1;
const DRIFT_BAR = 1e-6;
const COMPARED = ['HR', 'MAP', 'CO', 'LVEDV'] as const;

/** Scenarios run to rest and compared with the means of the reference program. */
export const circulationSuite: Suite = {
  name: 'circulation',
  title: '21 compartments and reflexes (Heldt 2004) against CVSim at rest, at most 1 % on HR, MAP, CO, LVEDV',
  takes: 'a CSV of scenarios with their steady states, as data/circulation/cvsim21-steady.csv',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files =
      call.files.length > 0 ? call.files : [repositoryPath('data', 'circulation', 'cvsim21-steady.csv')];
    const scenarios: SteadyScenario[] = [];
    for (const file of files) scenarios.push(...readSteadyScenarios(await readInput(file), file));
    if (scenarios.length === 0) throw new TwinwardError('usage', 'no scenario was given', { field: 'FILE' });
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const figures: Record<string, number | string> = {};
    let [worst, drifted] = [0, 0];
    for (const [index, scenario] of scenarios.entries()) {
      const { name, expected } = scenario;
      try {
        const { state, drift } = runSteadyScenario(scenario);
        const errors = COMPARED.map((column) => 100 * Math.abs(state[column] / Number(expected[column]) - 1));
        figures[`${name}: % off on ${COMPARED.join(', ')} (CVSim; bar ${BAR})`] = errors
          .map((error) => error.toFixed(3))
          .join(', ');
        worst = Math.max(worst, ...errors);
        drifted = Math.max(drifted, drift);
        const why = COMPARED.filter((_, i) => !(errors[i]! <= BAR)).map(
          (column) => `${column} ${state[column]}`,
        );
        if (!(drift < DRIFT_BAR)) why.push(`blood volume drifts by ${drift}`);
        if (why.length > 0) failed.push({ name, why: why.join('; ') });
      } catch (error) {
        if (!(error instanceof TwinwardError)) throw error;
        (error.code === 'request.unsupported' ? unsupported : failed).push({ name, why: error.message });
      }
      call.progress(index + 1, scenarios.length, 'scenarios');
    }
    figures['largest % off (CVSim; bar 1)'] = worst;
    figures['largest relative drift of blood volume (bar 1e-6)'] = drifted;
    return {
      cases: scenarios.length,
      passed: scenarios.length - failed.length - unsupported.length,
      failed,
      unsupported,
      figures,
    };
  },
};
