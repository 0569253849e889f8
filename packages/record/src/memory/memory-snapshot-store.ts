// Snapshots in memory.
import type { Instant, TwinId } from '@twinward/contract';
import type { Snapshot, SnapshotStore } from '../ports/snapshot-store.ts';
import { verifiedSnapshot } from '../verified-snapshot.ts';

/** Snapshots of one process. */
export class MemorySnapshotStore implements SnapshotStore {
  readonly #snapshots = new Map<TwinId, Snapshot[]>();

  async put(snapshots: readonly Snapshot[]): Promise<void> {
    for (const snapshot of snapshots.map(verifiedSnapshot)) {
      const others = (this.#snapshots.get(snapshot.twin) ?? []).filter(
        (other) => other.at !== snapshot.at || other.seq !== snapshot.seq,
      );
      others.push({ ...snapshot, state: snapshot.state.slice() });
      others.sort((a, b) => a.at - b.at || a.seq - b.seq);
      this.#snapshots.set(snapshot.twin, thinned(others, snapshot.at));
    }
  }

  async latest(
    twin: TwinId,
    bound: { readonly at?: Instant; readonly seq?: number } = {},
  ): Promise<Snapshot | null> {
    const { at = Number.POSITIVE_INFINITY, seq = Number.POSITIVE_INFINITY } = bound;
    const found = this.#snapshots.get(twin)?.findLast((snapshot) => snapshot.at <= at && snapshot.seq <= seq);
    return found === undefined ? null : verifiedSnapshot({ ...found, state: found.state.slice() });
  }

  async dropAfter(twin: TwinId, at: Instant): Promise<void> {
    const kept = (this.#snapshots.get(twin) ?? []).filter((snapshot) => snapshot.at <= at);
    this.#snapshots.set(twin, kept);
  }
}

const HOUR = 3_600_000;
const DAY = 86_400_000;

/** Of those more than a day before, the last of each hour; more than 31 days before, the last of each day. */
function thinned(rising: readonly Snapshot[], before: Instant): Snapshot[] {
  return rising.filter((snapshot, i) => {
    const age = before - snapshot.at;
    if (age <= DAY) return true;
    const bucket = age <= 31 * DAY ? HOUR : DAY;
    const next = rising[i + 1];
    return next === undefined || Math.floor(next.at / bucket) !== Math.floor(snapshot.at / bucket);
  });
}
