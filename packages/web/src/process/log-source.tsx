import { Button, NativeSelect } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { asProblem } from '../api/problem.ts';
import type { EventLogPreview } from '../generated/types.ts';
import { DropZone } from '../import/drop-zone.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { formatNumber } from '../units/format.ts';
import styles from './process.module.css';
import { type ChosenColumns, type GivenLog, type LogRole, useEventLogPreview } from './process-queries.ts';

interface LogSourceProps {
  readonly onLog: (log: GivenLog) => void;
}

const ROLES: readonly { readonly role: LogRole; readonly label: string; readonly needed?: boolean }[] = [
  { role: 'case', label: 'Case', needed: true },
  { role: 'activity', label: 'Activity', needed: true },
  { role: 'time', label: 'Time of the row' },
  { role: 'start', label: 'Start' },
  { role: 'complete', label: 'End' },
  { role: 'transition', label: 'Start or end' },
  { role: 'instance', label: 'Which instance' },
  { role: 'resource', label: 'Who or what did it' },
];

/** A log of one's own: the file, and which of its columns hold what. */
export function LogSource({ onLog }: LogSourceProps): ReactNode {
  const [file, setFile] = useState<File | null>(null);
  const [ordinal, setOrdinal] = useState(0);
  const preview = useEventLogPreview(file, ordinal);
  return (
    <section className="card stack" aria-labelledby="process-source">
      <h2 id="process-source">A log of your own</h2>
      <DropZone
        file={file}
        accept=".csv,.txt,.tsv,.xes,.xml,text/csv,text/plain,text/xml"
        words="An event log as CSV or XES, up to 32 MB: a row for each event with its case, its activity and its time. It is mapped and forgotten."
        onFile={(chosen) => {
          setFile(chosen);
          setOrdinal((now) => now + 1);
        }}
      />
      {file !== null && preview.isPending && <Waiting height={120} label="Reading the columns" />}
      {preview.isError && <ProblemPanel problem={asProblem(preview.error)} />}
      {file !== null && preview.data !== undefined && (
        <Columns
          key={ordinal}
          preview={preview.data}
          onColumns={(columns) => onLog({ file, ordinal, columns })}
        />
      )}
    </section>
  );
}

function Columns({
  preview,
  onColumns,
}: {
  readonly preview: EventLogPreview;
  readonly onColumns: (columns: ChosenColumns) => void;
}): ReactNode {
  const [columns, setColumns] = useState<ChosenColumns>(() => knownOf(preview));
  const ready =
    columns.case !== undefined &&
    columns.activity !== undefined &&
    (columns.time !== undefined || (columns.start !== undefined && columns.complete !== undefined));
  const isXes = preview.format === 'xes';
  // what needs no question is mapped at once
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the file has been read
  useEffect(() => {
    if (isXes) onColumns({});
    else if (ready) onColumns(columns);
  }, []);
  if (isXes) return <p className="muted">XES says itself what its parts are.</p>;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onColumns(columns);
      }}
    >
      <p className="muted">
        {formatNumber(preview.rows ?? 0)} rows.{' '}
        {ready ? 'Columns known by their names:' : 'Which column holds what?'}
      </p>
      <div className={styles.columns}>
        {ROLES.map(({ role, label, needed = false }) => (
          <NativeSelect
            key={role}
            size="xs"
            label={label}
            withAsterisk={needed}
            value={columns[role] ?? ''}
            data={[
              { value: '', label: needed ? 'Choose' : 'None' },
              ...preview.header.map(({ name, example }) => ({
                value: name,
                label: example === '' ? name : `${name} (${example})`,
              })),
            ]}
            onChange={(event) => {
              const { [role]: _, ...rest } = columns;
              const { value } = event.currentTarget;
              setColumns(value === '' ? rest : { ...rest, [role]: value });
            }}
          />
        ))}
      </div>
      <div className="row">
        <Button type="submit" size="xs" disabled={!ready}>
          Map it
        </Button>
        {!ready && (
          <span className="muted small">
            A case, an activity, and a time or a start and an end are needed.
          </span>
        )}
      </div>
    </form>
  );
}

function knownOf({ columns }: EventLogPreview): ChosenColumns {
  return Object.fromEntries(Object.entries(columns).filter(([, column]) => column !== null)) as ChosenColumns;
}
