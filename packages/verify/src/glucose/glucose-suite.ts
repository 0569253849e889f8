// `verify glucose`: the S2008 equations against trajectories of the reference simulator.
import { TwinwardError } from '@twinward/contract';
import { readVirtualPatients, type VirtualPatient } from '@twinward/twins/patient';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { compareDays } from './compare-days.ts';
import { compareRegressionTrace } from './compare-regression-trace.ts';

/** How far one compared case was off, mg/dL and pmol/L. */
export interface Deviation {
  readonly name: string;
  readonly rows: number;
  readonly glucose: number;
  readonly insulin: number | null;
  readonly bar: number;
}

/** Trajectories of the published S2008 implementation, reproduced. */
export const glucoseSuite: Suite = {
  name: 'glucose',
  title: 'UVA/Padova S2008 against simglucose trajectories, largest difference in mg/dL',
  takes: 'trajectories*.csv with *-inputs.json beside it or given; or a 3-minute regression trace',
  options: {
    'meal-offsets': 'minute of its 3-minute row at which each meal of a regression trace begins',
  },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const patients = new Map(
      readVirtualPatients(await readInput(repositoryPath('data', 'glucose', 'vpatient_params.csv'))).map(
        (patient) => [patient.name, patient],
      ),
    );
    const tables = call.files.filter((file) => /\.csv(\.gz)?$/.test(file));
    const files =
      call.files.length > 0
        ? tables
        : ['trajectories-dev.csv', 'simglucose-tests-adolescent001-48h.csv'].map((name) =>
            repositoryPath('data', 'glucose', name),
          );
    if (files.length === 0) throw new TwinwardError('usage', 'no CSV file was given', { field: 'FILE' });
    const deviations: Deviation[] = [];
    for (const [index, file] of files.entries()) {
      deviations.push(...(await compare(file, call, patients)));
      call.progress(index + 1, files.length, 'trajectories');
    }
    return judge(deviations);
  },
};

async function compare(
  file: string,
  call: SuiteCall,
  patients: ReadonlyMap<string, VirtualPatient>,
): Promise<readonly Deviation[]> {
  const text = await readInput(file);
  if (/^\uFEFF?Time,/.test(text))
    return [compareRegressionTrace(file, text, patients, call.options['meal-offsets'])];
  const inputs =
    call.files.find((name) => name.endsWith('.json')) ?? file.replace(/\.csv(\.gz)?$/, '-inputs.json');
  return compareDays(text, await readInput(inputs), patients, file);
}

function judge(deviations: readonly Deviation[]): SuiteOutcome {
  const failed: CaseNote[] = deviations
    .filter(({ glucose, bar }) => !(glucose <= bar))
    .map(({ name, glucose, bar }) => ({ name, why: `${glucose.toPrecision(3)} mg/dL off; at most ${bar}` }));
  const days = deviations.filter(({ insulin }) => insulin !== null);
  const traces = deviations.filter(({ insulin }) => insulin === null);
  const worst = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);
  return {
    cases: deviations.length,
    passed: deviations.length - failed.length,
    failed,
    unsupported: [],
    figures: {
      rows: deviations.reduce((sum, { rows }) => sum + rows, 0),
      'max |glucose difference| of trajectories, mg/dL (simglucose; bar 0.05)': worst(
        days.map((day) => day.glucose),
      ),
      'max |plasma insulin difference| of trajectories, pmol/L (simglucose)': worst(
        days.map((day) => day.insulin ?? 0),
      ),
      ...(traces.length === 0
        ? {}
        : {
            'max |glucose difference| of the 48-h trace, mg/dL (simglucose; bar 1e-6)': worst(
              traces.map((t) => t.glucose),
            ),
          }),
    },
  };
}
