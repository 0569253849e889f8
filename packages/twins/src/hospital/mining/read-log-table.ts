import { parseInstant, TwinwardError } from '@twinward/contract';
import type { LogRow } from './activity-log.ts';

/** Which column of a table holds what of an event log. */
export interface LogColumns {
  readonly case: string;
  readonly activity: string;
  /** Of a row for each transition; otherwise `start` and `complete`. */
  readonly time?: string;
  readonly start?: string;
  readonly complete?: string;
  readonly transition?: string;
  readonly instance?: string;
  readonly resource?: string;
}

/** Headers by which columns are known, from the most telling on; case and spaces do not matter. */
const HEADERS: Readonly<Record<keyof LogColumns, readonly string[]>> = {
  case: ['case:concept:name', 'caseid', 'case', 'patientid', 'patient', 'encounter', 'visit'],
  activity: ['concept:name', 'activity', 'handling', 'task', 'event', 'stage'],
  time: ['time:timestamp', 'timestamp', 'time', 'datetime'],
  start: ['starttimestamp', 'starttime', 'start'],
  complete: ['completetimestamp', 'completetime', 'endtime', 'complete', 'end'],
  transition: ['lifecycle:transition', 'lifecycle', 'transition', 'registrationtype', 'status'],
  instance: ['concept:instance', 'activityinstance', 'activityinstanceid', 'handlingid', 'instance'],
  resource: ['org:resource', 'resource', 'employee', 'staff'],
};
const REQUIRED = ['case', 'activity'] as const;
const TRANSITIONS: ReadonlyMap<string, 'start' | 'complete'> = new Map([
  ['start', 'start'],
  ['started', 'start'],
  ['begin', 'start'],
  ['complete', 'complete'],
  ['completed', 'complete'],
  ['end', 'complete'],
]);
const WITHOUT_OFFSET = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/**
 * The rows of an event log in a table with a header, whose columns are recognised by their names unless they are named: one row for each transition, or
 * one for each activity with its start and its end. Times without an offset are taken as UTC: only their differences and
 * hours of the day are used. Throws `file.ambiguous` when a column is missing, and `file.invalid` naming the row for a time
 * or a transition that cannot be read.
 *
 * @example
 * const table = [{ patient: 'NA', activity: 'triage', start: '2026-01-05T08:00:00Z', end: '2026-01-05T08:05:00Z' }];
 * readLogTable(table).map(({ transition }) => transition); // ["start", "complete"]
 */
export function readLogTable(
  table: readonly Readonly<Record<string, string>>[],
  named?: Partial<LogColumns>,
): readonly LogRow[] {
  const columns = checked(Object.keys(table[0] ?? {}), named);
  return table.flatMap((row, index) => {
    const base = {
      caseId: row[columns.case] ?? '',
      activity: row[columns.activity] ?? '',
      ...optional('instance', row[columns.instance ?? '']),
      ...optional('resource', row[columns.resource ?? '']),
    };
    if (columns.time !== undefined) {
      const transition = transitionOf(row[columns.transition ?? ''], index);
      const time = timeOf(row[columns.time] ?? '', columns.time, index);
      return transition === undefined ? [{ ...base, time }] : [{ ...base, time, transition }];
    }
    const instance = base.instance ?? `row ${index + 1}`;
    return (['start', 'complete'] as const).map((transition): LogRow => {
      const column = columns[transition]!;
      return { ...base, instance, transition, time: timeOf(row[column] ?? '', column, index) };
    });
  });
}

/**
 * What the columns of a header are known to hold by their names; what none is known to hold is left out.
 *
 * @example
 * recogniseLogColumns(['patient', 'handling', 'time']).activity; // 'handling'
 */
export function recogniseLogColumns(headers: readonly string[]): Partial<LogColumns> {
  const plain = new Map(headers.map((header) => [header.toLowerCase().replaceAll(/[\s_-]/g, ''), header]));
  const columns: Partial<Record<keyof LogColumns, string>> = {};
  for (const [role, names] of Object.entries(HEADERS)) {
    const found = names.map((name) => plain.get(name)).find((header) => header !== undefined);
    if (found !== undefined) columns[role as keyof LogColumns] = found;
  }
  return columns;
}

function checked(headers: readonly string[], named: Partial<LogColumns> | undefined): LogColumns {
  const columns = named ?? recogniseLogColumns(headers);
  for (const [role, column] of Object.entries(columns)) {
    if (headers.includes(column)) continue;
    throw new TwinwardError('file.invalid', `the event log has no column "${column.slice(0, 40)}"`, {
      field: role,
      remedy: 'name a column of its header',
    });
  }
  for (const role of REQUIRED) if (columns[role] === undefined) missing(role);
  if (columns.time === undefined && (columns.start === undefined || columns.complete === undefined))
    missing('time');
  return columns as LogColumns;
}

function missing(role: keyof LogColumns): never {
  throw new TwinwardError('file.ambiguous', `no column of the event log is known to hold the ${role}`, {
    field: role,
    remedy: `name one of the columns ${HEADERS[role].slice(0, 3).join(', ')}`,
  });
}

function transitionOf(text: string | undefined, index: number): LogRow['transition'] {
  if (text === undefined || text === '') return undefined;
  const transition = TRANSITIONS.get(text.toLowerCase());
  if (transition !== undefined) return transition;
  throw new TwinwardError('file.invalid', `row ${index + 1} has the transition "${text.slice(0, 20)}"`, {
    field: 'transition',
    row: index + 1,
    remedy: 'write start or complete',
  });
}

function timeOf(text: string, field: string, index: number): number {
  const whole = WITHOUT_OFFSET.test(text) ? `${text.replace(' ', 'T')}Z` : text.replace(' ', 'T');
  try {
    return parseInstant(whole, field) / 1000;
  } catch (error) {
    if (!(error instanceof TwinwardError)) throw error;
    throw new TwinwardError(
      'file.invalid',
      `row ${index + 1} of the event log has no time that can be read`,
      {
        field,
        row: index + 1,
        remedy: 'write it as 2026-03-01T08:00:00Z',
      },
    );
  }
}

function optional(name: 'instance' | 'resource', value: string | undefined): Partial<LogRow> {
  return value === undefined || value === '' ? {} : { [name]: value };
}
