import { type EventLogColumns, eventHistory } from '@twinward/simulate';
import { type ActivityLog, activityLog, type LogRow } from './activity-log.ts';
import type { FittedPathway } from './fit-pathway.ts';

/**
 * The event log of a run of a fitted process as a log of activities, to be mined like any other. Cases that have not left by
 * the end of the run are left out.
 */
export function runLog({ model, activityOf, origin }: FittedPathway, columns: EventLogColumns): ActivityLog {
  const rows: LogRow[] = [];
  const left = new Set<string>();
  for (const { time, event, ordinal, place, value } of eventHistory(model, columns)) {
    const caseId = String(ordinal);
    if (event === 'leave') left.add(caseId);
    const activity = event === 'delay' ? activityOf.get(place) : undefined;
    if (activity === undefined) continue;
    const [start, complete] = [origin + time * 60, origin + (time + value) * 60];
    rows.push({ caseId, activity, time: start, transition: 'start' });
    rows.push({ caseId, activity, time: complete, transition: 'complete' });
  }
  return activityLog(rows.filter(({ caseId }) => left.has(caseId)));
}
