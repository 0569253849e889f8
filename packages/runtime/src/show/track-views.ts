import type { TrackRecord } from '@twinward/record';
import type { TrackView } from '../views/track-view.ts';

/** Track records as people are shown them. */
export function trackViews(records: readonly TrackRecord[]): TrackView[] {
  return records.map(
    ({ lead, scored, live, rmse, persistenceRmse, crps, coverage50, coverage90, pit }): TrackView => ({
      lead,
      scored,
      live,
      rmse,
      persistenceRmse,
      crps,
      coverage50,
      coverage90,
      pit,
    }),
  );
}

/** The one shown in the overview: the first lead of at least half an hour, else the first. */
export function headlineTrack(tracks: readonly TrackView[]): TrackView | null {
  return tracks.find(({ lead }) => lead >= 1800) ?? tracks[0] ?? null;
}
