import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import { beatsTable } from './beats-table.ts';
import styles from './monitor.module.css';
import { MonitorControls } from './monitor-controls.tsx';
import { PACES, useMonitorView } from './monitor-view.ts';
import type { Sweep } from './sweep.ts';
import { TraceRow } from './trace-row.tsx';
import { SIZES } from './trace-scale.ts';
import { useReducedMotion } from './use-reduced-motion.ts';
import { useSweepLoop } from './use-sweep-loop.ts';
import type { WaveStatus, WaveStore } from './wave-store.ts';

interface TraceBoardProps {
  readonly store: WaveStore;
  readonly status: WaveStatus;
  readonly stale: boolean;
  /** Controls of the playback itself. */
  readonly children: ReactNode;
}

function neighbour<T>(all: readonly T[], now: T, by: number): T {
  return all[Math.min(all.length - 1, Math.max(0, all.indexOf(now) + by))]!;
}

/** All traces of a playback, moving together; on the keyboard while it has the focus: F freezes, arrows change pace and size. */
export function TraceBoard({ store, status, stale, children }: TraceBoardProps): ReactNode {
  const [view, change] = useMonitorView();
  const [frozen, setFrozen] = useState(false);
  const still = useReducedMotion();
  const sweeps = useRef(new Set<Sweep>());
  useSweepLoop(sweeps, store, frozen);
  const onKey = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const sizes = [null, ...SIZES];
    if (event.key.toLowerCase() === 'f') setFrozen(!frozen);
    else if (event.key === 'ArrowRight') change({ pace: neighbour(PACES, view.pace, 1) });
    else if (event.key === 'ArrowLeft') change({ pace: neighbour(PACES, view.pace, -1) });
    else if (event.key === 'ArrowUp') change({ size: neighbour(sizes, view.size, 1) });
    else if (event.key === 'ArrowDown') change({ size: neighbour(sizes, view.size, -1) });
    else return;
    event.preventDefault();
  };
  return (
    <ChartCard
      title="Waveforms"
      under={
        <span className="muted">
          {still ? 'Page by page, because motion is reduced here. ' : ''}
          Ticks mark the beats found.
        </span>
      }
      controls={
        <>
          <MonitorControls view={view} change={change} frozen={frozen} setFrozen={setFrozen} />
          {children}
        </>
      }
      table={() => beatsTable(status)}
      file="beats"
      className={styles.board ?? ''}
    >
      <section
        className={styles.traces}
        aria-label="Traces. F freezes; left and right change the pace, up and down the size"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the traces take keys while they have the focus
        tabIndex={0}
        onKeyDown={onKey}
        data-frozen={frozen}
      >
        {status.traces.map((trace, i) => (
          <TraceRow
            key={trace.name}
            trace={trace}
            judgement={status.vitals?.signals[i] ?? null}
            view={view}
            still={still}
            stale={stale}
            sweeps={sweeps}
          />
        ))}
        {frozen && <p className={styles.frozen}>Frozen. Numbers go on.</p>}
      </section>
      <p className={`muted small ${styles.keys}`}>
        With the traces in focus: <kbd>F</kbd> freezes, <kbd>←</kbd> <kbd>→</kbd> pace, <kbd>↑</kbd>{' '}
        <kbd>↓</kbd> size.
      </p>
    </ChartCard>
  );
}
