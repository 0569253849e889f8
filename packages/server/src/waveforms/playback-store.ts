// Where playbacks rest between starts of the server: what plays, for whom, and how far it has come.
import type { Instant, SubjectRef } from '@twinward/contract';
import { type RestingList, restingList } from '../resting-list.ts';

/** How far a playback has come, in whole windows: frames of the cycle and before it, cycles, and what was recorded. */
export interface PlaybackPlace {
  readonly cycle: number;
  readonly before: number;
  readonly frame: number;
  readonly recorded: number;
}

/** A playback that goes on when the server starts again. */
export interface KeptPlayback extends PlaybackPlace {
  readonly id: string;
  readonly subject: SubjectRef;
  readonly recording: string;
  readonly speed: number;
  readonly atEnd: 'loop' | 'end';
  readonly recordEvery: number;
  readonly startedAt: Instant;
  /** Who started it, in whose name it records. */
  readonly by: { readonly id: string; readonly role: string };
}

/** The playbacks that were not over, in one file of the data folder. */
export function playbackFile(folder: string): RestingList<KeptPlayback> {
  return restingList(
    folder,
    'playbacks.json',
    'delete it: recordings are then played anew when somebody starts them',
  );
}
