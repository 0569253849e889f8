import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { listTwins } from '../generated/api.ts';
import { useNow } from '../live/use-now.ts';
import { OriginBadge } from '../overview/origin-badge.tsx';
import { useMay } from '../shell/session.ts';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import { formatLength, formatPosition } from './format-length.ts';
import styles from './monitor.module.css';
import { OutputCard } from './output-card.tsx';
import { PlaybackControls } from './playback-controls.tsx';
import { standingOf } from './standing.ts';
import { StartPlayback } from './start-playback.tsx';
import { TraceBoard } from './trace-board.tsx';
import { useWaves } from './use-waves.ts';
import type { WaveStatus } from './wave-store.ts';

/** The monitor of one subject: moving traces with their numbers, and what its twins make of them. */
export function MonitorPage(): ReactNode {
  const { subject = '' } = useParams();
  return <Monitor key={subject} subject={subject} />;
}

function Monitor({ subject }: { readonly subject: string }): ReactNode {
  const { store, status } = useWaves(subject);
  const may = useMay('observation:write');
  useNow(1000);
  const twins = useQuery({ queryKey: KEYS.twins, queryFn: ({ signal }) => listTwins(signal) });
  const own = (twins.data?.twins ?? []).filter((twin) => twin.subject === subject && twin.closedAt === null);
  const { playback } = status;
  const played = playback === 'idle' ? null : playback;
  const standing = standingOf(status, store.heardAt, Date.now());
  const title = own[0]?.label ?? subject;
  usePageTitle(`Monitor, ${title}`);
  const over = played !== null && !['playing', 'paused'].includes(played.state);
  return (
    <div className="stack">
      <header className="page-head">
        <div className="page-who">
          <div className="row">
            <h1>{title}</h1>
            <OriginBadge origin="recorded" />
          </div>
          {played !== null && (
            <p className="muted small">
              Recording {played.recording}: {played.title}. {played.attribution}. {played.licence}. A
              recording, not a person who is here now.
            </p>
          )}
        </div>
        <ul className="pills" aria-label="State of the monitor">
          <li data-stale={standing.stale}>
            <span role="status">{standing.words}</span>
          </li>
          {played !== null && (
            <li>
              <span>
                <strong>{formatPosition(positionOf(store.playhead.arrived, played))}</strong> of{' '}
                {formatLength(played.seconds)}
              </span>
            </li>
          )}
          {played !== null && played.cycle > 0 && <li>Round {played.cycle + 1}, it began again</li>}
          {status.missed > 0 && (
            <li data-stale>{status.missed} pieces were missed: this browser or its network was too slow</li>
          )}
          <li>
            <Link to="/monitor">All monitors</Link>
          </li>
        </ul>
      </header>
      {playback === null && <Waiting height={320} label="Reading the monitor" />}
      {(playback === 'idle' || over) && may && own.length > 0 && <StartPlayback subject={subject} />}
      {playback === 'idle' && (!may || own.length === 0) && (
        <p className="card">
          {own.length === 0
            ? 'No open twin mirrors this subject, so nothing can be played for it.'
            : 'Nothing is played for this subject. Somebody who may record observations can start a recording.'}
        </p>
      )}
      {played !== null && (
        <div className="stack">
          <TraceBoard store={store} status={status} stale={standing.stale}>
            {may && !over && <PlaybackControls playback={played} />}
          </TraceBoard>
          {own.map((twin) => (
            <OutputCard key={twin.id} twin={twin} />
          ))}
          <Recorded status={status} every={played.recordEvery} />
        </div>
      )}
    </div>
  );
}

/** Seconds into the recording when so many have been played. */
function positionOf(arrived: number, { seconds }: { readonly seconds: number | null }): number {
  return seconds === null || seconds === 0 ? arrived : arrived % seconds;
}

const NAMES: Readonly<Record<string, string>> = {
  '8867-4': 'heart rate',
  '8480-6': 'systolic pressure',
  '8462-4': 'diastolic pressure',
  '8478-0': 'mean pressure',
  '8889-8': 'pulse rate',
  '9279-1': 'respiration rate',
};

/** What enters the record of these waveforms, and what was lately kept out of it. */
function Recorded({ status, every }: { readonly status: WaveStatus; readonly every: number }): ReactNode {
  const { kept } = status;
  const words = (codes: readonly string[]): string => codes.map((code) => NAMES[code] ?? code).join(', ');
  return (
    <p className="muted small">
      Every {every} s of the recording, the median of what can be trusted enters the record as an observation
      of a recorded monitor.{' '}
      {kept === null
        ? 'None has yet.'
        : `Last: ${kept.recorded.length === 0 ? 'nothing' : words(kept.recorded)}.`}
      {kept !== null && kept.withheld.length > 0 && (
        <strong className={styles.kept}>
          {' '}
          Withheld: {words(kept.withheld)}; no signal could be trusted.
        </strong>
      )}
    </p>
  );
}
