import { IconAlertTriangle, IconCircleCheck, IconCircleOff } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import type { WaveVitals } from '../generated/types.ts';
import styles from './monitor.module.css';
import type { MonitorView } from './monitor-view.ts';
import type { Sweep } from './sweep.ts';
import { TraceCanvas } from './trace-canvas.tsx';
import { traceColour } from './trace-colour.ts';
import { vitalWords } from './vital-words.ts';
import type { Trace } from './wave-store.ts';

interface TraceRowProps {
  readonly trace: Trace;
  readonly judgement: WaveVitals['signals'][number];
  readonly view: MonitorView;
  readonly still: boolean;
  readonly stale: boolean;
  readonly sweeps: RefObject<Set<Sweep>>;
}

const GRADES = {
  good: { words: 'Good signal', icon: IconCircleCheck },
  doubtful: { words: 'Doubtful', icon: IconAlertTriangle },
  withheld: { words: 'Withheld', icon: IconCircleOff },
} as const;

/** One signal: its trace, its numbers, and how far they can be trusted. */
export function TraceRow({ trace, judgement, view, still, stale, sweeps }: TraceRowProps): ReactNode {
  const words = vitalWords(trace.kind, judgement);
  const label = [
    `${trace.name}, ${view.pace} mm/s`,
    words === null ? null : `${words.label} ${words.large} ${words.unit}`,
  ]
    .filter((part) => part !== null)
    .join('; ');
  const grade = judgement === null ? null : GRADES[judgement.grade];
  const Icon = grade?.icon ?? null;
  return (
    <div
      className={styles.row}
      data-stale={stale}
      style={{ ['--trace' as string]: `var(${traceColour(trace.kind)})` }}
    >
      <div className={styles.trace}>
        <p className={styles.name}>
          {trace.name} <span className="muted">{trace.unit}</span>
        </p>
        <TraceCanvas
          trace={trace}
          label={label}
          pace={view.pace}
          size={view.size}
          still={still}
          sweeps={sweeps}
        />
      </div>
      <div className={styles.numbers}>
        {words !== null && (
          <>
            <p className={styles.label}>
              {words.label} <span className="muted">{words.unit}</span>
            </p>
            <p className={styles.large}>
              {words.large} {words.small !== null && <span className={styles.small}>{words.small}</span>}
            </p>
          </>
        )}
        {grade !== null && Icon !== null && judgement !== null && (
          <p className={styles.quality} data-grade={judgement.grade}>
            <Icon size={14} stroke={1.9} aria-hidden />
            <span>
              {grade.words}
              {judgement.grade !== 'good' && <>: {judgement.words}</>}
            </span>
          </p>
        )}
      </div>
    </div>
  );
}
