import { type ReactNode, useCallback, useMemo } from 'react';
import { ChartCard, type ChartTable } from '../charts/chart-card.tsx';
import type { CycleView } from '../generated/types.ts';
import { formatNumber } from '../units/format.ts';
import { bandOver, middleOf } from './beat.ts';
import { BeatCanvas, type Paper } from './beat-canvas.tsx';
import type { BeatClock } from './beat-clock.ts';
import styles from './heartbeat.module.css';
import { type LoopPicture, paintBeat, paintLoops } from './loop-painting.ts';
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
      table={() => loopTable(cycle)}
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
  const still = useCallback((paper: Paper) => paintLoops(picture, paper), [picture]);
  const moving = useCallback((paper: Paper, phase: number) => paintBeat(picture, paper, phase), [picture]);
  const volume = middleOf(cycle).signals[`${chamber}-volume`]!;
  const pressure = middleOf(cycle).signals[`${chamber}-pressure`]!;
  const words = `${title}: between ${formatNumber(Math.min(...volume), 0)} and ${formatNumber(Math.max(...volume), 0)} mL, up to ${formatNumber(Math.max(...pressure), 0)} mmHg`;
  return (
    <figure className={styles.loop}>
      <figcaption>{title}</figcaption>
      <BeatCanvas
        clock={clock}
        height={330}
        label={`Pressure-volume loop. ${words}`}
        still={still}
        moving={moving}
      />
    </figure>
  );
}

function loopTable(cycle: CycleView): ChartTable {
  const [lv, lp, rv, rp] = ['lv-volume', 'lv-pressure', 'rv-volume', 'rv-pressure'].map((signal) =>
    bandOver(cycle, signal),
  );
  const period = middleOf(cycle).period;
  const round = (value: number): number => Number(value.toFixed(1));
  return {
    caption: 'Both ventricles through one beat: the median over members and their 90 % interval',
    header: [
      'Time, ms',
      ...['LV volume, mL', 'LV pressure, mmHg', 'RV volume, mL', 'RV pressure, mmHg'].flatMap((name) => [
        name,
        `${name}: from`,
        `${name}: to`,
      ]),
    ],
    rows: lv!.map((_, k) => [
      Math.round((1000 * period * k) / (cycle.points - 1)),
      ...[lv, lp, rv, rp].flatMap((band) => [
        round(band![k]!.q50),
        round(band![k]!.q05),
        round(band![k]!.q95),
      ]),
    ]),
  };
}
