import type { AbortSignalLike } from '@twinward/contract';
import type { Loop } from '../actor/loop.ts';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { encodeState } from '../fold/state-bytes.ts';
import { hashBytes } from '../hash-bytes.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { pastState } from './past-state.ts';

/** A twin's live state against the one folded from the log alone. */
export interface ReplayResult {
  readonly twin: string;
  /** Events folded from the log. */
  readonly events: number;
  readonly sha256Live: string;
  readonly sha256Replayed: string;
  readonly equal: boolean;
}

/** How a replay is followed and stopped. */
export interface ReplayOptions {
  readonly onProgress?: ((done: number, of: number, events: number) => void) | undefined;
  readonly signal?: AbortSignalLike | undefined;
}

/**
 * Folds twins from the log alone, without snapshots, up to where the live state stands, and compares hashes. Throws `run.cancelled` when the signal
 * is aborted.
 */
export async function replay(
  context: RuntimeContext,
  loop: Loop,
  entries: readonly TwinEntry[],
  { onProgress, signal }: ReplayOptions = {},
): Promise<readonly ReplayResult[]> {
  const results: ReplayResult[] = [];
  let before = 0;
  for (const entry of entries) {
    const live = await loop.settled(entry);
    const { state, events } = await pastState(context, entry, {
      fromScratch: true,
      known: { seq: live.known },
      signal,
      onEvents: (folded) => {
        if (folded % 1000 === 0) onProgress?.(results.length, entries.length, before + folded);
      },
    });
    before += events;
    const sha256Live = hashBytes(encodeState(live.state));
    const sha256Replayed = hashBytes(encodeState(state));
    results.push({
      twin: entry.opened.twin,
      events,
      sha256Live,
      sha256Replayed,
      equal: sha256Live === sha256Replayed,
    });
    onProgress?.(results.length, entries.length, before);
  }
  return results;
}
