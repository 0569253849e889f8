import { type ReactNode, useCallback, useMemo } from 'react';
import { ChartCard, type ChartTable } from '../charts/chart-card.tsx';
import type { CycleView } from '../generated/types.ts';
import { bandOver, middleOf } from '../heartbeat/beat.ts';
import { BeatCanvas, type Paper } from '../heartbeat/beat-canvas.tsx';
import type { BeatClock } from '../heartbeat/beat-clock.ts';
import styles from '../heartbeat/heartbeat.module.css';
import { type LoopAxis, type LoopPicture, paintBeat, paintLoops } from '../heartbeat/loop-painting.ts';
import { formatNumber } from '../units/format.ts';

interface BreathLoopsProps {
  readonly cycle: CycleView;
  readonly clock: BeatClock;
}

const VOLUME: LoopAxis = { signal: 'breath-volume', unit: 'mL' };
const PRESSURE: LoopAxis = { signal: 'alveolar-pressure', unit: 'cmH2O' };
const FLOW: LoopAxis = { signal: 'airway-flow', unit: 'L/min' };

/** Volume over alveolar pressure, and flow over volume, moving with the estimated breath. */
export function BreathLoopsCard({ cycle, clock }: BreathLoopsProps): ReactNode {
  return (
    <ChartCard
      title="Loops of the breath"
      under={
        <ul className={styles.legend}>
          <li>
            <i className={styles.strong} /> the most central of {cycle.members.length}
          </li>
          <li>
            <i className={styles.thin} /> the others the data allow
          </li>
        </ul>
      }
      file={`${cycle.twin}-breath-loops`}
      table={() => loopTable(cycle)}
    >
      <div className={styles.loops}>
        <BreathLoop cycle={cycle} clock={clock} across={PRESSURE} up={VOLUME} title="Pressure and volume" />
        <BreathLoop cycle={cycle} clock={clock} across={VOLUME} up={FLOW} title="Volume and flow" />
      </div>
    </ChartCard>
  );
}

function BreathLoop({
  cycle,
  clock,
  across,
  up,
  title,
}: BreathLoopsProps & {
  readonly across: LoopAxis;
  readonly up: LoopAxis;
  readonly title: string;
}): ReactNode {
  const picture = useMemo<LoopPicture>(
    () => ({ cycle, across, up, relations: [], tone: '--data' }),
    [cycle, across, up],
  );
  const still = useCallback((paper: Paper) => paintLoops(picture, paper), [picture]);
  const moving = useCallback((paper: Paper, phase: number) => paintBeat(picture, paper, phase), [picture]);
  const words = [across, up].map(({ signal, unit }) => {
    const course = middleOf(cycle).signals[signal]!;
    return `${formatNumber(Math.min(...course), 0)} to ${formatNumber(Math.max(...course), 0)} ${unit}`;
  });
  return (
    <figure className={styles.loop}>
      <figcaption>{title}</figcaption>
      <BeatCanvas
        clock={clock}
        height={300}
        label={`${title} of one breath: ${words.join(', ')}`}
        still={still}
        moving={moving}
      />
    </figure>
  );
}

function loopTable(cycle: CycleView): ChartTable {
  const axes = [PRESSURE, VOLUME, FLOW].map((axis) => ({ ...axis, band: bandOver(cycle, axis.signal) }));
  const names = ['Alveolar pressure, cmH2O', 'Volume, mL', 'Flow, L/min'];
  const { period } = middleOf(cycle);
  const round = (value: number): number => Number(value.toFixed(1));
  return {
    caption: 'One breath: the median over members and their 90 % interval',
    header: ['Time, ms', ...names.flatMap((name) => [name, `${name}: from`, `${name}: to`])],
    rows: axes[0]!.band.map((_, k) => [
      Math.round((1000 * period * k) / (cycle.points - 1)),
      ...axes.flatMap(({ band }) => [round(band[k]!.q50), round(band[k]!.q05), round(band[k]!.q95)]),
    ]),
  };
}
