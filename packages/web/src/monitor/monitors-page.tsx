import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { listPlaybacks, listRecordings, listTwins } from '../generated/api.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useMay } from '../shell/session.ts';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import { formatLength } from './format-length.ts';
import { ImportRecording } from './import-recording.tsx';
import styles from './monitor.module.css';

function stateWords(state: string, words: string): string {
  const first = state.charAt(0).toUpperCase() + state.slice(1);
  return words === '' ? first : `${first}: ${words}`;
}

/** Every monitor that plays, and the recordings there are. */
export function MonitorsPage(): ReactNode {
  usePageTitle('Monitors');
  const may = useMay('observation:write');
  const playbacks = useQuery({
    queryKey: KEYS.playbacks,
    queryFn: ({ signal }) => listPlaybacks(signal),
    refetchInterval: 10_000,
  });
  const recordings = useQuery({ queryKey: KEYS.recordings, queryFn: ({ signal }) => listRecordings(signal) });
  const twins = useQuery({ queryKey: KEYS.twins, queryFn: ({ signal }) => listTwins(signal) });
  const labelOf = (subject: string): string =>
    twins.data?.twins.find((twin) => twin.subject === subject)?.label ?? subject;
  const trouble = playbacks.error ?? recordings.error;
  const playing = playbacks.data?.playbacks ?? [];
  const idle = [
    ...new Map(
      (twins.data?.twins ?? [])
        .filter(
          ({ closedAt, subject, model }) =>
            closedAt === null && model === 'circulation' && !playing.some((one) => one.subject === subject),
        )
        .map((twin) => [twin.subject, twin] as const),
    ).values(),
  ];
  if (playbacks.isPending || recordings.isPending)
    return <Waiting height={320} label="Reading the monitors" />;
  return (
    <div className="stack">
      <div>
        <h1>Monitors</h1>
        <p className="muted">
          Recordings of bedside monitors, played as they were sent. None of them is a person who is here now.
        </p>
      </div>
      {trouble !== null && <ProblemPanel problem={asProblem(trouble)} />}
      <section className="card stack" aria-labelledby="playing">
        <h2 id="playing">Played now</h2>
        {playing.length === 0 && (
          <p className="muted">Nothing is played. Open the monitor of a subject to start.</p>
        )}
        <ul className={styles.list}>
          {playing.map(({ id, subject, recording, title, state, words }) => (
            <li key={id}>
              <Link to={`/monitor/${encodeURIComponent(subject)}`} className="strong">
                {labelOf(subject)}
              </Link>
              <span className="muted small">
                Recording {recording}: {title}
              </span>
              <span className="small">{stateWords(state, words)}</span>
            </li>
          ))}
        </ul>
        {may && idle.length > 0 && (
          <p className="small">
            Subjects with a circulation twin and no monitor:{' '}
            {idle.slice(0, 12).map(({ subject, label }, i) => (
              <span key={subject}>
                {i > 0 && ', '}
                <Link to={`/monitor/${encodeURIComponent(subject)}`}>{label}</Link>
              </span>
            ))}
          </p>
        )}
      </section>
      <section className="card stack" aria-labelledby="recordings">
        <h2 id="recordings">Recordings</h2>
        <ul className={styles.list}>
          {(recordings.data?.recordings ?? []).map((recording) => (
            <li key={recording.name}>
              <span className="strong">
                {recording.name}: {recording.title}
              </span>
              <span className="muted small">
                {recording.signals
                  .map(({ name, unit, frequency }) => `${name} (${unit}, ${Number(frequency.toFixed(2))}/s)`)
                  .join(', ')}
                ; {formatLength(recording.seconds)}
                {recording.annotated ? '; beats marked' : ''}
              </span>
              <span className="muted small">
                {recording.attribution}. Licence: {recording.licence}.
              </span>
            </li>
          ))}
        </ul>
      </section>
      {may && <ImportRecording />}
    </div>
  );
}
