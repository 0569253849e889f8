import { addSeconds, type FitState, type Instant } from '@twinward/contract';
import { judgeFit } from '@twinward/estimate';
import type { TwinEntry } from '../actor/twin-entry.ts';
import type { RingRow } from '../fold/innovation-ring.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { fitAt } from '../show/fit-at.ts';
import { statesBack } from './states-back.ts';

/** From when on a twin abstained, and why; or from when on it spoke again (no reason). */
export interface FitTurn {
  readonly at: Instant;
  readonly reason: string | null;
}

/**
 * When a twin fell silent between two instants, and when it trusted itself again: its stored innovations judged again one by one, by the
 * rule that judged them first, with what stored states say of ranges of validity. `now` is the present, at which silence is judged last.
 */
export async function fitCourse(
  context: RuntimeContext,
  entry: TwinEntry,
  latest: TwinState,
  from: Instant,
  to: Instant,
  now: Instant,
): Promise<readonly FitTurn[]> {
  const { model } = entry;
  const rows = new Map<number, RingRow>();
  const stored = new Map<Instant, FitState>();
  for await (const state of statesBack(context, entry, latest, from)) {
    for (const row of state.innovations.latest(state.innovations.length)) rows.set(row.seq, row);
    if (state.fit.kind === 'abstains') stored.set(state.fit.since, state.fit);
  }
  const turns: FitTurn[] = [];
  let fit: FitState = { kind: 'warming-up', reason: '' };
  const turn = (next: FitState, at: Instant): void => {
    if (next.kind === 'abstains' && fit.kind !== 'abstains')
      turns.push({ at: next.since, reason: next.reason });
    if (next.kind === 'fits' && fit.kind === 'abstains') turns.push({ at, reason: null });
    fit = next;
  };
  const window = Math.max(model.fit.warmUp, model.fit.window);
  const seen: { readonly row: RingRow; readonly observable: string }[] = [];
  const ordered = [...rows.values()].sort((a, b) => a.at - b.at || a.seq - b.seq);
  for (const row of ordered) {
    const innovations = () => seen.slice(-window).map((own) => ({ ...own.row, observable: own.observable }));
    const before = seen.at(-1)?.row.at ?? null;
    const silentUntil = before === null ? null : addSeconds(before, model.fit.stale);
    if (silentUntil !== null && row.at > silentUntil) {
      turn(judgeFit(model.fit, innovations(), before, row.at, fit, []), row.at);
    }
    seen.push({ row, observable: model.observables[row.observable]?.name ?? '' });
    turn(judgeFit(model.fit, innovations(), row.at, row.at, fit, []), row.at);
  }
  turn(fitAt(model, latest, now), now);
  for (const [at, state] of stored) {
    const told = turns.some((own) => own.reason !== null && own.at === at);
    if (!told && state.kind === 'abstains') turns.push({ at, reason: state.reason });
  }
  return turns.filter(({ at }) => at >= from && at <= to).sort((a, b) => a.at - b.at);
}
