import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { ImportView } from '../generated/types.ts';
import styles from './import.module.css';
import { ImportReport } from './import-report.tsx';

interface ImportResultProps {
  readonly report: ImportView;
  readonly twin: string;
  readonly onAnother: () => void;
}

/** What is now in the record, and the way to the twin that lives by it. */
export function ImportResult({ report, twin, onAnother }: ImportResultProps): ReactNode {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const span = report.to === null ? '' : `?tab=history`;
  return (
    <div className={styles.page}>
      <div>
        <h1 ref={title} tabIndex={-1}>
          {report.accepted.toLocaleString('en-GB')} entries are in the record
        </h1>
        <p className="muted">
          {report.duplicates > 0 &&
            `${report.duplicates.toLocaleString('en-GB')} were there already and count once. `}
          The twin takes them in now; its estimates follow within moments.
        </p>
      </div>
      <div className="row">
        <Link className={styles.choose} to={`/twins/${encodeURIComponent(twin)}`}>
          Open the twin
        </Link>
        <Link to={`/twins/${encodeURIComponent(twin)}${span}`}>See the history</Link>
        <Button variant="subtle" onClick={onAnother}>
          Import another file
        </Button>
      </div>
      <section className="card" aria-label="What was imported">
        <ImportReport report={report} />
      </section>
    </div>
  );
}
