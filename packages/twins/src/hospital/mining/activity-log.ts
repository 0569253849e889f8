import { TwinwardError } from '@twinward/contract';

/** One row of an event log as it was written. */
export interface LogRow {
  readonly caseId: string;
  readonly activity: string;
  /** Seconds since 1970. */
  readonly time: number;
  /** Whether an activity starts or completes here; rows without it are both at once. */
  readonly transition?: 'start' | 'complete';
  /** Tells apart instances of one activity in a case; without it a completion ends the earliest open start. */
  readonly instance?: string;
  readonly resource?: string;
}

/** An activity done once for one case; times are seconds since 1970. */
export interface Activity {
  readonly name: string;
  readonly start: number;
  readonly complete: number;
  readonly resource: string | null;
}

/** What was done for one case, in the order in which it started. */
export interface Trace {
  readonly caseId: string;
  readonly activities: readonly Activity[];
}

/** What a log tells, case by case in the order in which they began. */
export interface ActivityLog {
  readonly traces: readonly Trace[];
  /** Starts that nothing completed; they are not among the activities. */
  readonly open: number;
}

interface OpenActivity {
  readonly row: number;
  readonly start: number;
  readonly resource: string | null;
}

/**
 * Brings the rows of an event log together into activities and these into cases. Case identifiers are strings: `NA` is one.
 * Throws `file.invalid` naming the row for a time that is not a number, a missing case or activity, a completion without a start,
 * and one before its start.
 *
 * @example
 * const rows = [
 *   { caseId: 'NA', activity: 'triage', time: 60, transition: 'start' },
 *   { caseId: 'NA', activity: 'triage', time: 300, transition: 'complete' },
 * ];
 * activityLog(rows).traces[0].activities[0].complete; // 300
 */
export function activityLog(rows: readonly LogRow[]): ActivityLog {
  const cases = new Map<string, Activity[]>();
  const begun = new Map<string, OpenActivity[]>();
  for (const [index, row] of rows.entries()) {
    checkRow(row, index);
    const resource = row.resource ?? null;
    const activities = cases.get(row.caseId) ?? [];
    cases.set(row.caseId, activities);
    if (row.transition === undefined) {
      activities.push({ name: row.activity, start: row.time, complete: row.time, resource });
      continue;
    }
    const key = JSON.stringify([row.caseId, row.activity, row.instance ?? null]);
    const starts = begun.get(key) ?? [];
    begun.set(key, starts);
    if (row.transition === 'start') {
      starts.push({ row: index, start: row.time, resource });
      continue;
    }
    const start = earliest(starts);
    if (start === undefined) refuse(index, 'completes an activity that did not start', 'transition');
    if (row.time < start.start)
      refuse(index, `completes an activity before it starts in row ${start.row + 1}`, 'time');
    starts.splice(starts.indexOf(start), 1);
    activities.push({
      name: row.activity,
      start: start.start,
      complete: row.time,
      resource: resource ?? start.resource,
    });
  }
  const traces = [...cases]
    .filter(([, activities]) => activities.length > 0)
    .map(([caseId, activities]): Trace => ({ caseId, activities: activities.sort(byStart) }))
    .sort((a, b) => byStart(a.activities[0]!, b.activities[0]!));
  return { traces, open: [...begun.values()].reduce((sum, starts) => sum + starts.length, 0) };
}

function earliest(starts: readonly OpenActivity[]): OpenActivity | undefined {
  return starts.reduce<OpenActivity | undefined>(
    (first, one) => (first === undefined || one.start < first.start ? one : first),
    undefined,
  );
}

function byStart(a: Activity, b: Activity): number {
  return a.start - b.start || a.complete - b.complete;
}

function checkRow(row: LogRow, index: number): void {
  if (row.caseId === '') refuse(index, 'names no case', 'case');
  if (row.activity === '') refuse(index, 'names no activity', 'activity');
  if (!Number.isFinite(row.time)) refuse(index, 'has no time that can be read', 'time');
}

function refuse(index: number, why: string, field: string): never {
  throw new TwinwardError('file.invalid', `row ${index + 1} of the event log ${why}`, {
    field,
    row: index + 1,
    remedy: 'mend or take out that row',
  });
}
