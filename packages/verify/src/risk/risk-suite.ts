// `verify risk`: the PREVENT equations against risks computed by an independent implementation.
import { TwinwardError } from '@twinward/contract';
import {
  type PreventModel,
  type PreventPerson,
  type PreventRisk,
  preventRisk,
} from '@twinward/twins/patient';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { numberIn, readTable, type TableRow } from '../table.ts';

/** mmol/L in one mg/dL of cholesterol, as the reference implementation converts. */
const MMOL_PER_MGDL = 0.02586;
const MODELS: readonly string[] = ['base', 'hba1c', 'uacr', 'full'];
const OUTCOMES: readonly (readonly [column: string, outcome: keyof PreventRisk])[] = [
  ['total_cvd', 'totalCvd'],
  ['ascvd', 'ascvd'],
  ['hf', 'heartFailure'],
  ['chd', 'coronary'],
  ['stroke', 'stroke'],
];

const COLUMNS = [
  'age',
  'sex',
  'sbp',
  'bp_tx',
  'total_c',
  'hdl_c',
  'statin',
  'dm',
  'smoking',
  'egfr',
  'bmi',
  'hba1c',
  'uacr',
  'model',
];

/** Risks of people at 10 and 30 years, compared at the three decimals the reference gives. */
export const riskSuite: Suite = {
  name: 'risk',
  title: 'PREVENT at 10 and 30 years against the R package preventr, exact at three decimals',
  takes: 'a CSV of people with their risks, as data/risk/prevent-vectors-60.csv',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files =
      call.files.length > 0 ? call.files : [repositoryPath('data', 'risk', 'prevent-vectors-60.csv')];
    const failed: CaseNote[] = [];
    let cases = 0;
    let compared = 0;
    for (const file of files) {
      const rows = readTable(await readInput(file), COLUMNS, file);
      for (const [index, row] of rows.entries()) {
        cases += 1;
        const wrong = differences(row, index, file);
        compared += 2 * OUTCOMES.length;
        if (wrong.length > 0) failed.push({ name: `${file} row ${index + 2}`, why: wrong.join('; ') });
        call.progress(index + 1, rows.length, 'people');
      }
    }
    return {
      cases,
      passed: cases - failed.length,
      failed,
      unsupported: [],
      figures: {
        people: cases,
        'risks compared at three decimals (preventr)': compared,
        'people with all ten exact': cases - failed.length,
      },
    };
  },
};

function differences(row: TableRow, index: number, file: string): readonly string[] {
  const model = row.model ?? '';
  if (!MODELS.includes(model)) unreadable(file, index, 'model');
  const person = personOf(row, index, file);
  return ([10, 30] as const).flatMap((years) => {
    const risk = preventRisk(person, model as PreventModel, years);
    return OUTCOMES.flatMap(([column, outcome]) => {
      const expected = numberIn(row, `r${years}_${column}`, index, file);
      const shown = Math.round(risk[outcome] * 1000) / 1000;
      return shown === expected ? [] : [`${outcome} at ${years} years ${shown}, not ${expected}`];
    });
  });
}

function personOf(row: TableRow, index: number, file: string): PreventPerson {
  const number = (column: string): number => numberIn(row, column, index, file);
  const known = (column: string): number | null => ((row[column] ?? '') === '' ? null : number(column));
  const yes = (column: string): boolean => {
    const text = (row[column] ?? '').toLowerCase();
    if (text !== 'true' && text !== 'false') unreadable(file, index, column);
    return text === 'true';
  };
  if (row.sex !== 'female' && row.sex !== 'male') unreadable(file, index, 'sex');
  return {
    sex: row.sex as 'female' | 'male',
    age: number('age'),
    totalCholesterol: number('total_c') * MMOL_PER_MGDL,
    hdl: number('hdl_c') * MMOL_PER_MGDL,
    systolic: number('sbp'),
    bmi: number('bmi'),
    egfr: number('egfr'),
    diabetes: yes('dm'),
    smoker: yes('smoking'),
    antihypertensive: yes('bp_tx'),
    statin: yes('statin'),
    hba1c: known('hba1c'),
    uacr: known('uacr'),
    deprivationDecile: known('sdi'),
  };
}

function unreadable(file: string, index: number, column: string): never {
  throw new TwinwardError('usage', `${file}, row ${index + 2}: ${column} cannot be read`, {
    field: column,
    row: index + 2,
    remedy: 'see data/risk/README.md for the columns',
  });
}
