import type { ReactNode } from 'react';
import { asProblem } from '../api/problem.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useExplanation } from '../twin/twin-queries.ts';
import { DirectionsCard } from './directions-card.tsx';
import { ParametersCard } from './parameters-card.tsx';
import styles from './why.module.css';

/** A twin's parameters, and beside them what its readings can tell of them: wherever one is shown, so is the other. */
export function WhatReadingsTold({ twin }: { readonly twin: string }): ReactNode {
  const explanation = useExplanation(twin);
  if (explanation.isPending) return <Waiting height={240} label="Reading what the readings told" />;
  if (explanation.isError)
    return <ProblemPanel problem={asProblem(explanation.error)} onRetry={() => void explanation.refetch()} />;
  const { parameters, directions } = explanation.data;
  return (
    <div className={styles.pair}>
      <ParametersCard parameters={parameters} twin={twin} />
      <DirectionsCard directions={directions} twin={twin} />
    </div>
  );
}
