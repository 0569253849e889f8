import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { asProblem } from '../api/problem.ts';
import type { Hospital, HospitalRunState } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import styles from './hospital-chooser.module.css';
import { triesAll, useStartRun } from './hospital-queries.ts';
import { basisWords } from './values-card.tsx';

interface HospitalChooserProps {
  readonly hospitals: readonly Hospital[];
  readonly chosen: Hospital;
  readonly mayRun: boolean;
  readonly onChoose: (id: string, run: HospitalRunState | null) => void;
}

/** Every hospital that comes with the platform or was brought, with where its values come from; one click opens it, one runs it. */
export function HospitalChooser({ hospitals, chosen, mayRun, onChoose }: HospitalChooserProps): ReactNode {
  const start = useStartRun((run, id) => onChoose(id, run));
  return (
    <section aria-label="Hospitals" className="stack">
      <ul className={styles.hospitals}>
        {hospitals.map((hospital) => (
          <li key={hospital.id} data-chosen={hospital.id === chosen.id}>
            <button
              type="button"
              className={styles.name}
              aria-pressed={hospital.id === chosen.id}
              onClick={() => onChoose(hospital.id, null)}
            >
              {hospital.name}
            </button>
            <span className="muted small">
              {hospital.brought !== null && 'brought; '}
              {hospital.units > 0 && `${hospital.units} units, `}
              {hospital.resources.length} resources
            </span>
            <span className="muted small">{basisWords(hospital)}</span>
            {mayRun && (
              <Button
                size="compact-sm"
                variant="light"
                className={styles.run!}
                loading={start.isPending && start.variables.id === hospital.id}
                onClick={() => start.mutate({ id: hospital.id, body: { oneMore: triesAll(hospital) } })}
              >
                Run<span className="visually-hidden"> {hospital.name}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {start.isError && <ProblemPanel problem={asProblem(start.error)} />}
    </section>
  );
}
