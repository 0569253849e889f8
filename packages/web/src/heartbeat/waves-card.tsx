import { type ReactNode, useMemo } from 'react';
import { ChartCard, type ChartTable } from '../charts/chart-card.tsx';
import type { CycleView } from '../generated/types.ts';
import { plainUnit } from '../units/measure.ts';
import { bandOver, middleOf, wordOf } from './beat.ts';
import type { BeatClock } from './beat-clock.ts';
import styles from './heartbeat.module.css';
import { type Banded, type Wave, WaveSwatch, WavesDrawing } from './waves-drawing.tsx';

interface WavesCardProps {
  readonly title: string;
  readonly cycle: CycleView;
  readonly clock: BeatClock;
  readonly waves: readonly Wave[];
}

/** Courses through one cycle with their 90 % bands, and a line that moves with it. */
export function WavesCard({ title, cycle, clock, waves }: WavesCardProps): ReactNode {
  const unit = plainUnit(cycle.signals.find(({ name }) => name === waves[0]!.signal)!.unit);
  const bands = useMemo(
    () => waves.map((wave) => ({ ...wave, band: bandOver(cycle, wave.signal) })),
    [cycle, waves],
  );
  return (
    <ChartCard
      title={`${title}, ${unit}`}
      under={
        <ul className={styles.legend}>
          {waves.map(({ signal, label, tone, dash }) => (
            <li key={signal}>
              <WaveSwatch {...{ label, tone, dash }} />
              {label}
            </li>
          ))}
        </ul>
      }
      file={`${cycle.twin}-${title.toLowerCase().replace(/\W+/g, '-')}`}
      table={() => wavesTable(title, unit, cycle, bands)}
    >
      <WavesDrawing title={title} cycle={cycle} clock={clock} bands={bands} />
    </ChartCard>
  );
}

function wavesTable(title: string, unit: string, cycle: CycleView, bands: readonly Banded[]): ChartTable {
  const period = middleOf(cycle).period * 1000;
  const round = (value: number): number => Number(value.toPrecision(4));
  return {
    caption: `${title} through one ${wordOf(cycle)}, ${unit}: the median over members and their 90 % interval`,
    header: ['Time, ms', ...bands.flatMap(({ label }) => [label, `${label}: from`, `${label}: to`])],
    rows: bands[0]!.band.map((_, k) => [
      Math.round((period * k) / (cycle.points - 1)),
      ...bands.flatMap(({ band }) => [round(band[k]!.q50), round(band[k]!.q05), round(band[k]!.q95)]),
    ]),
  };
}
