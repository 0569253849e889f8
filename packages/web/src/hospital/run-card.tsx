import { Button, NativeSelect } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { asProblem } from '../api/problem.ts';
import type { Hospital, HospitalRunState } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import styles from './hospital.module.css';
import { triesAll, useCancelRun, useStartRun } from './hospital-queries.ts';

interface RunCardProps {
  readonly hospital: Hospital;
  readonly run: HospitalRunState | null;
  readonly scenario: string;
  readonly onScenario: (scenario: string) => void;
  readonly onRun: (id: string) => void;
}

const COUNTS = ['10', '30', '100', '300'];

/** One click runs the hospital; its progress is seen, and it can be stopped. */
export function RunCard({ hospital, run, scenario, onScenario, onRun }: RunCardProps): ReactNode {
  const [replications, setReplications] = useState(nearest(COUNTS, hospital.replications));
  const [oneMore, setOneMore] = useState(triesAll(hospital));
  const start = useStartRun(({ id }) => onRun(id));
  const cancel = useCancelRun();
  const running = run?.state === 'running' || start.isPending;
  const share = run === null || run.of === 0 ? 0 : run.done / run.of;
  return (
    <section className="card stack" aria-labelledby="hospital-run">
      <h2 id="hospital-run">Run it</h2>
      <form
        className={styles.run}
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate({
            id: hospital.id,
            body: {
              replications: Number(replications),
              oneMore,
              ...(scenario === '' ? {} : { scenario }),
            },
          });
        }}
      >
        <NativeSelect
          label="Scenario"
          value={scenario}
          data={[
            { value: '', label: 'As it is' },
            ...hospital.scenarios.map(({ name }) => ({ value: name, label: name })),
          ]}
          onChange={(event) => onScenario(event.currentTarget.value)}
        />
        <NativeSelect
          label="Replications"
          value={replications}
          data={COUNTS}
          onChange={(event) => setReplications(event.currentTarget.value)}
        />
        <label className={styles.more}>
          <input
            type="checkbox"
            checked={oneMore}
            onChange={(event) => setOneMore(event.currentTarget.checked)}
          />
          and what one more unit would do
        </label>
        {running ? (
          <Button variant="default" onClick={() => run !== null && cancel(run.id)}>
            Cancel
          </Button>
        ) : (
          <Button type="submit">Run</Button>
        )}
      </form>
      {running && (
        <div className={styles.progress}>
          <progress max={1} value={share} aria-label="Progress of the run" />
          <span className="muted small">
            {run === null || run.of === 0 ? 'starting' : `${run.done} of ${run.of} replications`}
          </span>
        </div>
      )}
      {run?.state === 'cancelled' && <p className="muted">The run was cancelled.</p>}
      {run?.state === 'failed' && <p role="alert">The run ended: {run.problem}.</p>}
      {start.isError && <ProblemPanel problem={asProblem(start.error)} />}
    </section>
  );
}

/** The choice that is nearest to a number. */
function nearest(choices: readonly string[], value: number): string {
  return choices.reduce((best, choice) =>
    Math.abs(Number(choice) - value) < Math.abs(Number(best) - value) ? choice : best,
  );
}
