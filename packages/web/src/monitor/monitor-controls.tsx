import { IconPlayerPlay, IconSnowflake } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Segments } from '../twin/segments.tsx';
import styles from './monitor.module.css';
import { type MonitorView, PACES } from './monitor-view.ts';
import { SIZES } from './trace-scale.ts';

interface MonitorControlsProps {
  readonly view: MonitorView;
  readonly change: (part: Partial<MonitorView>) => void;
  readonly frozen: boolean;
  readonly setFrozen: (frozen: boolean) => void;
}

/** How the traces are shown: frozen or not, pace and size. Nobody else's monitor changes with it. */
export function MonitorControls({ view, change, frozen, setFrozen }: MonitorControlsProps): ReactNode {
  return (
    <div className={styles.controls}>
      <button
        type="button"
        className={styles.freeze}
        aria-pressed={frozen}
        onClick={() => setFrozen(!frozen)}
        aria-keyshortcuts="F"
      >
        {frozen ? <IconPlayerPlay size={15} aria-hidden /> : <IconSnowflake size={15} aria-hidden />}
        {frozen ? 'Let it run' : 'Freeze'}
      </button>
      <div className={styles.control}>
        <span className="muted small" aria-hidden>
          mm/s
        </span>
        <Segments
          label="Pace, millimetres a second"
          value={String(view.pace)}
          options={PACES.map((pace) => ({ value: String(pace), label: String(pace) }))}
          onChange={(pace) => change({ pace: Number(pace) })}
        />
      </div>
      <div className={styles.control}>
        <span className="muted small" aria-hidden>
          mm/mV
        </span>
        <Segments
          label="Size of the electrocardiogram, millimetres a millivolt"
          value={view.size === null ? 'fit' : String(view.size)}
          options={[
            { value: 'fit', label: 'Fit' },
            ...SIZES.map((size) => ({ value: String(size), label: String(size) })),
          ]}
          onChange={(size) => change({ size: size === 'fit' ? null : Number(size) })}
        />
      </div>
    </div>
  );
}
