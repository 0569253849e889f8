import type { RuntimeContext } from '../runtime-context.ts';
import { headlineTrack, trackViews } from '../show/track-views.ts';
import type { TrackView } from '../views/track-view.ts';
import { Following } from './following.ts';
import { TwinActor } from './twin-actor.ts';
import type { TwinEntry } from './twin-entry.ts';

/** A twin in memory: its actor, and what follows from what it folds. */
export interface HotTwin {
  readonly actor: TwinActor;
  readonly following: Following;
  /** The track record shown in the overview. */
  track: TrackView | null;
}

/** Brings a twin into memory. */
export async function heatTwin(context: RuntimeContext, entry: TwinEntry): Promise<HotTwin> {
  const { record } = context;
  const { twin } = entry.opened;
  const actor = await TwinActor.load(context, entry.model, entry.opened);
  const following = new Following(context, entry, () => actor.known);
  const [latest] = await record.forecasts.issued(twin, 1);
  entry.lastIssued = latest?.from ?? null;
  const track = headlineTrack(trackViews(await record.forecasts.trackRecord(twin)));
  return { actor, following, track };
}
