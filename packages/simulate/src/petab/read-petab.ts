import { TwinwardError } from '@twinward/contract';
import { parse } from 'yaml';
import type {
  PetabCondition,
  PetabMeasurement,
  PetabObservable,
  PetabParameter,
  PetabProblem,
  PetabScale,
} from './petab-problem.ts';
import { type TabRow, tabSeparated } from './tab-separated.ts';

const SCALES: readonly string[] = ['lin', 'log', 'log10'];
const NOISES: readonly string[] = ['normal', 'laplace'];

/**
 * Reads a PEtab version 1 problem. `open` gives the text of a file named in the problem file. Several condition, measurement or
 * observable files are joined. Throws `file.invalid` naming file, row and column: other versions, several problems in one
 * file or several models, unknown scales and distributions, cells that are not numbers, rows that name what no table declares.
 */
export function readPetab(yaml: string, open: (name: string) => string): PetabProblem {
  const files = problemFiles(yaml);
  const table = <T>(
    names: readonly string[],
    needed: readonly string[],
    read: (row: TabRow, columns: readonly string[]) => T,
  ): readonly T[] =>
    names.flatMap((name) => {
      const { rows, columns } = tabSeparated(open(name), name, needed);
      return rows.map((row) => read(row, columns));
    });
  const parameters = byId(
    table(files.parameter, ['parameterId', 'parameterScale', 'nominalValue', 'estimate'], readParameter),
  );
  const conditions = byId(table(files.condition, ['conditionId'], readCondition));
  const observables = byId(
    table(files.observable, ['observableId', 'observableFormula', 'noiseFormula'], readObservable),
  );
  const measurements = table(
    files.measurement,
    ['observableId', 'simulationConditionId', 'measurement', 'time'],
    readMeasurement(observables, conditions),
  );
  return { sbml: open(files.sbml[0]!), parameters, conditions, observables, measurements };
}

type Files = Readonly<
  Record<'parameter' | 'condition' | 'measurement' | 'observable' | 'sbml', readonly string[]>
>;

function problemFiles(text: string): Files {
  const refuse = (why: string, field: string, remedy?: string): never => {
    throw new TwinwardError('file.invalid', `the problem file: ${why}`, {
      field,
      ...(remedy === undefined ? {} : { remedy }),
    });
  };
  let root: unknown;
  try {
    root = parse(text, { maxAliasCount: 0, logLevel: 'error' });
  } catch {
    refuse('it is not YAML', 'yaml');
  }
  const record = (value: unknown): Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const whole = record(root);
  if (String(whole.format_version ?? '').split('.')[0] !== '1') {
    refuse(`format_version ${String(whole.format_version)} is not read`, 'format_version', 'give version 1');
  }
  if (whole.extensions !== undefined && Object.keys(record(whole.extensions)).length > 0) {
    refuse('extensions are not read', 'extensions', 'remove them');
  }
  const problems = Array.isArray(whole.problems) ? whole.problems : [];
  if (problems.length !== 1)
    refuse(`it holds ${problems.length} problems`, 'problems', 'give one problem a file');
  const only = record(problems[0]);
  const names = (value: unknown, field: string): readonly string[] => {
    const list = Array.isArray(value) ? value : [value];
    if (list.length === 0 || list.some((name) => typeof name !== 'string' || name === '')) {
      refuse(`${field} names no file`, field);
    }
    return list as readonly string[];
  };
  const sbml = names(only.sbml_files, 'sbml_files');
  if (sbml.length !== 1) refuse(`it names ${sbml.length} models`, 'sbml_files', 'give one model');
  return {
    parameter: names(whole.parameter_file, 'parameter_file'),
    condition: names(only.condition_files, 'condition_files'),
    measurement: names(only.measurement_files, 'measurement_files'),
    observable: names(only.observable_files, 'observable_files'),
    sbml,
  };
}

function fault(row: TabRow, column: string, why: string): never {
  throw new TwinwardError('file.invalid', `${row.file}, row ${row.row}: ${column} ${why}`, {
    field: column,
    row: row.row,
  });
}

function numberIn(row: TabRow, column: string, absent?: number): number {
  const text = row.cell(column);
  if (text === '' && absent !== undefined) return absent;
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  const value = text === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) fault(row, column, `"${text}" is not a number`);
  return value;
}

function oneOf(row: TabRow, column: string, choices: readonly string[]): string {
  const text = row.cell(column) || choices[0]!;
  if (!choices.includes(text)) fault(row, column, `"${text}" is none of ${choices.join(', ')}`);
  return text;
}

function idIn(row: TabRow, column: string): string {
  return row.cell(column) || fault(row, column, 'is empty');
}

function readParameter(row: TabRow): PetabParameter {
  const estimate = row.cell('estimate');
  if (estimate !== '0' && estimate !== '1') fault(row, 'estimate', `"${estimate}" is neither 0 nor 1`);
  return {
    id: idIn(row, 'parameterId'),
    scale: oneOf(row, 'parameterScale', SCALES) as PetabScale,
    lower: numberIn(row, 'lowerBound', -Infinity),
    upper: numberIn(row, 'upperBound', Infinity),
    nominal: numberIn(row, 'nominalValue', Number.NaN),
    estimated: estimate === '1',
  };
}

function readCondition(row: TabRow, columns: readonly string[]): PetabCondition {
  const sets = new Map<string, number | string>();
  for (const column of columns) {
    if (column === 'conditionId' || column === 'conditionName' || column === '') continue;
    const text = row.cell(column);
    if (text !== '' && text.toLowerCase() !== 'nan') sets.set(column, numberOrId(text));
  }
  return { id: idIn(row, 'conditionId'), sets };
}

function readObservable(row: TabRow): PetabObservable {
  return {
    id: idIn(row, 'observableId'),
    formula: idIn(row, 'observableFormula'),
    noiseFormula: idIn(row, 'noiseFormula'),
    transformation: oneOf(row, 'observableTransformation', SCALES) as PetabScale,
    noise: oneOf(row, 'noiseDistribution', NOISES) as 'normal' | 'laplace',
  };
}

function readMeasurement(
  observables: ReadonlyMap<string, PetabObservable>,
  conditions: ReadonlyMap<string, PetabCondition>,
): (row: TabRow) => PetabMeasurement {
  return (row) => {
    const named = (column: string, declared: ReadonlyMap<string, unknown>): string => {
      const id = idIn(row, column);
      if (!declared.has(id)) fault(row, column, `names "${id}", which no table declares`);
      return id;
    };
    return {
      row: row.row,
      observable: named('observableId', observables),
      preequilibration:
        row.cell('preequilibrationConditionId') === ''
          ? null
          : named('preequilibrationConditionId', conditions),
      condition: named('simulationConditionId', conditions),
      value: numberIn(row, 'measurement'),
      time: numberIn(row, 'time'),
      observableParameters: listIn(row, 'observableParameters'),
      noiseParameters: listIn(row, 'noiseParameters'),
    };
  };
}

function listIn(row: TabRow, column: string): readonly (number | string)[] {
  const text = row.cell(column);
  return text === '' ? [] : text.split(';').map((part) => numberOrId(part.trim()));
}

function numberOrId(text: string): number | string {
  const value = Number(text);
  return text !== '' && !Number.isNaN(value) ? value : text;
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const row of rows) {
    if (found.has(row.id)) {
      throw new TwinwardError('file.invalid', `"${row.id}" is declared twice`, { field: row.id });
    }
    found.set(row.id, row);
  }
  return found;
}
