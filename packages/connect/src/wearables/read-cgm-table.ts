// Published continuous glucose recordings as whole series, one a person, for verification and for the demo.
import { TwinwardError } from '@twinward/contract';
import { parse } from 'csv-parse/sync';
import { CSV_DIALECT } from './csv-rows.ts';
import { readDecimal } from './read-decimal.ts';
import { wallMilliseconds, wallTime } from './wall-time.ts';

/** The recording of one person, in the file's order. */
export interface CgmSeries {
  readonly id: string;
  /** Null where the file does not tell. */
  readonly diagnosis: string | null;
  /** The wall clock's reading in milliseconds, counted as if its zone were UTC [n]. */
  readonly times: Float64Array;
  /** Glucose, mg/dL [n]. */
  readonly mgdl: Float64Array;
}

/**
 * Reads a table with the columns `id`, `time` (local, year first), `gl` (mg/dL) and perhaps `diagnosis`; rows whose glucose is
 * empty or `NA` are missing readings and left out. Throws `file.invalid`
 * naming row and field for a missing column, a time or number that is none, and a table without rows.
 */
export function readCgmTable(text: string): readonly CgmSeries[] {
  let rows: string[][];
  try {
    rows = parse(text, { ...CSV_DIALECT, skip_empty_lines: true }) as string[][];
  } catch {
    throw invalid('the table is not CSV', 1, 'row');
  }
  const header = (rows[0] ?? []).map((cell) => cell.trim());
  const column = (name: string): number => {
    const found = header.indexOf(name);
    if (found === -1) throw invalid(`the table has no column ${name}`, 1, name);
    return found;
  };
  const [id, time, gl] = [column('id'), column('time'), column('gl')];
  const diagnosis = header.indexOf('diagnosis');
  const people = new Map<string, { diagnosis: string | null; times: number[]; mgdl: number[] }>();
  for (const [i, row] of rows.slice(1).entries()) {
    const glucose = (row[gl] ?? '').trim();
    if (glucose === '' || glucose === 'NA') continue;
    const written = wallTime((row[time] ?? '').trim());
    const at = written === null || !written.yearFirst ? null : wallMilliseconds(written, false);
    const value = readDecimal(glucose);
    if (at === null) throw invalid('the time is not a date and time with the year first', i + 2, 'time');
    if (value === null || value <= 0) throw invalid('the glucose is not a positive number', i + 2, 'gl');
    const key = row[id] ?? '';
    let person = people.get(key);
    if (person === undefined) {
      person = { diagnosis: row[diagnosis]?.trim() || null, times: [], mgdl: [] };
      people.set(key, person);
    }
    person.times.push(at);
    person.mgdl.push(value);
  }
  if (people.size === 0) throw invalid('the table has no rows', 2, 'row');
  return [...people].map(([key, person]) => ({
    id: key,
    diagnosis: person.diagnosis,
    times: Float64Array.from(person.times),
    mgdl: Float64Array.from(person.mgdl),
  }));
}

function invalid(message: string, row: number, field: string): TwinwardError {
  return new TwinwardError('file.invalid', message, {
    row,
    field,
    remedy: 'give a table id,time,gl[,diagnosis] as CSV',
  });
}
