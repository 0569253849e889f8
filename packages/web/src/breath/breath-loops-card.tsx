import { type ReactNode, useMemo } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import type { CycleView } from '../generated/types.ts';
import { middleOf } from '../heartbeat/beat.ts';
import type { BeatClock } from '../heartbeat/beat-clock.ts';
import styles from '../heartbeat/heartbeat.module.css';
import { cycleTable, LoopFigure } from '../heartbeat/loop-figure.tsx';
import type { LoopAxis, LoopPicture } from '../heartbeat/loop-painting.ts';
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
      table={() =>
        cycleTable(cycle, 'One breath', [
          [PRESSURE.signal, 'Alveolar pressure, cmH2O'],
          [VOLUME.signal, 'Volume, mL'],
          [FLOW.signal, 'Flow, L/min'],
        ])
      }
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
  const words = [across, up].map(({ signal, unit }) => {
    const course = middleOf(cycle).signals[signal]!;
    return `${formatNumber(Math.min(...course), 0)} to ${formatNumber(Math.max(...course), 0)} ${unit}`;
  });
  return (
    <LoopFigure
      title={title}
      picture={picture}
      clock={clock}
      height={300}
      label={`${title} of one breath: ${words.join(', ')}`}
    />
  );
}
