import { addSeconds, formatInstant, type Instant, type RecordedEvent } from '@twinward/contract';
import type { BoardContext } from './bed-board-view.ts';
import { bedMovements } from './bed-movements.ts';

const DAY = 86_400;
/** Days before a past board in which late messages are counted, and after it in which discharges are looked for. */
const [BEFORE, AFTER] = [14, 3];

/** Which part of a hospital's record the context of a past board needs. */
export function contextWindow(at: Instant): { readonly from: Instant; readonly to: Instant } {
  return { from: addSeconds(at, -BEFORE * DAY), to: addSeconds(at, AFTER * DAY) };
}

/** What stands beside a past board: who came and left before it as far as was known, which messages came only later, and who left after it. */
export function boardContext(
  recorded: readonly RecordedEvent[],
  at: Instant,
  known: 'then' | 'now',
): BoardContext {
  const before = recorded.filter(({ event }) => event.kind === 'adt' && event.event.at <= at);
  const late = before.filter(({ recordedAt }) => recordedAt > at);
  const seen = known === 'now' ? before : before.filter(({ recordedAt }) => recordedAt <= at);
  const lateUntil = late.reduce((latest, { recordedAt }) => Math.max(latest, recordedAt), 0);
  return {
    past: bedMovements(seen, at),
    lookBack: {
      known,
      since: formatInstant(contextWindow(at).from),
      late: late.length,
      lateUntil: late.length === 0 ? null : formatInstant(lateUntil as Instant),
    },
    leftAt: dischargesAfter(recorded, at),
  };
}

/** The latest version of each message counts. */
function dischargesAfter(recorded: readonly RecordedEvent[], at: Instant): ReadonlyMap<string, Instant> {
  const latest = new Map<string, Extract<RecordedEvent['event'], { kind: 'adt' }>>();
  for (const { event } of recorded) {
    if (event.kind !== 'adt' || event.event.at <= at) continue;
    const name = JSON.stringify([event.source.system, event.source.id]);
    const known = latest.get(name);
    if (known === undefined || known.source.version < event.source.version) latest.set(name, event);
  }
  const left = new Map<string, Instant>();
  for (const { event, withdrawn } of latest.values()) {
    const name = event.visit ?? event.person;
    if (withdrawn || event.kind !== 'discharge' || name === null) continue;
    const first = left.get(name);
    if (first === undefined || event.at < first) left.set(name, event.at);
  }
  return left;
}
