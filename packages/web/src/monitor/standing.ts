import type { WaveStatus } from './wave-store.ts';

/** How what is shown stands to the recording; `stale` numbers and traces are greyed. */
export interface Standing {
  readonly words: string;
  readonly stale: boolean;
}

/** Milliseconds without a sample after which what is shown is old. */
const OLD = 3000;

/** Whether the traces move with the recording, and if not, why. */
export function standingOf(status: WaveStatus, heardAt: number, now: number): Standing {
  const { playback, connection } = status;
  if (playback === null || playback === 'idle') return { words: 'Nothing is played', stale: true };
  if (playback.state === 'paused') return { words: 'Paused', stale: true };
  if (playback.state !== 'playing') {
    const words = playback.state.charAt(0).toUpperCase() + playback.state.slice(1);
    return { words: playback.words === '' ? words : `${words}: ${playback.words}`, stale: true };
  }
  const age = now - heardAt;
  if (connection === 'lost') return { words: 'The connection is lost; it is tried again', stale: true };
  if (heardAt === 0) return { words: 'Waiting for the first samples', stale: true };
  if (age > OLD) return { words: `No samples for ${Math.round(age / 1000)} s`, stale: true };
  return {
    words: playback.speed === 1 ? 'Playing' : `Playing at ${playback.speed} times life`,
    stale: false,
  };
}
