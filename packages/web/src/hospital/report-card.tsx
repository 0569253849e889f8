import type { ReactNode } from 'react';
import { saveText } from '../charts/csv.ts';
import type { Hospital, HospitalRun } from '../generated/types.ts';
import styles from './hospital.module.css';
import { stressReport } from './stress-report.ts';

/** What was modelled and how it was run, by the STRESS-DES checklist, written from the model itself. */
export function ReportCard({
  hospital,
  run,
}: {
  readonly hospital: Hospital;
  readonly run: HospitalRun | null;
}): ReactNode {
  const sections = stressReport(hospital, run);
  const save = (): void => {
    const text = sections
      .map(
        ({ title, points }) =>
          `## ${title}\n\n${points.map(({ name, words }) => `**${name}.** ${words}`).join('\n\n')}`,
      )
      .join('\n\n');
    saveText(`${hospital.id}-stress-des.md`, `# ${hospital.name}: STRESS-DES\n\n${text}\n`, 'text/markdown');
  };
  return (
    <section className="card stack" aria-labelledby="hospital-report">
      <div className="row between">
        <div>
          <h2 id="hospital-report">Report</h2>
          <p className="muted small">
            By the STRESS-DES checklist (Monks et al. 2019, J. Simul. 13:55-67), written from the model and
            the run.
          </p>
        </div>
        <button type="button" className="link-button" onClick={save}>
          Save as Markdown
        </button>
      </div>
      {sections.map(({ title, points }) => (
        <details key={title} className={styles.section}>
          <summary>{title}</summary>
          <dl className={styles.points}>
            {points.map(({ name, words }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </section>
  );
}
