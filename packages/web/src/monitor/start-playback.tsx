import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { listRecordings, startPlayback } from '../generated/api.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { formatLength } from './format-length.ts';
import styles from './monitor.module.css';

/** Chooses a recording to be played for a subject. */
export function StartPlayback({ subject }: { readonly subject: string }): ReactNode {
  const client = useQueryClient();
  const recordingId = useId();
  const endId = useId();
  const [chosen, setChosen] = useState('');
  const [atEnd, setAtEnd] = useState<'loop' | 'end'>('loop');
  const recordings = useQuery({
    queryKey: KEYS.recordings,
    queryFn: ({ signal }) => listRecordings(signal),
  });
  const all = recordings.data?.recordings ?? [];
  const recording = all.find(({ name }) => name === chosen) ?? all[0];
  const start = useMutation({
    mutationFn: () =>
      startPlayback({
        body: { subject, recording: recording?.name ?? '', speed: 1, atEnd, recordEvery: 10 },
      }),
    onSuccess: () => void client.invalidateQueries({ queryKey: KEYS.playbacks }),
  });
  return (
    <section className="card stack" aria-label="Play a recording">
      <h2>Play a recording for this subject</h2>
      <p className="muted small">
        Its waveforms are shown here, and the heart rate and pressures read from them enter the record as
        those of a recorded monitor. Every twin of the subject follows.
      </p>
      <div className={styles.form}>
        <label htmlFor={recordingId}>
          Recording
          <select
            id={recordingId}
            className={styles.select}
            value={recording?.name ?? ''}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            {all.map(({ name, title, seconds }) => (
              <option key={name} value={name}>
                {name}: {title} ({formatLength(seconds)})
              </option>
            ))}
          </select>
        </label>
        <label htmlFor={endId}>
          At its end
          <select
            id={endId}
            className={styles.select}
            value={atEnd}
            onChange={(event) => setAtEnd(event.currentTarget.value === 'loop' ? 'loop' : 'end')}
          >
            <option value="loop">begin again</option>
            <option value="end">stop</option>
          </select>
        </label>
        <Button disabled={recording === undefined} loading={start.isPending} onClick={() => start.mutate()}>
          Play
        </Button>
      </div>
      {recording !== undefined && (
        <p className="muted small">
          {recording.attribution}. {recording.licence}.
        </p>
      )}
      {start.error !== null && <ProblemPanel problem={asProblem(start.error)} />}
    </section>
  );
}
