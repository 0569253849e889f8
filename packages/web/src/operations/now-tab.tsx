import type { ReactNode } from 'react';
import { asProblem } from '../api/problem.ts';
import type { BedBoard, TwinSummary } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useForecast } from '../twin/twin-queries.ts';
import { CapacityCard } from './capacity-card.tsx';
import { LeavingCard } from './leaving-card.tsx';
import { MovementsCard } from './movements-card.tsx';
import { NextDayCard } from './next-day-card.tsx';
import styles from './operations.module.css';
import { OverCapacityCard } from './over-capacity-card.tsx';
import { QuarantineCard } from './quarantine-card.tsx';
import { WardsCard } from './wards-card.tsx';

/** The whole hospital at a glance: will beds do, which ward is full, who leaves, who comes, and what contradicts itself. */
export function NowTab({
  twin,
  board,
  search,
}: {
  readonly twin: TwinSummary;
  readonly board: BedBoard;
  readonly search: string;
}): ReactNode {
  const forecast = useForecast(twin.id, null);
  return (
    <>
      <div className={styles.top}>
        <CapacityCard twin={twin} board={board} />
        <div className={styles.side}>
          {forecast.isError && (
            <ProblemPanel problem={asProblem(forecast.error)} onRetry={() => void forecast.refetch()} />
          )}
          <OverCapacityCard board={board} forecast={forecast.data} />
          <NextDayCard board={board} />
        </div>
      </div>
      <WardsCard id={twin.id} board={board} search={search} />
      <div className={styles.pair}>
        <div className={styles.column}>
          <MovementsCard twin={twin} board={board} />
          <QuarantineCard board={board} />
        </div>
        <LeavingCard board={board} search={search} />
      </div>
    </>
  );
}
