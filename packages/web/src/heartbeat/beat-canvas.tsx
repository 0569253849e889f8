import { type ReactNode, useEffect, useRef } from 'react';
import { useWidth } from '../charts/use-width.ts';
import type { BeatClock } from './beat-clock.ts';
import { useScheme } from './use-scheme.ts';

/** A place to paint on, in CSS pixels. */
export interface Paper {
  readonly to: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  /** The value of a colour token, such as `--data`. */
  colour(token: string): string;
}

interface BeatCanvasProps {
  readonly clock: BeatClock;
  readonly height: number;
  /** The words that stand for the picture. */
  readonly label: string;
  /** What stays the same through the beat; painted once. Keep the function while nothing changed. */
  readonly still: (paper: Paper) => void;
  /** What moves with the beat, over it. */
  readonly moving: (paper: Paper, phase: number) => void;
}

/** A picture that moves with the beat: what stays is painted once and copied, so that a frame costs little. */
export function BeatCanvas({ clock, height, label, still, moving }: BeatCanvasProps): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useScheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the scheme changes
  useEffect(() => {
    const element = canvas.current;
    if (element === null || width === 0) return;
    const ratio = Math.min(2, devicePixelRatio || 1);
    const under = document.createElement('canvas');
    for (const one of [element, under]) {
      one.width = Math.round(width * ratio);
      one.height = Math.round(height * ratio);
    }
    const styles = getComputedStyle(document.documentElement);
    const paperOf = (one: HTMLCanvasElement): Paper => {
      const to = one.getContext('2d')!;
      to.setTransform(ratio, 0, 0, ratio, 0, 0);
      to.font = `12px ${styles.getPropertyValue('--font')}`;
      return { to, width, height, colour: (token) => styles.getPropertyValue(token).trim() };
    };
    still(paperOf(under));
    const paper = paperOf(element);
    return clock.listen((phase) => {
      paper.to.clearRect(0, 0, width, height);
      paper.to.drawImage(under, 0, 0, width, height);
      moving(paper, phase);
    });
  }, [clock, width, height, still, moving, scheme]);
  return (
    <div ref={place} style={{ height }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        style={{ display: 'block', width: '100%', height }}
      />
    </div>
  );
}
