import type { ChartTable } from '../charts/chart-card.tsx';
import type { WaveStatus } from './wave-store.ts';

/** Beats of a signal that the table lists. */
const LISTED = 120;

/** The traces in numbers: for each beat found, when it was, how long after the one before, and the rate that makes. */
export function beatsTable({ traces, playback }: WaveStatus): ChartTable {
  const from = typeof playback === 'object' && playback !== null ? playback.recording : '';
  const rows = traces.flatMap(({ name, beats }) =>
    beats.slice(-LISTED).map((beat, i, listed) => {
      const before = listed[i - 1];
      const interval = before === undefined ? null : beat - before;
      return [
        name,
        Number(beat.toFixed(3)),
        interval === null ? null : Math.round(1000 * interval),
        interval === null ? null : Math.round(60 / interval),
      ];
    }),
  );
  return {
    caption: `Beats found in recording ${from}, the latest ${LISTED} of each signal`,
    header: ['Signal', 'Played, s', 'After the one before, ms', 'Rate, /min'],
    rows: rows.reverse(),
  };
}
