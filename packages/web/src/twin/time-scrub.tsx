import { IconPlayerTrackNext } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { formatInstant } from '../units/format.ts';
import styles from './time-scrub.module.css';

interface TimeScrubProps {
  /** The latest instant there is to look at, milliseconds. */
  readonly latest: number;
  /** Milliseconds the slider reaches back. */
  readonly range: number;
  readonly at: string | null;
  readonly onChange: (at: string | null) => void;
}

const STEP = 5 * 60_000;

/** Takes the page back in time: what did the twin expect then, and what came of it? */
export function TimeScrub({ latest, range, at, onChange }: TimeScrubProps): ReactNode {
  const steps = Math.floor(range / STEP);
  const chosen = at === null ? null : Date.parse(at);
  const [back, setBack] = useState<number | null>(null);
  const shown =
    back ?? (chosen === null ? 0 : Math.min(steps, Math.max(0, Math.round((latest - chosen) / STEP))));
  useEffect(() => {
    if (back === null) return;
    const timer = setTimeout(() => {
      setBack(null);
      onChange(back === 0 ? null : new Date(Math.floor((latest - back * STEP) / STEP) * STEP).toISOString());
    }, 160);
    return () => clearTimeout(timer);
  }, [back, latest, onChange]);
  const instant = back === null ? (chosen ?? latest) : latest - back * STEP;
  const words = shown === 0 ? 'now' : formatInstant(instant);
  return (
    <div className={styles.scrub}>
      <label className={styles.label} htmlFor="time-scrub">
        Look back
      </label>
      <input
        id="time-scrub"
        type="range"
        min={0}
        max={steps}
        step={1}
        value={steps - shown}
        aria-valuetext={words}
        onChange={(event) => setBack(steps - Number(event.currentTarget.value))}
      />
      <span className={styles.words}>{words}</span>
      {at !== null && (
        <button
          type="button"
          className="link-button"
          onClick={() => {
            setBack(null);
            onChange(null);
          }}
        >
          <IconPlayerTrackNext size={13} aria-hidden /> Back to now
        </button>
      )}
    </div>
  );
}
