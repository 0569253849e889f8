import { type AdtEntry, compareEvents } from './adt-journal.ts';

/**
 * Works out which events of one visit are taken back. Cancellations count in the order in which they happened; each takes back the latest
 * event of its kinds before it that still stands, or the one of the time it names. `touch` is called before an entry is changed.
 */
export function matchCancels(visit: readonly AdtEntry[], touch: (entry: AdtEntry) => void): void {
  if (!visit.some(({ event }) => event.kind === 'cancel')) return;
  const ordered = [...visit].sort((a, b) => compareEvents(a.event, b.event));
  const taken = new Set<AdtEntry>();
  for (const [index, { event, ...rest }] of ordered.entries()) {
    if (event.kind !== 'cancel') continue;
    const entry = ordered[index]!;
    const meant = ordered
      .slice(0, index)
      .findLast(
        (one) =>
          !taken.has(one) &&
          event.cancels!.includes(one.event.kind) &&
          (event.cancelledAt === undefined || one.event.at === event.cancelledAt),
      );
    if (meant !== undefined) taken.add(meant);
    const problem = meant === undefined ? 'nothing was found that it could cancel' : null;
    if (problem !== rest.problem) entry.problem = problem;
  }
  for (const entry of ordered) {
    if (entry.cancelled === taken.has(entry)) continue;
    touch(entry);
    entry.cancelled = taken.has(entry);
  }
}
