import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useColourTheme } from '../theme/colour-theme.ts';
import styles from './monitor.module.css';
import { Sweep } from './sweep.ts';
import { traceColour } from './trace-colour.ts';
import { MILLIMETRE, type TraceScale } from './trace-scale.ts';
import type { Trace } from './wave-store.ts';

interface TraceCanvasProps {
  readonly trace: Trace;
  readonly label: string;
  readonly pace: number;
  readonly size: number | null;
  readonly still: boolean;
  /** All sweeps that are painted together, frame by frame. */
  readonly sweeps: RefObject<Set<Sweep>>;
}

/** One moving trace. It is painted outside React: a frame renders nothing. */
export function TraceCanvas({ trace, label, pace, size, still, sweeps }: TraceCanvasProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { theme } = useColourTheme();
  const [scale, setScale] = useState<{ readonly scale: TraceScale; readonly top: number } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what the style sheet's colours are
  useEffect(() => {
    const element = canvas.current!;
    const style = getComputedStyle(element);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const look = {
      pixelsPerSecond: pace * MILLIMETRE,
      size,
      colour: colour(traceColour(trace.kind)),
      faint: colour('--line'),
      ink: colour('--muted'),
      still,
    };
    const sweep = new Sweep(element, trace, look, (fresh, top) => setScale({ scale: fresh, top }));
    const observer = new ResizeObserver(() =>
      sweep.resize(element.clientWidth, element.clientHeight, Math.min(2, devicePixelRatio)),
    );
    observer.observe(element);
    const all = sweeps.current;
    all.add(sweep);
    return () => {
      observer.disconnect();
      all.delete(sweep);
    };
  }, [trace, pace, size, still, theme, sweeps]);
  return (
    <div className={styles.paper}>
      <canvas ref={canvas} role="img" aria-label={label} className={styles.canvas} />
      {scale !== null && (
        <div aria-hidden className={styles.scale} style={{ top: scale.top }}>
          {scale.scale.lines.slice(1).map((line) => (
            <span
              key={line}
              style={{ top: `${(100 * (scale.scale.high - line)) / (scale.scale.high - scale.scale.low)}%` }}
            >
              {line}
            </span>
          ))}
          {scale.scale.lines.length === 0 && <span className={styles.size}>{scale.scale.words}</span>}
        </div>
      )}
    </div>
  );
}
