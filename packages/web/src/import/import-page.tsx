import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { listModels, listTwins } from '../generated/api.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useMay } from '../shell/session.ts';
import { usePageTitle } from '../shell/use-page-title.ts';
import '../theme/controls.css';
import { AboutWhom, subjectOf, type Whom } from './about-whom.tsx';
import { AskDecision } from './ask-decision.tsx';
import { DropZone } from './drop-zone.tsx';
import styles from './import.module.css';
import { type Decisions, type Question, questionOf } from './import-question.ts';
import { ImportReport } from './import-report.tsx';
import { ImportResult } from './import-result.tsx';
import { useImport } from './use-import.ts';
import { usePreview } from './use-preview.ts';
import { Working } from './working.tsx';

const NOBODY: Whom = { kind: 'known', twin: '', name: '', model: '', facts: {} };

/** Brings a file in: first a look at what it holds, then, if a person says so, the import. Nothing is ever half imported. */
export function ImportPage(): ReactNode {
  usePageTitle('Import');
  const [file, setFile] = useState<File | null>(null);
  const [whom, setWhom] = useState<Whom>(NOBODY);
  const [decisions, setDecisions] = useState<Decisions>({});
  const [asked, setAsked] = useState<readonly Question[]>([]);
  const mayOpen = useMay('twin:open');
  const twins = useQuery({ queryKey: KEYS.twins, queryFn: ({ signal }) => listTwins(signal) });
  const models = useQuery({ queryKey: KEYS.models, queryFn: ({ signal }) => listModels(signal) });
  const open = (twins.data?.twins ?? []).filter((twin) => twin.closedAt === null);
  const subject = subjectOf(whom, open, models.data?.models ?? []);
  const preview = usePreview(file, subject, decisions);
  const bring = useImport();
  const question = preview.error === null ? null : questionOf(asProblem(preview.error));
  const several =
    (preview.report?.people.length ?? 0) > 1 && decisions.person === undefined ? ('person' as const) : null;
  const next = question ?? several;
  if (next !== null && !asked.includes(next)) setAsked([...asked, next]);
  const choose = (chosen: File): void => {
    setFile(chosen);
    setDecisions({});
    setAsked([]);
    bring.reset();
  };
  if (bring.done !== null) {
    return (
      <ImportResult
        report={bring.done.report}
        twin={bring.done.twin}
        onAnother={() => {
          bring.reset();
          setFile(null);
        }}
      />
    );
  }
  const report = several === null ? preview.report : null;
  return (
    <div className={styles.page}>
      <div>
        <h1>Import a file</h1>
        <p className="muted">
          You first see what it holds and what is wrong with it. Nothing is kept until you say so.
        </p>
      </div>
      <section className="card stack" aria-labelledby="step-file">
        <h2 id="step-file">1. The file</h2>
        <DropZone file={file} onFile={choose} />
      </section>
      <section className="card stack" aria-labelledby="step-whom">
        <h2 id="step-whom">2. Whose is it?</h2>
        <AboutWhom
          whom={whom}
          onChange={setWhom}
          twins={open}
          models={models.data?.models ?? []}
          mayOpen={mayOpen}
        />
      </section>
      {asked.length > 0 && file !== null && (
        <section className="card stack" aria-labelledby="step-open">
          <h2 id="step-open">What the file leaves open</h2>
          {asked.map((one) => (
            <AskDecision
              key={one}
              question={one}
              decisions={decisions}
              people={preview.report?.people ?? []}
              onDecide={setDecisions}
            />
          ))}
        </section>
      )}
      <div aria-live="polite">
        {preview.busy && <Working words="Looking at the file" onCancel={preview.cancel} />}
        {preview.error !== null && question === null && (
          <ProblemPanel problem={asProblem(preview.error)} onRetry={preview.retry} />
        )}
      </div>
      {report !== null && file !== null && subject !== null && (
        <section className="card stack" aria-labelledby="step-report">
          <h2 id="step-report">3. What it holds</h2>
          <ImportReport report={report} />
          {bring.error !== null && <ProblemPanel problem={asProblem(bring.error)} />}
          {bring.busy ? (
            <Working
              words={`Importing ${(report.readings + report.interventions).toLocaleString('en-GB')} entries`}
              onCancel={bring.cancel}
            />
          ) : (
            <div className="row">
              <Button
                disabled={report.readings + report.interventions === 0}
                onClick={() => bring.start({ file, whom, subject, decisions, report })}
              >
                {report.problemCount > 0
                  ? `Import the ${(report.readings + report.interventions).toLocaleString('en-GB')} good entries`
                  : `Import all ${(report.readings + report.interventions).toLocaleString('en-GB')} entries`}
              </Button>
              {report.problemCount > 0 && (
                <span className="muted small">
                  Rows with problems stay out. Or correct the file and choose it again.
                </span>
              )}
            </div>
          )}
        </section>
      )}
    </div>
  );
}
