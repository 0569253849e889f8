import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { setPlaybackSpeed, stopPlayback } from '../generated/api.ts';
import type { Playback } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Segments } from '../twin/segments.tsx';
import styles from './monitor.module.css';

const SPEEDS = ['0', '1', '2', '5', '20'] as const;

/** Pauses, hurries or stops a playback, for everybody who watches it. */
export function PlaybackControls({ playback }: { readonly playback: Playback }): ReactNode {
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const done = (): void => void client.invalidateQueries({ queryKey: KEYS.playbacks });
  const speed = useMutation({
    mutationFn: (times: number) => setPlaybackSpeed({ id: playback.id, body: { speed: times } }),
    onSuccess: done,
  });
  const stop = useMutation({ mutationFn: () => stopPlayback({ id: playback.id }), onSuccess: done });
  const trouble = speed.error ?? stop.error;
  return (
    <>
      <div className={styles.controls}>
        <div className={styles.control}>
          <span className="muted small" aria-hidden>
            Times life
          </span>
          <Segments
            label="Speed of the playback, times life"
            value={String(playback.speed)}
            options={SPEEDS.map((value) => ({
              value: value as string,
              label: value === '0' ? 'Pause' : `${value}×`,
            }))}
            onChange={(value) => speed.mutate(Number(value))}
          />
        </div>
        <button
          type="button"
          className="link-button"
          onClick={() => (sure ? stop.mutate() : setSure(true))}
          onBlur={() => setSure(false)}
        >
          {sure ? 'Stop it for everybody' : 'Stop the playback'}
        </button>
      </div>
      {trouble !== null && <ProblemPanel problem={asProblem(trouble)} />}
    </>
  );
}
