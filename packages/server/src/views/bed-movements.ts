import { formatInstant, type Instant, instant, type RecordedEvent } from '@twinward/contract';
import type { BedMovements } from '../schemas/bed-board-schema.ts';

const HOUR = 3_600_000;
const HOURS = 24;

/** The instant from which `bedMovements` counts. */
export function movementsSince(at: Instant): Instant {
  return instant(at - HOURS * HOUR);
}

/** Who came and who left in the 24 hours before an instant, by what the record holds of them: the latest version of each message counts. */
export function bedMovements(recorded: readonly RecordedEvent[], at: Instant): BedMovements['past'] {
  const from = movementsSince(at);
  const latest = new Map<string, Extract<RecordedEvent['event'], { kind: 'adt' }>>();
  for (const { event } of recorded) {
    if (event.kind !== 'adt') continue;
    const key = JSON.stringify([event.source.system, event.source.id]);
    const known = latest.get(key);
    if (known === undefined || known.source.version < event.source.version) latest.set(key, event);
  }
  const past = Array.from({ length: HOURS }, (_, k) => ({
    at: formatInstant(instant(from + k * HOUR)),
    admitted: 0,
    left: 0,
  }));
  for (const { event, withdrawn } of latest.values()) {
    // an hour holds its end: what the latest event told has happened
    const hour = past[Math.ceil((event.at - from) / HOUR) - 1];
    if (withdrawn || hour === undefined) continue;
    if (event.kind === 'admit') hour.admitted += 1;
    if (event.kind === 'discharge') hour.left += 1;
  }
  return past;
}
