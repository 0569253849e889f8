import type {
  AbortSignalLike,
  FoldUnit,
  RecordedEvent,
  TwinModel,
  TwinOpened,
  WorkPool,
} from '@twinward/contract';
import { applyEvent } from './apply-event.ts';
import { decodeState, encodeState } from './state-bytes.ts';
import type { TwinState } from './twin-state.ts';

/** A twin to fold, and who does what takes long. */
export interface Folding {
  readonly pool: WorkPool;
  readonly model: TwinModel;
  readonly opened: TwinOpened;
}

/**
 * As `applyEvent`, but what moves the belief of a heavy model is done by the pool, so that requests have the thread meanwhile. Throws
 * `run.cancelled` for an aborted signal.
 */
export async function foldEvent(
  { pool, model, opened }: Folding,
  state: TwinState,
  recorded: RecordedEvent,
  signal?: AbortSignalLike,
): Promise<TwinState> {
  if (model.heavy !== true || !movesBelief(recorded)) return applyEvent(model, state, recorded);
  const unit: FoldUnit = { model: model.name, opened, state: encodeState(state), recorded };
  return decodeState(await pool.fold(unit, signal), opened);
}

/** What a pool makes of a unit, in whatever thread. */
export function foldUnit({ opened, state, recorded }: FoldUnit, model: TwinModel): Uint8Array {
  return encodeState(applyEvent(model, decodeState(state, opened), recorded));
}

/** All others wait in the state until a belief passes them. */
function movesBelief({ event }: RecordedEvent): boolean {
  return event.kind === 'observation' || event.kind === 'adt';
}
