import { type ReactNode, useMemo } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import type { CycleView } from '../generated/types.ts';
import { formatNumber } from '../units/format.ts';
import { middleOf } from './beat.ts';
import type { BeatClock } from './beat-clock.ts';
import styles from './heartbeat.module.css';
import { cycleTable, LoopFigure } from './loop-figure.tsx';
import type { LoopPicture } from './loop-painting.ts';
import { endDiastolicRelation, endSystolicRelation } from './relations.ts';

interface LoopsCardProps {
  readonly cycle: CycleView;
  readonly clock: BeatClock;
}

/** The pressure-volume loops of both ventricles, moving with the estimated beat. */
export function LoopsCard({ cycle, clock }: LoopsCardProps): ReactNode {
  const elastance = cycle.figures.find(({ name }) => name === 'end-systolic-elastance')?.q50 ?? null;
  return (
    <ChartCard
      title="Pressure-volume loops"
      under={
        <ul className={styles.legend}>
          <li>
            <i className={styles.strong} /> the most central of {cycle.members.length}
          </li>
          <li>
            <i className={styles.thin} /> the others the data allow
          </li>
          <li>
            <i className={styles.dash} />{' '}
            {elastance === null ? 'end-diastolic' : 'end-systolic and end-diastolic'} relation
          </li>
        </ul>
      }
      file={`${cycle.twin}-loops`}
      table={() =>
        cycleTable(cycle, 'Both ventricles through one beat', [
          ['lv-volume', 'LV volume, mL'],
          ['lv-pressure', 'LV pressure, mmHg'],
          ['rv-volume', 'RV volume, mL'],
          ['rv-pressure', 'RV pressure, mmHg'],
        ])
      }
    >
      <div className={styles.loops}>
        <Ventricle cycle={cycle} clock={clock} chamber="lv" elastance={elastance} title="Left ventricle" />
        <Ventricle cycle={cycle} clock={clock} chamber="rv" elastance={null} title="Right ventricle" />
      </div>
    </ChartCard>
  );
}

function Ventricle({
  cycle,
  clock,
  chamber,
  elastance,
  title,
}: LoopsCardProps & {
  readonly chamber: 'lv' | 'rv';
  readonly elastance: number | null;
  readonly title: string;
}): ReactNode {
  const picture = useMemo<LoopPicture>(() => {
    const { signals } = middleOf(cycle);
    const loop = { volume: signals[`${chamber}-volume`]!, pressure: signals[`${chamber}-pressure`]! };
    return {
      cycle,
      across: { signal: `${chamber}-volume`, unit: 'mL' },
      up: { signal: `${chamber}-pressure`, unit: 'mmHg' },
      relations: [
        ...(elastance === null ? [] : [endSystolicRelation(loop, elastance)]),
        endDiastolicRelation(loop),
      ],
      tone: chamber === 'lv' ? '--data' : '--in-range',
    };
  }, [cycle, chamber, elastance]);
  const volume = middleOf(cycle).signals[`${chamber}-volume`]!;
  const pressure = middleOf(cycle).signals[`${chamber}-pressure`]!;
  const words = `${title}: between ${formatNumber(Math.min(...volume), 0)} and ${formatNumber(Math.max(...volume), 0)} mL, up to ${formatNumber(Math.max(...pressure), 0)} mmHg`;
  return (
    <LoopFigure
      title={title}
      picture={picture}
      clock={clock}
      height={330}
      label={`Pressure-volume loop. ${words}`}
    />
  );
}
