import type { Instant, TwinOpened } from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { decodeState } from '../fold/state-bytes.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';

/**
 * A twin's state and stored ones before it, latest first, whose innovations together reach back to an instant. Every snapshot holds the
 * latest innovations before it, so walking back through them gives the whole course without folding.
 */
export async function* statesBack(
  context: RuntimeContext,
  { opened }: TwinEntry,
  latest: TwinState,
  from: Instant,
): AsyncGenerator<TwinState> {
  let state: TwinState | null = latest;
  while (state !== null) {
    yield state;
    const { innovations } = state;
    const oldest: Instant = innovations.length === 0 ? state.openedAt : innovations.row(0).at;
    if (oldest <= from) break;
    state = await overlapping(context, opened, oldest, state.belief.at);
  }
}

/** The stored state farthest back that still joins on to innovations from `oldest` to `latest`, always before `latest`, as far as there is one. */
async function overlapping(
  { record }: RuntimeContext,
  opened: TwinOpened,
  oldest: Instant,
  latest: Instant,
): Promise<TwinState | null> {
  const within = (oldest + Math.floor((latest - oldest) / 3)) as Instant;
  const far = await record.snapshots.latest(opened.twin, { at: within });
  const joins = far !== null && far.at >= oldest && far.at < latest;
  const near = joins ? far : await record.snapshots.latest(opened.twin, { at: (latest - 1) as Instant });
  return near === null ? null : decodeState(near.state, opened);
}
