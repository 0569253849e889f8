// Where playbacks rest between starts of the server: what plays, for whom, and how far it has come.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, type SubjectRef, TwinwardError } from '@twinward/contract';

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

/** The playbacks that were not over. */
export interface PlaybackStore {
  /** Throws `file.invalid` where they cannot be read. */
  read(): readonly KeptPlayback[];
  keep(playbacks: readonly KeptPlayback[]): void;
}

const FILE = 'playbacks.json';

/** Playbacks in one file of the data folder, written whole at each change. */
export function playbackFile(folder: string): PlaybackStore {
  const path = join(folder, FILE);
  let last = '';
  return {
    read() {
      let text = '[]';
      try {
        text = readFileSync(path, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
      try {
        return JSON.parse(text) as readonly KeptPlayback[];
      } catch {
        throw new TwinwardError('file.invalid', `${FILE} is not JSON`, {
          field: FILE,
          remedy: 'delete it: recordings are then played anew when somebody starts them',
        });
      }
    },
    keep(playbacks) {
      const text = `${JSON.stringify(playbacks)}\n`;
      if (text === last) return;
      writeFileSync(`${path}.new`, text, { mode: 0o600 });
      renameSync(`${path}.new`, path);
      last = text;
    },
  };
}
