import { formatInstant } from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { TakenInView } from '../views/taken-in-view.ts';

/**
 * What a twin expected of readings at these places of the record, and what it held after taking them in; of those among its latest innovations, oldest
 * first. Earlier ones are in its history.
 */
export function takenIn(
  entry: TwinEntry,
  state: TwinState,
  seqs: ReadonlySet<number>,
): readonly TakenInView[] {
  const { observables } = entry.model;
  const views: TakenInView[] = [];
  for (let i = 0; i < state.innovations.length; i++) {
    const row = state.innovations.row(i);
    const observable = observables[row.observable];
    if (!seqs.has(row.seq) || observable === undefined) continue;
    views.push({
      seq: row.seq,
      at: formatInstant(row.at),
      label: observable.label,
      unit: observable.unit,
      observed: row.observed,
      expected: { mean: row.predicted, sd: row.sd },
      after: { mean: row.mean, sd: row.spread },
    });
  }
  return views;
}
