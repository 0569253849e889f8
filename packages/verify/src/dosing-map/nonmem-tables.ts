import { TwinwardError } from '@twinward/contract';
import type { DosingRecord, ObservedCourse } from '@twinward/twins/patient';
import { numberIn, readTable, type TableRow } from '../table.ts';

/** What NONMEM's POSTHOC step found for one patient. */
export interface PosthocRow {
  readonly id: number;
  /** ETA(1) to ETA(n). */
  readonly eta: readonly number[];
  /** Lower triangle of ETC, by rows. */
  readonly covariance: readonly (readonly [row: number, column: number, value: number])[];
  readonly objective: number;
}

/** Whether the text is a table of individual estimates (`.phi` as CSV) rather than a data set. */
export function isPosthocTable(text: string): boolean {
  return text.slice(0, text.indexOf('\n')).includes('ETA(1)');
}

/** Reads a table of individual estimates. */
export function readPosthocTable(text: string, file: string): readonly PosthocRow[] {
  return readTable(text, ['ID', 'ETA(1)', 'ETC(1,1)', 'OBJ'], file).map((row, index) => {
    const etas = Object.keys(row).filter((name) => /^ETA\(\d+\)$/.test(name));
    const etcs = Object.keys(row).flatMap((name) => {
      const match = /^ETC\((\d+),(\d+)\)$/.exec(name);
      return match === null ? [] : [[name, Number(match[1]) - 1, Number(match[2]) - 1] as const];
    });
    return {
      id: numberIn(row, 'ID', index, file),
      eta: etas.map((name) => numberIn(row, name, index, file)),
      covariance: etcs.map(([name, i, j]) => [i, j, numberIn(row, name, index, file)] as const),
      objective: numberIn(row, 'OBJ', index, file),
    };
  });
}

/** Reads a NONMEM data set: courses by ID, with DV at rows whose mdv is 0. */
export function readNonmemData(text: string, file: string): ReadonlyMap<number, ObservedCourse> {
  const rows = readTable(text, ['ID', 'time', 'evid', 'amt', 'cmt', 'mdv', 'DV'], file);
  const lines = new Map<number, { row: TableRow; index: number }[]>();
  for (const [index, row] of rows.entries()) {
    const id = numberIn(row, 'ID', index, file);
    lines.set(id, [...(lines.get(id) ?? []), { row, index }]);
  }
  return new Map([...lines].map(([id, own]) => [id, courseOf(own, file)]));
}

function courseOf(own: readonly { row: TableRow; index: number }[], file: string): ObservedCourse {
  const none = {};
  const records = own.map(({ row, index }): DosingRecord => {
    const of = (name: string): number =>
      row[name] === undefined || row[name] === '.' ? 0 : numberIn(row, name, index, file);
    return {
      time: of('time'),
      evid: of('evid'),
      amt: of('amt'),
      rate: of('rate'),
      cmt: of('cmt'),
      ii: of('ii'),
      addl: of('addl'),
      ss: of('ss'),
    };
  });
  const levels = own.flatMap(({ row, index }, record) =>
    numberIn(row, 'mdv', index, file) === 0 ? [{ record, value: numberIn(row, 'DV', index, file) }] : [],
  );
  if (levels.length === 0 && own.length === 0) {
    throw new TwinwardError('usage', `${file} has no rows`, { field: 'FILE', remedy: 'give a data set' });
  }
  return { records, covariates: records.map(() => none), levels };
}
