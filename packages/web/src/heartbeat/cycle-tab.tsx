import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { readCycle } from '../generated/api.ts';
import type { CycleView, TwinDetail } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { usePreferences } from '../units/preferences.tsx';
import { forReader } from '../units/words.ts';
import { WhatReadingsTold } from '../why/what-readings-told.tsx';
import styles from './heartbeat.module.css';

/** A cycle of a twin once it is read, with the reason where the twin abstains, and what the readings told of its parameters. */
export function CycleTab({
  twin,
  reading,
  children,
}: {
  readonly twin: TwinDetail;
  /** What is said while it is read. */
  readonly reading: string;
  readonly children: (cycle: CycleView) => ReactNode;
}): ReactNode {
  const { glucose } = usePreferences();
  const cycle = useQuery({
    queryKey: KEYS.cycle(twin.id),
    queryFn: ({ signal }) => readCycle({ id: twin.id }, signal),
    placeholderData: keepPreviousData,
  });
  if (cycle.isPending) return <Waiting height={520} label={reading} />;
  if (cycle.isError)
    return <ProblemPanel problem={asProblem(cycle.error)} onRetry={() => void cycle.refetch()} />;
  const { fit } = cycle.data;
  return (
    <div className="stack">
      {fit.kind === 'abstains' && (
        <p className={styles.silence}>
          The twin abstains: {forReader(fit.reason ?? 'it no longer fits', glucose)}. What follows is its last
          belief.
        </p>
      )}
      {children(cycle.data)}
      <WhatReadingsTold twin={twin.id} />
    </div>
  );
}
