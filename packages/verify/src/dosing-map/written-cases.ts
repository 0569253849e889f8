import { TwinwardError } from '@twinward/contract';
import type { DosingRecord, ObservedCourse } from '@twinward/twins/patient';
import { readModel, type WrittenModel } from './model-text.ts';

/** A patient with what reference software found: etas, or parameters, and how near ours must come. */
export interface MapCase {
  readonly name: string;
  readonly written: WrittenModel;
  readonly course: ObservedCourse;
  readonly expects: 'eta' | 'parameter';
  /** By the file's names. */
  readonly expected: Readonly<Record<string, number>>;
  readonly tolerance: number;
  readonly software: string;
}

interface Written {
  readonly model: string;
  readonly omega_var: Readonly<Record<string, number>>;
  readonly residual_sd?: string;
  readonly residual_var?: string;
  readonly covariates?: Readonly<Record<string, number>>;
  readonly doses?: readonly { readonly t: number; readonly amt: number; readonly dur: number }[];
  readonly obs?: readonly (readonly [number, number])[];
  readonly expected_map?: Readonly<Record<string, number>>;
  readonly expected_eta?: Readonly<Record<string, number>>;
  readonly rel_tol?: number;
  readonly abs_tol?: number;
  readonly reference_software?: string;
}

/** What a file of reference cases holds: cases by name, and models without a case of their own. */
export interface WrittenFile {
  readonly cases: readonly { readonly name: string; readonly read: () => MapCase }[];
  readonly models: readonly (() => WrittenModel)[];
}

/** Reads `map-reference-cases.json` or a file of its form; a case is read when asked for, so that one refusal spares the others. */
export function readWrittenCases(text: string, file: string): WrittenFile {
  let parsed: Readonly<Record<string, Written>>;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new TwinwardError('usage', `${file} is not JSON`, {
      field: 'FILE',
      remedy: 'see data/pk/README.md',
    });
  }
  const entries = Object.entries(parsed);
  const expects = ({ expected_map, expected_eta }: Written): boolean =>
    expected_map !== undefined || expected_eta !== undefined;
  return {
    cases: entries
      .filter(([, written]) => expects(written))
      .map(([name, written]) => ({ name, read: () => caseOf(name, written) })),
    models: entries
      .filter(([, written]) => !expects(written))
      .map(
        ([, written]) =>
          () =>
            modelOf(written),
      ),
  };
}

function modelOf(written: Written): WrittenModel {
  const residual = written.residual_sd ?? written.residual_var ?? '';
  return readModel(written.model, written.omega_var, residual);
}

function caseOf(name: string, written: Written): MapCase {
  const model = modelOf(written);
  const parameter = written.expected_map !== undefined;
  return {
    name,
    written: model,
    course: rowsOf(written) === undefined ? listedCourse(written, model) : rowCourse(written, model),
    expects: parameter ? 'parameter' : 'eta',
    expected: (parameter ? written.expected_map : written.expected_eta)!,
    tolerance: (parameter ? written.rel_tol : written.abs_tol) ?? 0,
    software: written.reference_software ?? 'the reference',
  };
}

const LOOK: DosingRecord = { time: 0, evid: 0, amt: 0, rate: 0, cmt: 0, ii: 0, addl: 0, ss: 0 };

function listedCourse(
  { doses = [], obs = [], covariates = {} }: Written,
  model: WrittenModel,
): ObservedCourse {
  const records = [
    ...obs.map(([time, value]) => ({ record: { ...LOOK, time }, value })),
    ...doses.map(({ t, amt, dur }) => {
      const rate = dur > 0 ? amt / dur : 0;
      return { record: { ...LOOK, time: t, evid: 1, amt, rate, cmt: model.doseInto }, value: null };
    }),
  ].sort((a, b) => a.record.time - b.record.time);
  return {
    records: records.map(({ record }) => record),
    covariates: records.map(() => covariates),
    levels: records.flatMap(({ value }, record) => (value === null ? [] : [{ record, value }])),
  };
}

/** The key whose name lists the columns of its rows, `rows_t_evid_amt_rate_dv_<covariates>`. */
function rowsOf(
  written: Written,
):
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly (number | null)[])[] }
  | undefined {
  const found = Object.entries(written).find(([key]) => key.startsWith('rows_'));
  if (found === undefined) return undefined;
  return { columns: found[0].slice('rows_'.length).split('_'), rows: found[1] };
}

function rowCourse(written: Written, model: WrittenModel): ObservedCourse {
  const { columns, rows } = rowsOf(written)!;
  const cell = (row: readonly (number | null)[], column: string): number | null =>
    row[columns.indexOf(column)] ?? null;
  return {
    records: rows.map((row) => {
      const evid = cell(row, 'evid') ?? 0;
      return {
        ...LOOK,
        time: cell(row, 't') ?? 0,
        evid,
        amt: cell(row, 'amt') ?? 0,
        rate: cell(row, 'rate') ?? 0,
        cmt: evid === 0 ? 0 : model.doseInto,
        ii: cell(row, 'ii') ?? 0,
        addl: cell(row, 'addl') ?? 0,
        ss: cell(row, 'ss') ?? 0,
      };
    }),
    covariates: rows.map((row) =>
      Object.fromEntries(columns.map((column, i) => [column.toUpperCase(), row[i] ?? 0])),
    ),
    levels: rows.flatMap((row, record) => {
      const value = cell(row, 'evid') === 0 ? cell(row, 'dv') : null;
      return value === null ? [] : [{ record, value }];
    }),
  };
}
