import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { saveText } from '../charts/csv.ts';
import { readHospitalReport } from '../generated/api.ts';
import type { Hospital, HospitalRun } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Waiting } from '../shell/waiting.tsx';
import styles from './hospital.module.css';
import { ReportBlock } from './report-block.tsx';
import { readReport } from './report-text.ts';

/** What was modelled and how it was run, by the STRESS-DES guidelines, written from the model itself and, once it was run, from its run. */
export function ReportCard({
  hospital,
  run,
}: {
  readonly hospital: Hospital;
  readonly run: HospitalRun | null;
}): ReactNode {
  const unrun = useQuery({
    queryKey: KEYS.hospitalReport(hospital.id),
    queryFn: ({ signal }) => readHospitalReport({ id: hospital.id }, signal),
    enabled: run === null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const text = run?.report ?? unrun.data?.report;
  return (
    <section className="card stack" aria-labelledby="hospital-report">
      <div className="row between">
        <div>
          <h2 id="hospital-report">Report</h2>
          <p className="muted small">
            By the STRESS-DES guidelines (Monks et al. 2019, J. Simul. 13:55-67), written from the model
            {run === null ? '; results are added once it is run' : ' and from this run'}.
          </p>
        </div>
        {text !== undefined && (
          <button
            type="button"
            className="link-button"
            onClick={() => saveText(`${hospital.id}-stress-des.md`, text, 'text/markdown')}
          >
            Save as Markdown
          </button>
        )}
      </div>
      {run === null && unrun.isError && <ProblemPanel problem={asProblem(unrun.error)} />}
      {text === undefined && !unrun.isError && <Waiting height={120} label="Reading the report" />}
      {text !== undefined &&
        readReport(text).map(({ title, blocks }) => (
          <details key={title} className={styles.section}>
            <summary>{title}</summary>
            {blocks.map((block, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a report is never put in another order
              <ReportBlock key={i} block={block} label={`${title}, part ${i + 1}`} />
            ))}
          </details>
        ))}
    </section>
  );
}
