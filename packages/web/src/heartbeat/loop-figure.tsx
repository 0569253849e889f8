import { type ReactNode, useCallback } from 'react';
import type { ChartTable } from '../charts/chart-card.tsx';
import type { CycleView } from '../generated/types.ts';
import { bandOver, middleOf } from './beat.ts';
import { BeatCanvas, type Paper } from './beat-canvas.tsx';
import type { BeatClock } from './beat-clock.ts';
import styles from './heartbeat.module.css';
import { type LoopPicture, paintBeat, paintLoops } from './loop-painting.ts';

interface LoopFigureProps {
  readonly title: string;
  /** Keep the object while nothing changed. */
  readonly picture: LoopPicture;
  readonly clock: BeatClock;
  readonly height: number;
  /** The words that stand for the picture. */
  readonly label: string;
}

/** Loops of all members with the beat or the breath moving along the most central. */
export function LoopFigure({ title, picture, clock, height, label }: LoopFigureProps): ReactNode {
  const still = useCallback((paper: Paper) => paintLoops(picture, paper), [picture]);
  const moving = useCallback((paper: Paper, phase: number) => paintBeat(picture, paper, phase), [picture]);
  return (
    <figure className={styles.loop}>
      <figcaption>{title}</figcaption>
      <BeatCanvas clock={clock} height={height} label={label} still={still} moving={moving} />
    </figure>
  );
}

/** Signals through one cycle as numbers: name of the signal and its words with the unit. */
export function cycleTable(
  cycle: CycleView,
  caption: string,
  signals: readonly (readonly [string, string])[],
): ChartTable {
  const bands = signals.map(([signal]) => bandOver(cycle, signal));
  const { period } = middleOf(cycle);
  const round = (value: number): number => Number(value.toFixed(1));
  return {
    caption: `${caption}: the median over members and their 90 % interval`,
    header: ['Time, ms', ...signals.flatMap(([, words]) => [words, `${words}: from`, `${words}: to`])],
    rows: bands[0]!.map((_, k) => [
      Math.round((1000 * period * k) / (cycle.points - 1)),
      ...bands.flatMap((band) => [round(band[k]!.q50), round(band[k]!.q05), round(band[k]!.q95)]),
    ]),
  };
}
